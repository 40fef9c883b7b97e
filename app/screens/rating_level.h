// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Faces, words and numbers: one tap ends it, or asks for reasons when it is bad.
std::optional<Intent> draw_rating_level(const View& view);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// What went wrong: the tags of a bad level, any number of them, none as well.
std::optional<Intent> draw_rating_reason(const View& view);

}  // namespace sunbooth::app::screens

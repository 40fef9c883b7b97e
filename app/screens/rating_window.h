// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Which window is rated, or the whole hall.
std::optional<Intent> draw_rating_window(const View& view);

}  // namespace sunbooth::app::screens

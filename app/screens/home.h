// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// What would you like to do? Four tasks, and above them the sunlight board.
std::optional<Intent> draw_home(const View& view);

}  // namespace sunbooth::app::screens

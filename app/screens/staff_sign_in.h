// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// E0: the badge, which works without the network.
std::optional<Intent> draw_staff_sign_in(const View& view);
/// E0, second way: the monitor's code, then the PIN, which only the center can check.
std::optional<Intent> draw_staff_code(const View& view);
std::optional<Intent> draw_staff_pin(const View& view);

}  // namespace sunbooth::app::screens

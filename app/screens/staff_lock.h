// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// E9: nothing of the monitor's; the badge goes on, any other touch begins anew.
std::optional<Intent> draw_staff_lock(const View& view);

}  // namespace sunbooth::app::screens

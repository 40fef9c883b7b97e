// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// E1: who is signed in, what is owed this week, and what can be done.
std::optional<Intent> draw_staff_home(const View& view);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// X4: whether somebody is coming; where nobody would hear, the window to go to.
std::optional<Intent> draw_call_staff(const View& view);

}  // namespace sunbooth::app::screens

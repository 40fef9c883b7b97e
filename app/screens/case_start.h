// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// How to look a case up (kiosk-ux A0).
std::optional<Intent> draw_case_start(const View& view);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The cases of one person, without names (kiosk-ux A3).
std::optional<Intent> draw_case_list(const View& view);

}  // namespace sunbooth::app::screens

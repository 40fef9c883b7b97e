// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// What a complaint is, what it needs and what follows (kiosk-ux B0).
std::optional<Intent> draw_complaint_start(const View& view);

}  // namespace sunbooth::app::screens

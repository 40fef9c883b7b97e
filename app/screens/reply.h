// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Whether the visitor wants to be called, and what follows from it (kiosk-ux B6).
std::optional<Intent> draw_complaint_reply(const View& view);
/// The same after a bad rating (kiosk-ux C3).
std::optional<Intent> draw_rating_reply(const View& view);

}  // namespace sunbooth::app::screens

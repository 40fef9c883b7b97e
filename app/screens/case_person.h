// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Whose cases are looked for: the id card, and then the phone on them (kiosk-ux A2).
std::optional<Intent> draw_case_id_card(const View& view);
std::optional<Intent> draw_case_phone(const View& view);

}  // namespace sunbooth::app::screens

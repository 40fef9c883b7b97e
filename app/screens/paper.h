// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The button "print" of a page, or how its slip or the printer stands. Nothing at a terminal
/// without a printer.
std::optional<Intent> draw_paper(const View& view);
/// Says before anything is begun that there will be no paper (kiosk-ux X9).
void draw_paper_notice(const View& view);

}  // namespace sunbooth::app::screens

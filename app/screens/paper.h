// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// How what the page tells is taken along: the button "print", or how its slip or the printer
/// stands (nothing at a terminal without a printer), and "read to me" to who does not hear it yet.
std::optional<Intent> draw_paper(const View& view);
/// Says before anything is begun that there will be no paper (kiosk-ux X9).
void draw_paper_notice(const View& view);

}  // namespace sunbooth::app::screens

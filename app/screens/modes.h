// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"
#include "app/ui/look.h"

namespace sunbooth::app::screens {

/// The sheet of the modes (kiosk-ux X2), over the page.
std::optional<Intent> draw_modes(const View& view);

/// How the widget layer shows what this visitor chose.
ui::Look look_of(const flow::Modes& modes);

}  // namespace sunbooth::app::screens

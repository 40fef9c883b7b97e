// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// X11: the hall is closed; receipts can be looked up.
std::optional<Intent> draw_closed(const View& view);

}  // namespace sunbooth::app::screens

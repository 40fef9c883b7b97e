// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Where a record is, as far as this terminal knows: green only when the center has it; on its way
/// while there is a network; waiting for one while there is none.
void draw_delivery(const View& view, std::string_view element, bool delivered);

}  // namespace sunbooth::app::screens

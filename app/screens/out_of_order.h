// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The terminal cannot work: in all languages, and where to go instead.
std::optional<Intent> draw_out_of_order(const View& view);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Where was it? A window, or "I do not know".
std::optional<Intent> draw_complaint_window(const View& view);

}  // namespace sunbooth::app::screens

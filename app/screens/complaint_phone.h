// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// May we call you? A number, or none.
std::optional<Intent> draw_complaint_phone(const View& view);

}  // namespace sunbooth::app::screens

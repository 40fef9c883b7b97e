// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Where the case stands, by when, what is next and who has it, in that order.
std::optional<Intent> draw_case_result(const View& view);

}  // namespace sunbooth::app::screens

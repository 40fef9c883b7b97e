// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The number of the case, as on the paper of the department.
std::optional<Intent> draw_case_number(const View& view);

}  // namespace sunbooth::app::screens

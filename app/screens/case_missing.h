// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// A5: a case that was not found. What was asked, why it may be missing, and where else to go.
std::optional<Intent> draw_case_missing(const View& view);

}  // namespace sunbooth::app::screens

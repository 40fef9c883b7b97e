// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// All answers, each with "change", before anything is submitted.
std::optional<Intent> draw_complaint_check(const View& view);

}  // namespace sunbooth::app::screens

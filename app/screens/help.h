// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// X3: what this page wants, and who helps.
std::optional<Intent> draw_help(const View& view);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Touch to start, in every language; tasks, opening hours and where a person helps.
std::optional<Intent> draw_attract(const View& view);

}  // namespace sunbooth::app::screens

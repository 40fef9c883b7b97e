// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Waiting for an answer; after a second in words, after ten with a way out.
std::optional<Intent> draw_busy(const View& view);

}  // namespace sunbooth::app::screens

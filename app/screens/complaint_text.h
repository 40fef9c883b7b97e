// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// What happened? Phrases to tap, words to type, or neither.
std::optional<Intent> draw_complaint_text(const View& view);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

// A window that is looked for: by the number of its queue (C0), or by the name of a service, a unit
// or the window (B2).

std::optional<Intent> draw_queue_number(const View& view);
std::optional<Intent> draw_place_words(const View& view);
/// What was found.
std::optional<Intent> draw_place_list(const View& view);

}  // namespace sunbooth::app::screens

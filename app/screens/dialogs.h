// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The idle warning or "clear and end?", whichever lies over the page; the warning goes first.
/// Called between the action bar and the end of the frame.
std::optional<Intent> draw_dialogs(const View& view);

}  // namespace sunbooth::app::screens

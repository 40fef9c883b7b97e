// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// What else there is to say after a bad rating (kiosk-ux C3).
std::optional<Intent> draw_rating_comment(const View& view);

}  // namespace sunbooth::app::screens

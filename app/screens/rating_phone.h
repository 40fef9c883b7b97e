// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_rating_phone(const View& view);

}  // namespace sunbooth::app::screens

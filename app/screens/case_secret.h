// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Last four of id card or phone, or the query code: so that nobody else looks in.
std::optional<Intent> draw_case_secret(const View& view);

}  // namespace sunbooth::app::screens

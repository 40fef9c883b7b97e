// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The code of a receipt, to see where the record stands.
std::optional<Intent> draw_receipt_code(const View& view);

}  // namespace sunbooth::app::screens

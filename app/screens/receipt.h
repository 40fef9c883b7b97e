// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// After filing: code and QR, what happens by when, and the truth about the network. After a
/// look-up: the state of the record and the center's reply.
std::optional<Intent> draw_receipt(const View& view);

}  // namespace sunbooth::app::screens

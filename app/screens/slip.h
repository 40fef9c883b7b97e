// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"
#include "app/i18n/catalogue.h"
#include "app/receipt/slip.h"

namespace sunbooth::app::screens {

/// What stands on the page of a receipt, a record or a case, as a slip of paper in the visitor's
/// language: the same facts but for names, telephone numbers of visitors, and words of either side.
/// @pre the page is one of these.
receipt::Slip slip_of(const flow::State& state, const i18n::Catalogue& words);

}  // namespace sunbooth::app::screens

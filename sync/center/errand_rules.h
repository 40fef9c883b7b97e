// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/errand.h"

namespace sunbooth::center {

// The errands about calendars and rule profiles: what a change would move is told before it is
// made, counted on a reading connection so that a running center's writer does not wait for it.

Result<ErrandStep> calendar_import(Errand errand, const ErrandTools& tools);
Result<ErrandStep> calendar_withdraw(Errand errand, const ErrandTools& tools);
Result<ErrandStep> rules_import(Errand errand, const ErrandTools& tools);

}  // namespace sunbooth::center

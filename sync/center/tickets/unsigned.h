// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"

#include <functional>

namespace sunbooth::center::tickets {

/// Calls `each` with every ticket that a unit was given and has not signed for, and that is due
/// later than `after`: those due sooner are looked at anyway (worklist.h).
Status each_unsigned(store::Database& db, domain::Date after,
                     const std::function<void(const Ticket&)>& each);

}  // namespace sunbooth::center::tickets

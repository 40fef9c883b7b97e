// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/step.h"

#include <vector>

namespace sunbooth::center::tickets {

// 并案: a ticket goes with another about the same matter. One is handled; each citizen keeps a
// number, and is told the answer of the other.

/// The ticket that `ticket` may go with, by its number. @return InvalidInput, field "into".
Result<Ticket> main_for(store::Database& db, const rules::Viewer& viewer, const Ticket& ticket,
                        const std::string& number);

/// The other side of Merge and Separate, told on the ticket that is handled.
Status tell_main(store::Database& db, std::int64_t main, rules::Action action, const Ticket& other,
                 WallTime now);

/// What went with a ticket that was withdrawn goes on by itself: nobody withdraws for others.
Status free_merged(store::Database& db, std::int64_t main, WallTime now,
                   std::vector<std::int64_t>& touched);

}  // namespace sunbooth::center::tickets

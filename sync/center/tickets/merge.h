// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/step.h"

#include <vector>

namespace sunbooth::center::tickets {

// 并案: a ticket goes with another about the same matter. One is handled; each citizen keeps a
// number, is told the answer of the other, and is called about it like everybody else.

/// The ticket that `ticket` may go with, by its number: never one that is to be answered later, or
/// a citizen would wait longer for having been joined. @return InvalidInput, field "into".
Result<Ticket> main_for(store::Database& db, const rules::Viewer& viewer, const Ticket& ticket,
                        const std::string& number);

/// The other side of Merge and Separate, told on the ticket that is handled.
Status tell_main(store::Database& db, std::int64_t main, rules::Action action, const Ticket& other,
                 WallTime now);

/// What became of `main` for those that went with it. Its answer, its refusal and its transfer are
/// theirs, too, and each stands alone from then on: its citizen is called, and may have it handled
/// anew. Where it ended in another way, or is appealed against, each goes on where it stood: nobody
/// withdraws for others. Nothing as long as it is worked on.
Status tell_merged(store::Database& db, const Ticket& main, WallTime now,
                   std::vector<std::int64_t>& touched);

}  // namespace sunbooth::center::tickets

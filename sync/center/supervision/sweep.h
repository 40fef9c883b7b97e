// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/cards.h"
#include "sync/center/tickets/desk.h"
#include "sync/store/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sunbooth::center::supervision {

/// A level that a clock has reached and that was not issued yet.
struct Due {
    std::int64_t ticket = 0;
    std::string clock;
    rules::Level level = rules::Level::Notice;
    std::string unit;  ///< Empty: the center itself, which is late with its own duty.
    domain::Date due_on;
    domain::Date answer_by;  ///< Of a card.
};
/// What a sweep found.
struct Findings {
    std::vector<Due> due;
    std::vector<std::int64_t> settled;  ///< Notices and warnings whose clock has stopped.
};
/// Reads every open ticket; writes nothing, so that it may run on a reader's connection.
/// @return NotFound until a hall was imported.
Result<Findings> judge(store::Database& db, domain::Date today);

/// What limit the running clock of a ticket was given.
rules::Limit running_limit(const tickets::Ticket& ticket, const rules::Profile& profile);
/// Whose clock it is: until a unit has it, being late is the center's own doing (empty).
std::string answerable(const tickets::Ticket& ticket);

/// Issues and settles, inside the caller's transaction. What was issued meanwhile is not issued
/// again. @return how many were issued.
Result<int> carry_out(store::Database& db, const Findings& findings, WallTime now);

}  // namespace sunbooth::center::supervision

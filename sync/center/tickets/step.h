// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/row.h"
#include "sync/store/database.h"

#include <map>
#include <optional>
#include <string>

namespace sunbooth::center::tickets {

/// What an event says besides its type.
using Fields = std::map<std::string, std::string>;

/// Who did what by rule; no account has this name.
inline constexpr const char* kByRule = "(rule)";

/// The deed that an event tells, as far as its way through the life depends on it. Nothing when the
/// type is unknown.
std::optional<rules::Move> move_of(const Event& event);

/// The columns after an event that leads to `to`: a pure function, so that they can be made again
/// from the events at any time.
Whole derived(Whole whole, const Event& event, const rules::Move& move, domain::TicketState to);

/// One step of a ticket's life that was found to be allowed.
struct Step {
    rules::Action action;
    std::string by;
    Fields fields{};
};
/// Adds the event and derives the columns from it. Inside the caller's transaction.
/// @return the ticket as it is then; Conflict, field "action", when it does not stand for it, and
/// when another event came first.
Result<Ticket> step(store::Database& db, std::int64_t id, const Step& taken, WallTime now);

/// An answer does not satisfy: where the edition says so the center watches over what comes next
/// from now on (督办), by rule. @return the ticket as it is then.
Result<Ticket> watch_dissatisfied(store::Database& db, Ticket ticket, WallTime now);

/// Every derived column as it is written.
struct Columns {
    std::string state;
    std::int64_t version = 0;
    std::int64_t callbacks = 0, unreached = 0;
    Words words;
    std::string course, handled_by;
    std::int64_t merged_into = 0;
    bool excluded = false;
    std::string due_on, stand;
    bool operator==(const Columns&) const = default;
};
Columns columns_of(const Whole& whole);
Status write_columns(store::Database& db, std::int64_t id, const Columns& columns);

/// Makes the columns of every ticket again from its events, if an older program wrote them. Inside
/// a transaction of its own; what is right already is not written again. @return how many tickets.
Result<std::int64_t> bring_columns_up(store::Database& db);

/// Where the events of a ticket lead. @return Corrupt naming the first event that cannot be.
Result<Whole> replay(const Ticket& filed, const std::vector<Event>& events,
                     const domain::WorkingCalendar& calendar);

}  // namespace sunbooth::center::tickets

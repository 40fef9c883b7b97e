// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"
#include "sync/domain/hall.h"
#include "sync/store/database.h"

namespace sunbooth::center::tickets {

/// The columns that read_ticket() reads, in its order. A macro, because SQL is never built from
/// strings at run time.
#define SUNBOOTH_TICKET_COLUMNS                                                            \
    " id, ticket_no, record_id, kind, unit, window, topic, category, language, filed_on, " \
    " filed_half, has_contact, profile, state, version, callbacks, unreached, course,"     \
    " handled_by, merged_into, reply, pending, refusal, needed "

/// What was said to the citizen, or is to be. Lists do not read it.
struct Words {
    std::string reply;    ///< That the citizen may read.
    std::string pending;  ///< A unit's, until the center has passed it.
    std::string refusal, needed;
    bool operator==(const Words&) const = default;
};

/// The ticket without its dates, for who counts them later. @return Corrupt when a stored name or
/// date is none.
Result<Ticket> read_undated(const store::Statement& row);
/// The ticket with its dates. @return Corrupt.
Result<Ticket> read_ticket(const store::Statement& row, const domain::WorkingCalendar& calendar);
Words read_words(const store::Statement& row);
/// Counts the dates of a ticket whose course has changed.
void put_dates(Ticket& ticket, const domain::WorkingCalendar& calendar);

/// Whoever asks, the ticket. @return NotFound.
Result<Ticket> find_any(store::Database& db, std::int64_t id);
/// The ticket with its words. @return NotFound.
struct Whole {
    Ticket ticket;
    Words words;
};
Result<Whole> find_whole(store::Database& db, std::int64_t id);

/// What stands in the column due_on, along which the lists of work run: the day on which the next
/// step is due, kNever for an open ticket that waits for nothing, empty for one at its end.
std::string due_column(const Ticket& ticket);
inline constexpr std::string_view kNeverDue = "9999-12-31";
bool is_open(domain::TicketState state);

}  // namespace sunbooth::center::tickets

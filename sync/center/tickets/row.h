// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"
#include "sync/domain/hall.h"
#include "sync/store/database.h"

namespace sunbooth::center::tickets {

/// The columns that read_ticket() reads, in its order. A macro, because SQL is never built from
/// strings at run time.
#define SUNBOOTH_TICKET_COLUMNS                                                               \
    " id, ticket_no, record_id, kind, unit, window, topic, category, language, filed_on, "    \
    " filed_half, has_contact, profile, state, version, callbacks, unreached, course, reply," \
    " refusal, needed, handled_by "

inline constexpr int kReplyColumn = 18;
inline constexpr int kRefusalColumn = 19;
inline constexpr int kNeededColumn = 20;
inline constexpr int kHandledByColumn = 21;

/// @return Corrupt when a stored name or date is none.
Result<Ticket> read_ticket(const store::Statement& row, const domain::WorkingCalendar& calendar);

/// The unit that has a ticket after an action: the one complained of when it is accepted, unless it
/// must never see it.
std::string handler_after(const Ticket& ticket, rules::Action action, const std::string& named);

/// Whoever asks, the ticket. @return NotFound.
Result<Ticket> find_any(store::Database& db, std::int64_t id);

}  // namespace sunbooth::center::tickets

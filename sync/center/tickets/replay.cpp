// SPDX-License-Identifier: Apache-2.0
// The columns of a ticket are only a convenience: here they are made again from its events.
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/step.h"

#include <algorithm>

namespace sunbooth::center::tickets {
namespace {

/// Rises whenever a program derives other columns from the same events.
constexpr std::int64_t kDerivation = 1;

constexpr std::string_view kDerivedBy = "SELECT version FROM derivation";
constexpr std::string_view kSetDerivedBy = "UPDATE derivation SET version = :version";
constexpr std::string_view kSelectIds = "SELECT id FROM ticket ORDER BY id";

Error impossible(std::int64_t n) {
    return {ErrorCode::Corrupt, "event " + std::to_string(n) + " cannot follow the one before",
            "event." + std::to_string(n)};
}

/// A ticket as it was filed, with the columns that never change.
Ticket as_filed(Ticket ticket) {
    ticket.state = domain::TicketState::Registered;
    ticket.version = 1;
    ticket.callbacks = ticket.unreached = 0;
    ticket.handled_by.clear();
    ticket.merged_into = 0;
    ticket.course = {};
    return ticket;
}

Result<std::vector<std::int64_t>> all_ids(store::Database& db) {
    store::Statement select = db.prepare(kSelectIds);
    std::vector<std::int64_t> ids;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return ids;
        ids.push_back(select.integer(0));
    }
}

Status bring_one_up(store::Database& db, std::int64_t id, const domain::WorkingCalendar& calendar) {
    const Result<Ticket> ticket = find_any(db, id);
    if (!ticket.ok()) return ticket.error();
    const auto events = events_of(db, id);
    if (!events.ok()) return events.error();
    const Result<Whole> whole = replay(ticket.value(), events.value(), calendar);
    if (!whole.ok()) return whole.error().in("ticket " + ticket.value().ticket_no);
    return write_columns(db, whole.value());
}

/// Where a ticket stood for an event. One that was filed under an older life cycle was closed
/// without a call, and counted calls of one half-day and one caller.
rules::Standing standing_for(const Ticket& ticket, bool is_older) {
    rules::Standing standing = ticket.standing();
    if (is_older) {
        standing.was_heard = true;
        standing.callers = standing.callers_min;
        standing.unreached = std::max(standing.unreached, ticket.unreached);
    }
    return standing;
}

}  // namespace

Result<Whole> replay(const Ticket& filed, const std::vector<Event>& events,
                     const domain::WorkingCalendar& calendar) {
    Whole whole{as_filed(filed), {}};
    const bool is_older = events.empty() || !events.front().fields.contains("life");
    for (const Event& event : events) {
        if (event.n == 1) {
            if (event.type != "registered") return impossible(1);
            continue;
        }
        const auto move = move_of(event);
        if (!move) return impossible(event.n);
        const auto to = rules::next(standing_for(whole.ticket, is_older), *move);
        if (!to) return impossible(event.n);
        whole = derived(std::move(whole), event, *move, *to);
    }
    put_dates(whole.ticket, calendar);
    return whole;
}

Result<std::int64_t> bring_columns_up(store::Database& db) {
    store::Statement select = db.prepare(kDerivedBy);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("tickets.bring_columns_up");
    if (row.value() && select.integer(0) >= kDerivation) return std::int64_t{0};
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) {
        // No hall, no ticket.
        if (calendar.error().code == ErrorCode::NotFound) return std::int64_t{0};
        return calendar.error();
    }
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    const auto ids = all_ids(db);
    if (!ids.ok()) return ids.error().in("tickets.bring_columns_up");
    for (const std::int64_t id : ids.value()) {
        const Status done = bring_one_up(db, id, *calendar.value());
        if (!done.ok()) return done.error().in("tickets.bring_columns_up");
    }
    store::Statement update = db.prepare(kSetDerivedBy);
    if (Status set = update.bind(":version", kDerivation).run(); !set.ok()) return set.error();
    if (Status kept = transaction.value().commit(); !kept.ok()) return kept.error();
    return static_cast<std::int64_t>(ids.value().size());
}

}  // namespace sunbooth::center::tickets

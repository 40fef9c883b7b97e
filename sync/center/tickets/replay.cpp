// SPDX-License-Identifier: Apache-2.0
// The columns of a ticket are only a convenience: here they are made again from its events.
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/event_chain.h"
#include "sync/center/tickets/step.h"

#include <algorithm>

namespace sunbooth::center::tickets {
namespace {

/// Rises whenever a program derives other columns from the same events.
constexpr std::int64_t kDerivation = 4;

constexpr std::string_view kDerivedBy = "SELECT version FROM derivation";
constexpr std::string_view kSetDerivedBy = "UPDATE derivation SET version = :version";
// Both in the order of tickets, so that two walks side by side read everything once.
constexpr std::string_view kSelectTickets =
    "SELECT" SUNBOOTH_TICKET_COLUMNS
    ", due_on, excluded, stand FROM ticket WHERE id > :after ORDER BY id LIMIT :limit";
constexpr int kDueOn = 24;  ///< After SUNBOOTH_TICKET_COLUMNS.
constexpr std::string_view kSelectEvents = R"sql(
    SELECT ticket, n, at_ms, type, by, fields FROM ticket_event ORDER BY ticket, n)sql";
/// Tickets that are held in memory at a time: their table is not written while it is read.
constexpr int kPiece = 500;

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

/// A ticket as it stands in its row.
struct Stored {
    Ticket ticket;
    Columns columns;
};
Result<Stored> read_stored(const store::Statement& row) {
    Result<Ticket> ticket = read_undated(row);
    if (!ticket.ok()) return ticket.error();
    const Ticket& read = ticket.value();
    Columns columns{row.text(13),     read.version,        read.callbacks,
                    read.unreached,   read_words(row),     row.text(17),
                    row.text(18),     read.merged_into,    row.integer(kDueOn + 1) != 0,
                    row.text(kDueOn), row.text(kDueOn + 2)};
    return Stored{std::move(ticket).value(), std::move(columns)};
}

Result<std::vector<Stored>> some_after(store::Database& db, std::int64_t after) {
    store::Statement select = db.prepare(kSelectTickets);
    select.bind(":after", after).bind(":limit", kPiece);
    std::vector<Stored> piece;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return piece;
        Result<Stored> stored = read_stored(select);
        if (!stored.ok()) return stored.error();
        piece.push_back(std::move(stored).value());
    }
}

/// All events, handed out ticket by ticket in the order of their ids.
class EventWalk {
public:
    explicit EventWalk(store::Database& db) : select_(db.prepare(kSelectEvents)) {}

    Result<std::vector<Event>> of(std::int64_t ticket) {
        std::vector<Event> events;
        while (true) {
            if (!is_read_) {
                const Result<bool> row = select_.step();
                if (!row.ok()) return row.error();
                if (!row.value()) return events;
                is_read_ = true;
            }
            if (select_.integer(0) > ticket) return events;
            auto fields = registry::read_fields(select_.text(5), "event");
            if (!fields.ok()) return fields.error();
            events.push_back({select_.integer(1), wall_ms(select_.integer(2)), select_.text(3),
                              select_.text(4), std::move(fields).value()});
            is_read_ = false;
        }
    }

private:
    store::Statement select_;
    bool is_read_ = false;  ///< A row of the next ticket lies there.
};

Status bring_one_up(store::Database& db, const Stored& stored, const std::vector<Event>& events,
                    const domain::WorkingCalendar& calendar) {
    const Result<Whole> whole = replay(stored.ticket, events, calendar);
    if (!whole.ok()) return whole.error().in("ticket " + stored.ticket.ticket_no);
    const Columns columns = columns_of(whole.value());
    if (columns == stored.columns) return ok_status();
    return write_columns(db, stored.ticket.id, columns);
}

Result<std::int64_t> bring_all_up(store::Database& db, const domain::WorkingCalendar& calendar) {
    EventWalk walk(db);
    std::int64_t count = 0;
    for (std::int64_t after = 0;;) {
        const auto piece = some_after(db, after);
        if (!piece.ok()) return piece.error();
        if (piece.value().empty()) return count;
        for (const Stored& stored : piece.value()) {
            const auto events = walk.of(stored.ticket.id);
            if (!events.ok()) return events.error();
            const Status done = bring_one_up(db, stored, events.value(), calendar);
            if (!done.ok()) return done.error();
        }
        after = piece.value().back().ticket.id;
        count += static_cast<std::int64_t>(piece.value().size());
    }
}

/// The life cycle that a ticket was filed under; each is stricter than the one before.
int life_of(const std::vector<Event>& events) {
    if (events.empty()) return 1;
    const auto found = events.front().fields.find("life");
    return found == events.front().fields.end() ? 1 : found->second == "2" ? 2 : 3;
}

/// Where a ticket stood for an event. Under the first life cycle it was closed without a call, and
/// calls of one half-day and one caller counted; under the second one caller alone could close.
rules::Standing standing_for(const Ticket& ticket, int life) {
    constexpr int kSecond = 2;
    rules::Standing standing = ticket.standing();
    if (life <= kSecond) standing.closing_callers = standing.callers_min;
    if (life < kSecond) {
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
    const int life = life_of(events);
    for (const Event& event : events) {
        if (event.n == 1) {
            if (event.type != "registered") return impossible(1);
            continue;
        }
        const auto move = move_of(event);
        if (!move) return impossible(event.n);
        const auto to = rules::next(standing_for(whole.ticket, life), *move);
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
    const Result<std::int64_t> count = bring_all_up(db, *calendar.value());
    if (!count.ok()) return count.error().in("tickets.bring_columns_up");
    store::Statement update = db.prepare(kSetDerivedBy);
    if (Status set = update.bind(":version", kDerivation).run(); !set.ok()) return set.error();
    if (Status kept = transaction.value().commit(); !kept.ok()) return kept.error();
    return count.value();
}

}  // namespace sunbooth::center::tickets

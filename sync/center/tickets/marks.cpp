// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/marks.h"

#include "sync/base/mutant.h"

#include <vector>

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kUnmarked = R"sql(
    SELECT e.n, e.digest FROM ticket_event AS e
      LEFT JOIN event_mark AS m ON m.ticket = e.ticket AND m.n = e.n
     WHERE e.ticket = :ticket AND m.place IS NULL
     ORDER BY e.n)sql";

// SQLite's own memory of the highest place ever given: the mark covers it, so it must be known
// before the row is written.
constexpr std::string_view kLastPlace = R"sql(
    SELECT seq FROM sqlite_sequence WHERE name = 'event_mark')sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO event_mark (place, ticket, n, mark) VALUES (:place, :ticket, :n, :mark))sql";

constexpr std::string_view kWalk = R"sql(
    SELECT m.place, m.ticket, m.n, m.mark, e.digest FROM event_mark AS m
      LEFT JOIN ticket_event AS e ON e.ticket = m.ticket AND e.n = m.n
     ORDER BY m.place)sql";

constexpr std::string_view kFirstUnmarked = R"sql(
    SELECT e.ticket, e.n FROM ticket_event AS e
      LEFT JOIN event_mark AS m ON m.ticket = e.ticket AND m.n = e.n
     WHERE m.place IS NULL ORDER BY e.ticket, e.n LIMIT 1)sql";

constexpr std::string_view kNewest = "SELECT ifnull(max(place), 0) FROM event_mark";
constexpr std::string_view kSince = "SELECT DISTINCT ticket FROM event_mark WHERE place > :place";

struct Event {
    std::int64_t n = 0;
    seal::Digest digest;
};

Bytes message_of(std::int64_t place, std::int64_t ticket, const Event& event) {
    return ByteWriter{}
        .raw(as_bytes("SBE1"))
        .u64(static_cast<std::uint64_t>(place))
        .u64(static_cast<std::uint64_t>(ticket))
        .u64(static_cast<std::uint64_t>(event.n))
        .raw(event.digest.view())
        .take();
}

Result<std::int64_t> last_place(store::Database& db) {
    store::Statement select = db.prepare(kLastPlace);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error();
    return row.value() ? select.integer(0) : 0;
}

Result<std::vector<Event>> unmarked(store::Database& db, std::int64_t ticket) {
    store::Statement select = db.prepare(kUnmarked);
    select.bind(":ticket", ticket);
    std::vector<Event> events;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return events;
        events.push_back({select.integer(0), select.fixed<seal::Digest>(1)});
    }
}

Error wrong(std::int64_t ticket, std::int64_t n, std::string_view what) {
    return {ErrorCode::Corrupt,
            "ticket " + std::to_string(ticket) + ", event " + std::to_string(n) + ": " +
                std::string(what),
            "ticket." + std::to_string(ticket) + ".event." + std::to_string(n)};
}

}  // namespace

Status mark_events(store::Database& db, std::int64_t ticket, const seal::SigningKey& center) {
    const Result<std::vector<Event>> events = unmarked(db, ticket);
    if (!events.ok()) return events.error().in("tickets.mark_events");
    Result<std::int64_t> place = last_place(db);
    if (!place.ok()) return place.error().in("tickets.mark_events");
    std::int64_t at = place.value();
    for (const Event& event : events.value()) {
        const seal::Signature mark = seal::sign(center, message_of(++at, ticket, event));
        store::Statement insert = db.prepare(kInsert);
        const Status inserted = insert.bind(":place", at)
                                    .bind(":ticket", ticket)
                                    .bind(":n", event.n)
                                    .bind(":mark", mark.view())
                                    .run();
        if (!inserted.ok()) return inserted.error().in("tickets.mark_events");
    }
    return ok_status();
}

Status verify_marks(store::Database& db, const seal::Signers& center) {
    if (mutant("tickets.skip_mark_check")) return ok_status();
    store::Statement walk = db.prepare(kWalk);
    std::int64_t place = 0;
    while (true) {
        const Result<bool> row = walk.step();
        if (!row.ok()) return row.error().in("tickets.verify_marks");
        if (!row.value()) break;
        const std::int64_t ticket = walk.integer(1);
        const Event event{walk.integer(2), walk.fixed<seal::Digest>(4)};
        if (walk.integer(0) != ++place) return wrong(ticket, event.n, "an event before it is gone");
        if (walk.is_null(4)) return wrong(ticket, event.n, "it is gone");
        if (!center.verify(message_of(place, ticket, event), walk.fixed<seal::Signature>(3))) {
            return wrong(ticket, event.n, "it is not what the center marked");
        }
    }
    const Result<std::int64_t> last = last_place(db);
    if (!last.ok()) return last.error().in("tickets.verify_marks");
    if (last.value() != place) {
        return Error{ErrorCode::Corrupt, "the last events of all are gone", "event"};
    }
    store::Statement left = db.prepare(kFirstUnmarked);
    const Result<bool> row = left.step();
    if (!row.ok()) return row.error().in("tickets.verify_marks");
    if (!row.value()) return ok_status();
    return wrong(left.integer(0), left.integer(1), "the center never marked it");
}

Result<std::int64_t> newest_place(store::Database& db) {
    store::Statement select = db.prepare(kNewest);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("tickets.newest_place");
    return select.integer(0);
}

Result<std::vector<std::int64_t>> touched_since(store::Database& db, std::int64_t place) {
    store::Statement select = db.prepare(kSince);
    select.bind(":place", place);
    std::vector<std::int64_t> tickets;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.touched_since");
        if (!row.value()) return tickets;
        tickets.push_back(select.integer(0));
    }
}

}  // namespace sunbooth::center::tickets

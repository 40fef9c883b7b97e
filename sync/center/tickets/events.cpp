// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/events.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/event_chain.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO ticket_event (ticket, n, at_ms, type, by, fields, digest)
    VALUES (:ticket, :n, :at_ms, :type, :by, :fields, :digest))sql";

constexpr std::string_view kLastDigest = R"sql(
    SELECT digest FROM ticket_event WHERE ticket = :ticket AND n = :n)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT n, at_ms, type, by, fields, digest
      FROM ticket_event WHERE ticket = :ticket ORDER BY n)sql";

/// What a digest covers, as it stands in the row.
struct Row {
    std::int64_t ticket, n, at_ms;
    std::string type, by, fields;
};
seal::Digest digest_of(const Row& row, const seal::Digest& previous) {
    return registry::chained(mutant("tickets.skip_prev_hash") ? seal::Digest{} : previous,
                             {row.ticket, row.n, row.at_ms}, {row.type, row.by, row.fields});
}

Row row_of(const store::Statement& select, std::int64_t ticket) {
    return {ticket,         select.integer(0), select.integer(1),
            select.text(2), select.text(3),    select.text(4)};
}

/// The digest of event `n`; zeros for n = 0. @return Conflict when it is not there.
Result<seal::Digest> digest_at(store::Database& db, std::int64_t ticket, std::int64_t n) {
    if (n == 0) return seal::Digest{};
    store::Statement select = db.prepare(kLastDigest);
    const Result<bool> row = select.bind(":ticket", ticket).bind(":n", n).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::Conflict, "the event before is missing", "event"};
    return select.fixed<seal::Digest>(0);
}

Error wrong_event(std::int64_t n) {
    return {ErrorCode::Corrupt, "event " + std::to_string(n) + " is not the one that was written",
            "event." + std::to_string(n)};
}

}  // namespace

Status append_event(store::Database& db, std::int64_t ticket, const Event& event) {
    const Result<seal::Digest> previous = digest_at(db, ticket, event.n - 1);
    if (!previous.ok()) return previous.error().in("tickets.append_event");
    const Row row{ticket,     event.n,  to_ms(event.at),
                  event.type, event.by, registry::write_fields(event.fields)};
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":ticket", row.ticket)
        .bind(":n", row.n)
        .bind(":at_ms", row.at_ms)
        .bind(":type", row.type)
        .bind(":by", row.by)
        .bind(":fields", row.fields)
        .bind(":digest", digest_of(row, previous.value()).view());
    const Status inserted = insert.run();
    return inserted.ok() ? inserted : Status(inserted.error().in("tickets.append_event"));
}

Result<std::vector<Event>> events_of(store::Database& db, std::int64_t ticket) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":ticket", ticket);
    std::vector<Event> events;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("tickets.events_of");
        if (!more.value()) return events;
        Row row = row_of(select, ticket);
        auto fields = registry::read_fields(row.fields, "event");
        if (!fields.ok()) return fields.error().in("tickets.events_of");
        events.push_back({row.n, wall_ms(row.at_ms), std::move(row.type), std::move(row.by),
                          std::move(fields).value()});
    }
}

Status verify_events(store::Database& db, std::int64_t ticket) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":ticket", ticket);
    seal::Digest previous;
    for (std::int64_t n = 1;; ++n) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("tickets.verify_events");
        if (!more.value()) return ok_status();
        const Row row = row_of(select, ticket);
        const auto stored = select.fixed<seal::Digest>(5);
        if (row.n != n || stored != digest_of(row, previous)) return wrong_event(n);
        previous = stored;
    }
}

}  // namespace sunbooth::center::tickets

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/events.h"

#include "sync/base/mutant.h"
#include "sync/wire/json.h"

namespace sunbooth::center::tickets {
namespace {

namespace json = boost::json;

constexpr std::size_t kFieldsBytesMax = 64 * 1024;

constexpr std::string_view kInsert = R"sql(
    INSERT INTO ticket_event (ticket, n, at_ms, type, by, fields, digest)
    VALUES (:ticket, :n, :at_ms, :type, :by, :fields, :digest))sql";

constexpr std::string_view kLastDigest = R"sql(
    SELECT digest FROM ticket_event WHERE ticket = :ticket AND n = :n)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT n, at_ms, type, by, fields, digest
      FROM ticket_event WHERE ticket = :ticket ORDER BY n)sql";

std::string write_fields(const std::map<std::string, std::string>& fields) {
    json::object object;
    for (const auto& [name, value] : fields) object[name] = value;
    return json::serialize(object);
}

Result<std::map<std::string, std::string>> read_fields(std::string_view text) {
    const Result<json::value> parsed = wire::parse_json(text, kFieldsBytesMax);
    if (!parsed.ok() || !parsed.value().is_object()) {
        return Error{ErrorCode::Corrupt, "the fields of an event cannot be read", "event"};
    }
    std::map<std::string, std::string> fields;
    for (const auto& [name, value] : parsed.value().get_object()) {
        if (value.is_string()) fields[std::string(name)] = std::string(value.get_string());
    }
    return fields;
}

void put_text(ByteWriter& out, std::string_view text) {
    out.u32(static_cast<std::uint32_t>(text.size())).raw(as_bytes(text));
}

/// What a digest covers, as it stands in the row.
struct Row {
    std::int64_t ticket, n, at_ms;
    std::string type, by, fields;
};
seal::Digest digest_of(const Row& row, const seal::Digest& previous) {
    ByteWriter out;
    if (!mutant("tickets.skip_prev_hash")) out.raw(previous.view());
    out.u64(static_cast<std::uint64_t>(row.ticket));
    out.u64(static_cast<std::uint64_t>(row.n));
    out.u64(static_cast<std::uint64_t>(row.at_ms));
    for (const std::string* text : {&row.type, &row.by, &row.fields}) put_text(out, *text);
    return seal::digest(out.bytes());
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
                  event.type, event.by, write_fields(event.fields)};
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
        auto fields = read_fields(row.fields);
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

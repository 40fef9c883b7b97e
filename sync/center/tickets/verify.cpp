// SPDX-License-Identifier: Apache-2.0
// Whether a ticket is what its events say.
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/stand.h"
#include "sync/center/tickets/step.h"

#include <array>

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kIds = "SELECT id, ticket_no FROM ticket ORDER BY id";

// In the order of kFiled.
constexpr std::string_view kStored = R"sql(
    SELECT ticket_no, lower(hex(record_id)), receipt_code, kind, unit, window, topic, category,
           language, filed_on, filed_half, has_contact, profile, excluded
      FROM ticket WHERE id = :id)sql";

constexpr std::string_view kStand = "SELECT stand FROM ticket WHERE id = :id";

/// Fields of the first event that stand in columns as well.
constexpr std::array kFiled = {"ticket_no",  "record",      "receipt_code", "kind",     "unit",
                               "window",     "topic",       "category",     "language", "filed_on",
                               "filed_half", "has_contact", "profile"};
constexpr int kStoredExcluded = static_cast<int>(kFiled.size());

std::string field_of(const Event& event, const char* name) {
    const auto found = event.fields.find(name);
    return found == event.fields.end() ? std::string{} : found->second;
}

Error strayed(const char* column) {
    return {ErrorCode::Corrupt,
            std::string("the column ") + column + " is not what the events lead to", column};
}

/// Whether the columns say what was filed.
Status compare_filed(store::Database& db, const Ticket& ticket, const Event& filed) {
    store::Statement stored = db.prepare(kStored);
    const Result<bool> row = stored.bind(":id", ticket.id).step();
    if (!row.ok()) return row.error().in("tickets.verify_chain");
    for (int i = 0; i < kStoredExcluded; ++i) {
        const char* column = kFiled[static_cast<std::size_t>(i)];
        if (stored.text(i) != field_of(filed, column)) return strayed(column);
    }
    const bool excluded = stored.integer(kStoredExcluded) != 0;
    return excluded == ticket.course.is_excluded ? ok_status() : strayed("excluded");
}

/// Whether the columns are what the events lead to.
Status compare(const Whole& stored, const Whole& led) {
    const Ticket& is = stored.ticket;
    const Ticket& should = led.ticket;
    if (stored.words.reply != led.words.reply) return strayed("reply");
    if (stored.words.pending != led.words.pending) return strayed("pending");
    if (stored.words.refusal != led.words.refusal) return strayed("refusal");
    if (stored.words.needed != led.words.needed) return strayed("needed");
    if (is.callbacks != should.callbacks) return strayed("callbacks");
    if (is.course != should.course) return strayed("course");
    if (is.handled_by != should.handled_by) return strayed("handled_by");
    if (is.merged_into != should.merged_into) return strayed("merged_into");
    if (is.state != should.state || is.unreached != should.unreached) {
        return Error{ErrorCode::Corrupt, "the state is not what the events lead to", "state"};
    }
    return ok_status();
}

Status compare_stand(store::Database& db, const Ticket& led) {
    store::Statement stored = db.prepare(kStand);
    const Result<bool> row = stored.bind(":id", led.id).step();
    if (!row.ok()) return row.error().in("tickets.verify_chain");
    return stored.text(0) == write(stand_of(led)) ? ok_status() : strayed("stand");
}

}  // namespace

Status verify_chain(store::Database& db, std::int64_t id) {
    const Result<Whole> stored = find_whole(db, id);
    if (!stored.ok()) return stored.error().in("tickets.verify_chain");
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.verify_chain");
    const Status chained = verify_events(db, id);
    if (!chained.ok()) return chained;
    const auto events = events_of(db, id);
    if (!events.ok()) return events.error();
    const auto count = static_cast<std::int64_t>(events.value().size());
    if (count != stored.value().ticket.version) {
        return Error{ErrorCode::Corrupt, "events are missing at the end",
                     "event." + std::to_string(count + 1)};
    }
    if (events.value().empty()) {
        return Error{ErrorCode::Corrupt, "a ticket has no event", "event.1"};
    }
    const Status filed = compare_filed(db, stored.value().ticket, events.value().front());
    if (!filed.ok()) return filed;
    const Result<Whole> led = replay(stored.value().ticket, events.value(), *calendar.value());
    if (!led.ok()) return led.error();
    const Status same = compare(stored.value(), led.value());
    return same.ok() ? compare_stand(db, led.value().ticket) : same;
}

Result<std::int64_t> verify_chains(store::Database& db) {
    store::Statement select = db.prepare(kIds);
    for (std::int64_t count = 0;; ++count) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.verify_chains");
        if (!row.value()) return count;
        const Status verified = verify_chain(db, select.integer(0));
        if (verified.ok()) continue;
        Error error = verified.error().in("ticket " + select.text(1));
        // Of all tickets the one is named, by its id, which leads to its page.
        if (error.code == ErrorCode::Corrupt) {
            error.field = "ticket." + std::to_string(select.integer(0)) + "." + error.field;
        }
        return error;
    }
}

}  // namespace sunbooth::center::tickets

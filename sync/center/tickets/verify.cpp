// SPDX-License-Identifier: Apache-2.0
// The columns of a ticket are only a convenience: here they are made again from its events.
#include "sync/center/tickets/event_type.h"
#include "sync/center/tickets/row.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kIds = "SELECT id, ticket_no FROM ticket ORDER BY id";

// The first columns have the order of kFiled, the others are derived.
constexpr std::string_view kStored = R"sql(
    SELECT ticket_no, lower(hex(record_id)), receipt_code, kind, unit, window, topic, category,
           language, filed_on, filed_half, has_contact, profile, reply, refusal, callbacks, needed
      FROM ticket WHERE id = :id)sql";

/// Fields of the first event that stand in columns as well.
constexpr std::array kFiled = {"ticket_no",  "record",      "receipt_code", "kind",     "unit",
                               "window",     "topic",       "category",     "language", "filed_on",
                               "filed_half", "has_contact", "profile"};
constexpr int kStoredReply = static_cast<int>(kFiled.size());

Error impossible(std::int64_t n) {
    return {ErrorCode::Corrupt, "event " + std::to_string(n) + " cannot follow the one before",
            "event." + std::to_string(n)};
}

std::string field_of(const Event& event, const char* name) {
    const auto found = event.fields.find(name);
    return found == event.fields.end() ? std::string{} : found->second;
}

/// Where the events lead.
struct Led {
    rules::Standing standing;
    rules::Course course;
    std::string handled_by;
};
/// @return Corrupt naming the first event that cannot be.
Result<Led> replay(const Ticket& ticket, const std::vector<Event>& events) {
    const rules::Profile& profile = rules::profile_on(ticket.profile, ticket.filed_on);
    rules::Course course;
    int unreached = 0;
    auto state = domain::TicketState::Registered;
    Ticket handled = ticket;  // As it changes hands.
    handled.handled_by.clear();
    const auto standing = [&] {
        auto made = rules::standing_of(state, ticket.has_contact, unreached, profile, course);
        made.has_handler = !handled.handled_by.empty();
        return made;
    };
    for (const Event& event : events) {
        if (event.n == 1) {
            if (event.type != "registered") return impossible(1);
            continue;
        }
        const auto action = action_of_event(event.type);
        if (!action) return impossible(event.n);
        const auto told = event.fields.find("outcome");
        const auto outcome =
            told == event.fields.end() ? std::nullopt : rules::outcome_of(told->second);
        const auto to = rules::next(standing(), *action, outcome);
        if (!to) return impossible(event.n);
        handled.handled_by = handler_after(handled, *action, field_of(event, "unit"));
        course = rules::after(std::move(course), *action, state, domain::date_of(event.at));
        state = *to;
        if (outcome && rules::is_fruitless(*outcome)) ++unreached;
    }
    return Led{standing(), course, handled.handled_by};
}

Error strayed(const char* column) {
    return {ErrorCode::Corrupt,
            std::string("the column ") + column + " is not what the events lead to", column};
}

/// Whether the columns say what the events say: what was filed, and the words for the citizen.
Status compare_columns(store::Database& db, std::int64_t id, const std::vector<Event>& events) {
    store::Statement stored = db.prepare(kStored);
    const Result<bool> row = stored.bind(":id", id).step();
    if (!row.ok()) return row.error().in("tickets.verify_chain");
    for (int i = 0; i < kStoredReply; ++i) {
        const char* column = kFiled[static_cast<std::size_t>(i)];
        if (stored.text(i) != field_of(events.front(), column)) return strayed(column);
    }
    std::string reply, refusal, needed;
    for (const Event& event : events) {
        if (event.type == "replied") reply = field_of(event, "text");
        if (event.type == "refused") refusal = field_of(event, "words");
        if (event.type == "asked") needed = field_of(event, "asks");
    }
    if (stored.text(kStoredReply) != reply) return strayed("reply");
    if (stored.text(kStoredReply + 1) != refusal) return strayed("refusal");
    if (stored.text(kStoredReply + 3) != needed) return strayed("needed");
    const auto calls = std::ranges::count(events, "callback", &Event::type);
    return stored.integer(kStoredReply + 2) == calls ? ok_status() : strayed("callbacks");
}

}  // namespace

Status verify_chain(store::Database& db, std::int64_t id) {
    const Result<Ticket> ticket = find_any(db, id);
    if (!ticket.ok()) return ticket.error().in("tickets.verify_chain");
    const Status chained = verify_events(db, id);
    if (!chained.ok()) return chained;
    const auto events = events_of(db, id);
    if (!events.ok()) return events.error();
    const auto count = static_cast<std::int64_t>(events.value().size());
    if (count != ticket.value().version) {
        return Error{ErrorCode::Corrupt, "events are missing at the end",
                     "event." + std::to_string(count + 1)};
    }
    if (events.value().empty()) return impossible(1);
    const Status same = compare_columns(db, id, events.value());
    if (!same.ok()) return same;
    const Result<Led> led = replay(ticket.value(), events.value());
    if (!led.ok()) return led.error();
    if (led.value().course != ticket.value().course) return strayed("course");
    if (led.value().handled_by != ticket.value().handled_by) return strayed("handled_by");
    if (led.value().standing != ticket.value().standing()) {
        return Error{ErrorCode::Corrupt, "the state is not what the events lead to", "state"};
    }
    return ok_status();
}

Result<std::int64_t> verify_chains(store::Database& db) {
    store::Statement select = db.prepare(kIds);
    for (std::int64_t count = 0;; ++count) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.verify_chains");
        if (!row.value()) return count;
        const Status verified = verify_chain(db, select.integer(0));
        if (!verified.ok()) return verified.error().in("ticket " + select.text(1));
    }
}

}  // namespace sunbooth::center::tickets

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/step.h"

#include "sync/center/tickets/event_type.h"
#include "sync/center/tickets/row.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kUpdate = R"sql(
    UPDATE ticket
       SET state = :state, version = :version,
           callbacks = callbacks + :called, unreached = unreached + :unreached,
           reply = CASE WHEN :reply = '' THEN reply ELSE :reply END,
           refusal = CASE WHEN :refusal = '' THEN refusal ELSE :refusal END,
           needed = CASE WHEN :needed = '' THEN needed ELSE :needed END,
           course = :course, handled_by = :handled_by
     WHERE id = :id AND version = :version - 1)sql";

std::string field_of(const Fields& fields, const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
}

/// The ticket's columns after the event.
Status update(store::Database& db, const Ticket& ticket, const Step& taken, const Fields& fields,
              domain::Date today) {
    const bool called = taken.action == rules::Action::Callback;
    const bool unreached = called && taken.outcome && rules::is_fruitless(*taken.outcome);
    store::Statement update = db.prepare(kUpdate);
    update.bind(":id", ticket.id)
        .bind(":version", ticket.version + 1)
        .bind(":state", domain::to_string(taken.to))
        .bind(":called", called ? 1 : 0)
        .bind(":unreached", unreached ? 1 : 0)
        .bind(":reply", field_of(fields, "text"))
        .bind(":refusal", field_of(fields, "words"))
        .bind(":needed", field_of(fields, "asks"))
        .bind(":handled_by", handler_after(ticket, taken.action, field_of(fields, "unit")))
        .bind(":course",
              rules::write(rules::after(ticket.course, taken.action, ticket.state, today)));
    return update.run();
}

}  // namespace

Result<Ticket> step(store::Database& db, const Ticket& ticket, const Step& taken,
                    const std::string& by, const Fields& fields, WallTime now) {
    const Event event{ticket.version + 1, now, event_type_of(taken.action), by, fields};
    const Status appended = append_event(db, ticket.id, event);
    if (!appended.ok()) return appended.error().in("tickets.step");
    const Status updated = update(db, ticket, taken, fields, domain::date_of(now));
    if (!updated.ok()) return updated.error().in("tickets.step");
    return find_any(db, ticket.id);
}

}  // namespace sunbooth::center::tickets

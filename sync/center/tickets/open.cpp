// SPDX-License-Identifier: Apache-2.0
// Making a ticket.
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"
#include "sync/center/tickets/number.h"
#include "sync/center/tickets/row.h"
#include "sync/center/tickets/stand.h"
#include "sync/center/tickets/tickets.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kNextSerial = R"sql(
    INSERT INTO ticket_serial (day, last) VALUES (:day, 1)
        ON CONFLICT (day) DO UPDATE SET last = last + 1
    RETURNING last)sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO ticket (ticket_no, record_id, receipt_code, kind, unit, window, topic, category,
                        language, filed_on, filed_half, has_contact, profile, state, version,
                        due_on, stand)
    VALUES (:ticket_no, :record, :receipt_code, :kind, :unit, :window, :topic, :category,
            :language, :filed_on, :filed_half, :has_contact, :profile, :state, 1, :due_on,
            :stand))sql";

Result<std::int64_t> next_serial(store::Database& db, domain::Date day) {
    store::Statement next = db.prepare(kNextSerial);
    const Result<bool> row = next.bind(":day", day.iso()).step();
    if (!row.ok()) return row.error();
    SUNBOOTH_ASSERT(row.value());
    const std::int64_t serial = next.integer(0);
    const Result<bool> end = next.step();  // The write ends with the statement.
    if (!end.ok()) return end.error();
    return serial;
}

const char* half_of(WallTime at) {
    return domain::is_afternoon(at) ? "pm" : "am";
}

Stand stand_of_new(const NewTicket& ticket, const rules::Profile& profile) {
    return {
        rules::standing_of(
            {domain::TicketState::Registered, ticket.kind, ticket.has_contact, false}, profile, {}),
        profile.sealed_categories.contains(ticket.category), false};
}

Status insert(store::Database& db, const NewTicket& ticket, const std::string& number,
              const rules::Profile& profile) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    const rules::Deadlines dates = rules::deadlines({domain::date_of(ticket.filed_at), ticket.kind},
                                                    profile, *calendar.value());
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":ticket_no", number)
        .bind(":record", ticket.record.view())
        .bind(":receipt_code", ticket.receipt_code)
        .bind(":kind", static_cast<int>(ticket.kind))
        .bind(":unit", ticket.unit)
        .bind(":window", ticket.window)
        .bind(":topic", ticket.topic)
        .bind(":category", ticket.category)
        .bind(":language", domain::tag_of(ticket.language))
        .bind(":filed_on", domain::date_of(ticket.filed_at).iso())
        .bind(":filed_half", half_of(ticket.filed_at))
        .bind(":has_contact", ticket.has_contact ? 1 : 0)
        .bind(":profile", profile.id)
        .bind(":state", domain::to_string(domain::TicketState::Registered))
        .bind(":due_on", rules::due_on(domain::TicketState::Registered, dates)->iso())
        .bind(":stand", write(stand_of_new(ticket, profile)));
    return insert.run();
}

/// All that was filed and never changes, also what stands in columns: verify_chain() compares them,
/// or a hand on the file could move a ticket out of a sealed category unseen.
std::map<std::string, std::string> filed_fields(const NewTicket& ticket, const std::string& number,
                                                const rules::Profile& profile) {
    std::map<std::string, std::string> fields = {
        {"ticket_no", number},
        {"record", to_hex(ticket.record.view())},
        {"receipt_code", ticket.receipt_code},
        {"kind", std::to_string(static_cast<int>(ticket.kind))},
        {"unit", ticket.unit},
        {"window", ticket.window},
        {"topic", ticket.topic},
        {"category", ticket.category},
        {"language", domain::tag_of(ticket.language)},
        {"filed_on", domain::date_of(ticket.filed_at).iso()},
        {"filed_half", half_of(ticket.filed_at)},
        {"has_contact", ticket.has_contact ? "1" : "0"},
        {"profile", profile.id},
        {"profile_from", profile.from.iso()},
        {"life", "3"},  // Which life cycle it follows: replay.cpp.
        {"kiosk", ticket.kiosk},
        {"filed_at_ms", std::to_string(to_ms(ticket.filed_at))}};
    if (ticket.occurred_from) fields["occurred_from"] = ticket.occurred_from->iso();
    if (ticket.occurred_to) fields["occurred_to"] = ticket.occurred_to->iso();
    return fields;
}

}  // namespace

Result<std::int64_t> open_ticket(store::Database& db, const NewTicket& ticket, WallTime now) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("tickets.open");
    const domain::Date today = domain::date_of(now);
    const rules::Profile& profile =
        rules::profile_on(hall.value()->promises.profile, domain::date_of(ticket.filed_at));
    const Result<std::int64_t> serial = next_serial(db, today);
    if (!serial.ok()) return serial.error().in("tickets.open");
    const std::string number = ticket_number(profile.division, today, serial.value());
    const Status inserted = insert(db, ticket, number, profile);
    if (!inserted.ok()) return inserted.error().in("tickets.open");
    const std::int64_t id = db.last_insert_row();
    const Event filed{1, now, "registered", "kiosk", filed_fields(ticket, number, profile)};
    const Status appended = append_event(db, id, filed);
    if (!appended.ok()) return appended.error().in("tickets.open");
    return id;
}

}  // namespace sunbooth::center::tickets

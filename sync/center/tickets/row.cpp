// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/row.h"

#include "sync/center/registry/hall.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kSelectOne =
    "SELECT" SUNBOOTH_TICKET_COLUMNS "FROM ticket WHERE id = :id";

Error unreadable(const char* column) {
    return {ErrorCode::Corrupt, std::string("a ticket's ") + column + " cannot be read", "ticket"};
}

}  // namespace

rules::Standing Ticket::standing() const {
    rules::Standing standing = rules::standing_of(state, has_contact, unreached,
                                                  rules::profile_on(profile, filed_on), course);
    standing.has_handler = !handled_by.empty();
    return standing;
}

bool Ticket::is_seen_by(const rules::Viewer& viewer) const {
    return rules::may_see(viewer,
                          {standing().resumes_to.value_or(state), unit, sealed, handled_by});
}

std::vector<rules::Action> Ticket::allowed(rules::Role role, domain::Date today) const {
    std::vector<rules::Action> actions = rules::allowed(standing(), role);
    // More time is asked for before the answer is due, not when it is late.
    if (today > deadlines.reply_by) std::erase(actions, rules::Action::Extend);
    return actions;
}

bool Ticket::awaits_callback() const {
    return state == domain::TicketState::Registered && has_contact;
}

Result<Ticket> read_ticket(const store::Statement& row, const domain::WorkingCalendar& calendar) {
    Ticket ticket;
    ticket.id = row.integer(0);
    ticket.ticket_no = row.text(1);
    ticket.record = row.fixed<domain::RecordId>(2);
    ticket.kind = static_cast<domain::RecordKind>(row.integer(3));
    ticket.unit = row.text(4);
    ticket.window = row.text(5);
    ticket.topic = row.text(6);
    ticket.category = row.text(7);
    const auto language = domain::language_of(row.text(8));
    if (!language) return unreadable("language");
    ticket.language = *language;
    const auto filed_on = domain::Date::parse(row.text(9));
    if (!filed_on.ok()) return unreadable("filed_on");
    ticket.filed_on = filed_on.value();
    ticket.filed_pm = row.text(10) == "pm";
    ticket.has_contact = row.integer(11) != 0;
    ticket.profile = row.text(12);
    const auto state = domain::ticket_state_of(row.text(13));
    if (!state) return unreadable("state");
    ticket.state = *state;
    ticket.version = row.integer(14);
    ticket.callbacks = static_cast<int>(row.integer(15));
    ticket.unreached = static_cast<int>(row.integer(16));
    ticket.handled_by = row.text(kHandledByColumn);
    Result<rules::Course> course = rules::read_course(row.text(17));
    if (!course.ok()) return course.error();
    ticket.course = std::move(course).value();
    const rules::Profile& profile = rules::profile_on(ticket.profile, ticket.filed_on);
    ticket.deadlines = rules::deadlines(ticket.filed_on, profile, calendar, ticket.course);
    ticket.sealed = profile.sealed_categories.contains(ticket.category);
    return ticket;
}

std::string handler_after(const Ticket& ticket, rules::Action action, const std::string& named) {
    if (action == rules::Action::Accept) return ticket.sealed ? std::string() : ticket.unit;
    if (action == rules::Action::Dispatch) return named;
    if (action == rules::Action::Return) return {};
    return ticket.handled_by;
}

Result<Ticket> find_any(store::Database& db, std::int64_t id) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    store::Statement select = db.prepare(kSelectOne);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such ticket", "id"};
    return read_ticket(select, hall.value()->calendar);
}

}  // namespace sunbooth::center::tickets

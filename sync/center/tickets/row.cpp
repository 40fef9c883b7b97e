// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/row.h"

#include "sync/center/registry/calendar.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kSelectOne =
    "SELECT" SUNBOOTH_TICKET_COLUMNS "FROM ticket WHERE id = :id";

Error unreadable(const char* column) {
    return {ErrorCode::Corrupt, std::string("a ticket's ") + column + " cannot be read", "ticket"};
}

}  // namespace

const rules::Profile& Ticket::rules() const {
    return rules::profile_on(profile, filed_on);
}

rules::Standing Ticket::standing() const {
    return rules::standing_of({state, kind, has_contact, !handled_by.empty()}, rules(), course);
}

bool Ticket::is_seen_by(const rules::Viewer& viewer) const {
    return rules::may_see(viewer,
                          {standing().resumes_to.value_or(state), unit, sealed, handled_by});
}

std::vector<rules::Action> Ticket::allowed(rules::Role role, WallTime now) const {
    using rules::Action;
    std::vector<Action> actions = rules::allowed(standing(), role);
    const domain::Date today = domain::date_of(now);
    // More time is asked for before the answer is due; granted also afterwards, once it was asked.
    if (today > deadlines.reply_by) {
        std::erase(actions, Action::AskExtension);
        if (!course.extension_asked) std::erase(actions, Action::Extend);
    }
    if (return_until && now > *return_until) std::erase(actions, Action::Return);
    if (!deadlines.appeal_until || today > *deadlines.appeal_until) {
        std::erase(actions, Action::Appeal);
    }
    // Closed files are put away when nobody may ask for a recheck any more.
    const bool may_ask = deadlines.recheck_until && today <= *deadlines.recheck_until;
    if (state == domain::TicketState::Closed) {
        std::erase(actions, may_ask && course.rechecks.empty() ? Action::Archive : Action::Recheck);
    }
    return actions;
}

bool Ticket::awaits_callback() const {
    return state == domain::TicketState::Registered && has_contact;
}
bool Ticket::awaits_closing_call() const {
    return state == domain::TicketState::Replied && has_contact && course.satisfaction == 0;
}

Result<Ticket> read_undated(const store::Statement& row) {
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
    ticket.handled_by = row.text(18);
    ticket.merged_into = row.integer(19);
    Result<rules::Course> course = rules::read_course(row.text(17));
    if (!course.ok()) return course.error();
    ticket.course = std::move(course).value();
    ticket.sealed = ticket.rules().sealed_categories.contains(ticket.category);
    return ticket;
}

Result<Ticket> read_ticket(const store::Statement& row, const domain::WorkingCalendar& calendar) {
    Result<Ticket> ticket = read_undated(row);
    if (ticket.ok()) put_dates(ticket.value(), calendar);
    return ticket;
}

Words read_words(const store::Statement& row) {
    return {row.text(20), row.text(21), row.text(22), row.text(23)};
}

void put_dates(Ticket& ticket, const domain::WorkingCalendar& calendar) {
    const rules::Profile& profile = ticket.rules();
    ticket.deadlines =
        rules::deadlines({ticket.filed_on, ticket.kind}, profile, calendar, ticket.course);
    ticket.return_until.reset();
    if (!ticket.course.is_signed && ticket.state == domain::TicketState::Accepted) {
        ticket.return_until = rules::return_until(ticket.course, profile, calendar);
    }
}

Result<Whole> find_whole(store::Database& db, std::int64_t id) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    store::Statement select = db.prepare(kSelectOne);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such ticket", "id"};
    Result<Ticket> ticket = read_ticket(select, *calendar.value());
    if (!ticket.ok()) return ticket.error();
    return Whole{std::move(ticket).value(), read_words(select)};
}

Result<Ticket> find_any(store::Database& db, std::int64_t id) {
    Result<Whole> whole = find_whole(db, id);
    if (!whole.ok()) return whole.error();
    return std::move(whole).value().ticket;
}

bool is_open(domain::TicketState state) {
    switch (state) {
        case domain::TicketState::Registered:
        case domain::TicketState::Verified:
        case domain::TicketState::Accepted:
        case domain::TicketState::NotAccepted:
        case domain::TicketState::Replied:
        case domain::TicketState::NeedInfo:
        case domain::TicketState::Reviewing:
        case domain::TicketState::Appealed:
        case domain::TicketState::Rechecking:
            return true;
        case domain::TicketState::Closed:
        case domain::TicketState::Withdrawn:
        case domain::TicketState::Merged:
        case domain::TicketState::Transferred:
        case domain::TicketState::Archived:
            return false;
    }
    return false;
}

std::string due_column(const Ticket& ticket) {
    if (!is_open(ticket.state)) return {};
    const auto due = rules::due_on(ticket.state, ticket.deadlines);
    return due ? due->iso() : std::string(kNeverDue);
}

}  // namespace sunbooth::center::tickets

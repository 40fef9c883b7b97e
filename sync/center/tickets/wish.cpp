// SPDX-License-Identifier: Apache-2.0
// A ticket in the hands of its citizen: what the receipt code shows, and what it may ask for.
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/merge.h"
#include "sync/center/tickets/step.h"
#include "sync/center/tickets/tickets.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kSelectByReceipt =
    "SELECT" SUNBOOTH_TICKET_COLUMNS "FROM ticket WHERE receipt_code = :code";

Result<Whole> by_receipt(store::Database& db, const std::string& code) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    store::Statement select = db.prepare(kSelectByReceipt);
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::NotFound, "no ticket has this code", "code"};
    Result<Ticket> ticket = read_ticket(select, *calendar.value());
    if (!ticket.ok()) return ticket.error();
    return Whole{std::move(ticket).value(), read_words(select)};
}

/// What a wish asks of a ticket: who is not satisfied a second time has it looked at by others.
rules::Action action_of(domain::Wish wish, const Ticket& ticket) {
    switch (wish) {
        case domain::Wish::Urge:
            return rules::Action::Urge;
        case domain::Wish::Rework:
            return rules::next(ticket.standing(), rules::Action::Rework) ? rules::Action::Rework
                                                                         : rules::Action::Recheck;
        case domain::Wish::Withdraw:
            return rules::Action::Withdraw;
    }
    return rules::Action::Urge;
}

/// Whether a wish can be had now. Haste is asked for once a day, and not on the day of the filing;
/// a recheck as long as the profile says.
bool is_granted(domain::Wish wish, const Ticket& ticket, domain::Date today) {
    if (ticket.kind != domain::RecordKind::Complaint) return false;
    const rules::Action action = action_of(wish, ticket);
    const std::vector<domain::Date>& urges = ticket.course.urges;
    const domain::Date last = urges.empty() ? ticket.filed_on : urges.back();
    if (wish == domain::Wish::Urge && today <= last) return false;
    const auto& until = ticket.deadlines.recheck_until;
    const bool too_late = action == rules::Action::Recheck && until && today > *until;
    return !too_late && rules::next(ticket.standing(), action).has_value();
}

/// The words of a citizen's page for states that only the center tells apart.
domain::TicketState as_told(domain::TicketState state) {
    switch (state) {
        case domain::TicketState::Reviewing:
        case domain::TicketState::Appealed:
            return domain::TicketState::Accepted;
        case domain::TicketState::Archived:
            return domain::TicketState::Closed;
        case domain::TicketState::Registered:
        case domain::TicketState::Verified:
        case domain::TicketState::Accepted:
        case domain::TicketState::NotAccepted:
        case domain::TicketState::Replied:
        case domain::TicketState::Closed:
        case domain::TicketState::NeedInfo:
        case domain::TicketState::Withdrawn:
        case domain::TicketState::Merged:
        case domain::TicketState::Transferred:
        case domain::TicketState::Rechecking:
            return state;
    }
    return state;
}

/// What a ticket that goes with another takes from it: where that stands, and the answer. Each
/// citizen keeps a number of their own and is owed the reply.
Status follow_main(store::Database& db, const Ticket& ticket, domain::TicketView& view) {
    if (ticket.state != domain::TicketState::Merged) return ok_status();
    const Result<Whole> main = find_whole(db, ticket.merged_into);
    if (!main.ok()) return main.error();
    const domain::TicketState state = as_told(main.value().ticket.state);
    view.reply = main.value().words.reply;
    const bool answered =
        state == domain::TicketState::Replied || state == domain::TicketState::Closed;
    if (answered) view.state = state;
    view.reply_by = main.value().ticket.deadlines.reply_by;
    return ok_status();
}

}  // namespace

Result<domain::TicketView> view_by_receipt(store::Database& db, const std::string& code,
                                           WallTime now) {
    const Result<Whole> known = by_receipt(db, code);
    if (!known.ok()) return known.error().in("tickets.view");
    const Ticket& ticket = known.value().ticket;
    const domain::Date today = domain::date_of(now);
    domain::TicketView view;
    view.kind = ticket.kind;
    view.state = as_told(ticket.state);
    view.ticket_no = ticket.ticket_no;
    view.filed_on = ticket.filed_on;
    view.verify_by = ticket.deadlines.verify_by;
    view.reply_by = ticket.state == domain::TicketState::Rechecking ? *ticket.deadlines.recheck_by
                                                                    : ticket.deadlines.reply_by;
    view.provisional = ticket.deadlines.provisional;
    view.overdue = rules::is_overdue(ticket.state, ticket.deadlines, today);
    view.reply = known.value().words.reply;
    view.refusal = known.value().words.refusal;
    view.needed_by = ticket.deadlines.paused_until;
    if (view.state == domain::TicketState::NeedInfo) view.needed = known.value().words.needed;
    for (const auto wish : {domain::Wish::Urge, domain::Wish::Rework, domain::Wish::Withdraw}) {
        if (is_granted(wish, ticket, today)) view.wishes.push_back(wish);
    }
    const Status followed = follow_main(db, ticket, view);
    if (!followed.ok()) return followed.error().in("tickets.view");
    return view;
}

Result<std::vector<std::int64_t>> make_wish(store::Database& db, const std::string& code,
                                            domain::Wish wish, WallTime now) {
    const Result<Whole> known = by_receipt(db, code);
    if (!known.ok()) return known.error().in("tickets.wish");
    const Ticket& ticket = known.value().ticket;
    std::vector<std::int64_t> touched;
    if (!is_granted(wish, ticket, domain::date_of(now))) return touched;
    const Result<Ticket> stepped =
        step(db, ticket.id, {action_of(wish, ticket), kCitizen, {}}, now);
    if (!stepped.ok()) return stepped.error();
    touched.push_back(ticket.id);
    if (wish == domain::Wish::Withdraw) {
        const Status freed = free_merged(db, ticket.id, now, touched);
        if (!freed.ok()) return freed.error().in("tickets.wish");
    }
    return touched;
}

}  // namespace sunbooth::center::tickets

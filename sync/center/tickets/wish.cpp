// SPDX-License-Identifier: Apache-2.0
// A ticket in the hands of its citizen: what the receipt code shows, and what it may ask for.
#include "sync/center/registry/hall.h"
#include "sync/center/tickets/row.h"
#include "sync/center/tickets/step.h"
#include "sync/center/tickets/tickets.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kSelectByReceipt =
    "SELECT" SUNBOOTH_TICKET_COLUMNS "FROM ticket WHERE receipt_code = :code";

struct Known {
    Ticket ticket;
    std::string reply, refusal, needed;
};
Result<Known> by_receipt(store::Database& db, const std::string& code) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    store::Statement select = db.prepare(kSelectByReceipt);
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::NotFound, "no ticket has this code", "code"};
    Result<Ticket> ticket = read_ticket(select, hall.value()->calendar);
    if (!ticket.ok()) return ticket.error();
    return Known{std::move(ticket).value(), select.text(kReplyColumn), select.text(kRefusalColumn),
                 select.text(kNeededColumn)};
}

rules::Action action_of(domain::Wish wish) {
    switch (wish) {
        case domain::Wish::Urge:
            return rules::Action::Urge;
        case domain::Wish::Rework:
            return rules::Action::Rework;
        case domain::Wish::Withdraw:
            return rules::Action::Withdraw;
    }
    return rules::Action::Urge;
}

/// Where a wish leads, or nothing when it cannot be had now. Haste is asked for once a day, and not
/// on the day of the filing.
std::optional<domain::TicketState> led_by(domain::Wish wish, const Ticket& ticket,
                                          domain::Date today) {
    if (ticket.kind != domain::RecordKind::Complaint) return std::nullopt;
    const std::vector<domain::Date>& urges = ticket.course.urges;
    const domain::Date last = urges.empty() ? ticket.filed_on : urges.back();
    if (wish == domain::Wish::Urge && today <= last) return std::nullopt;
    return rules::next(ticket.standing(), action_of(wish));
}

}  // namespace

Result<domain::TicketView> view_by_receipt(store::Database& db, const std::string& code,
                                           WallTime now) {
    const Result<Known> known = by_receipt(db, code);
    if (!known.ok()) return known.error().in("tickets.view");
    const Ticket& ticket = known.value().ticket;
    const domain::Date today = domain::date_of(now);
    domain::TicketView view;
    view.kind = ticket.kind;
    view.state = ticket.state;
    view.ticket_no = ticket.ticket_no;
    view.filed_on = ticket.filed_on;
    view.verify_by = ticket.deadlines.verify_by;
    view.reply_by = ticket.deadlines.reply_by;
    view.provisional = ticket.deadlines.provisional;
    view.overdue = rules::is_overdue(view.state, ticket.deadlines, today);
    view.reply = known.value().reply;
    view.refusal = known.value().refusal;
    view.needed_by = ticket.deadlines.paused_until;
    if (view.state == domain::TicketState::NeedInfo) view.needed = known.value().needed;
    for (const auto wish : {domain::Wish::Urge, domain::Wish::Rework, domain::Wish::Withdraw}) {
        if (led_by(wish, ticket, today)) view.wishes.push_back(wish);
    }
    return view;
}

Result<std::optional<std::int64_t>> make_wish(store::Database& db, const std::string& code,
                                              domain::Wish wish, WallTime now) {
    const Result<Known> known = by_receipt(db, code);
    if (!known.ok()) return known.error().in("tickets.wish");
    const Ticket& ticket = known.value().ticket;
    const auto to = led_by(wish, ticket, domain::date_of(now));
    if (!to) return std::optional<std::int64_t>{};
    const Result<Ticket> stepped =
        step(db, ticket, {action_of(wish), std::nullopt, *to}, kCitizen, {}, now);
    if (!stepped.ok()) return stepped.error();
    return std::optional(ticket.id);
}

}  // namespace sunbooth::center::tickets

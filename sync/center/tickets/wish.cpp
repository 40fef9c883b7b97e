// SPDX-License-Identifier: Apache-2.0
// A ticket in the hands of its citizen: what the receipt code shows, and what it may ask for.
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/extension.h"
#include "sync/center/tickets/finding.h"
#include "sync/center/tickets/merge.h"
#include "sync/center/tickets/step.h"
#include "sync/center/tickets/tickets.h"

#include <algorithm>
#include <ranges>

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
/// a recheck as long as the profile says. A rating stands as it was given: whoever wants a bad one
/// taken back is not the one who gave it.
bool is_granted(domain::Wish wish, const Ticket& ticket, domain::Date today) {
    const bool is_rating = ticket.kind != domain::RecordKind::Complaint;
    if (is_rating && wish == domain::Wish::Withdraw) return false;
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

/// Where a ticket stands in the words of its citizen's page. What was put away is told as it ended:
/// a withdrawn one was not closed, and one that goes with another has its answer there.
Result<domain::TicketState> told_state(store::Database& db, const Ticket& ticket) {
    if (ticket.state != domain::TicketState::Archived) return as_told(ticket.state);
    const auto events = events_of(db, ticket.id);
    if (!events.ok()) return events.error();
    for (const Event& event : std::views::reverse(events.value())) {
        if (event.type == "withdrawn") return domain::TicketState::Withdrawn;
        if (event.type == "transferred") return domain::TicketState::Transferred;
        if (event.type == "merged") return domain::TicketState::Merged;
        if (event.type == "closed" || event.type == "upheld" || event.type == "overturned") break;
    }
    return domain::TicketState::Closed;
}

/// The day on which the citizen is promised the answer, or the recheck.
domain::Date answer_by(const Ticket& ticket) {
    return ticket.state == domain::TicketState::Rechecking ? *ticket.deadlines.recheck_by
                                                           : ticket.deadlines.answer_by();
}

/// Whether the next step is late. How long an appeal of the unit takes, and whether the unit or the
/// center is late with an answer, is the center's own matter.
bool is_late(const Ticket& ticket, domain::Date today) {
    using enum domain::TicketState;
    const bool waits_for_answer =
        ticket.state == Appealed || ticket.state == Accepted || ticket.state == Reviewing;
    if (waits_for_answer) return ticket.deadlines.answer_by() < today;
    return rules::is_overdue(ticket.state, ticket.deadlines, today);
}

/// Whether an answer is waited for longer than was promised at first.
bool waits_longer(const Ticket& ticket) {
    using enum domain::TicketState;
    const bool waits = ticket.state == Accepted || ticket.state == Reviewing ||
                       ticket.state == NeedInfo || ticket.state == Appealed;
    return waits && ticket.course.extensions > 0;
}

/// Puts the reply, and what only the events tell: what it says that a complaint was found to be,
/// which does not stand alone, and why it takes longer.
Status put_told(store::Database& db, const Whole& whole, domain::TicketView& view) {
    view.reply = whole.words.reply;
    const bool longer = waits_longer(whole.ticket);
    if (view.reply.empty() && !longer) return ok_status();
    const auto events = events_of(db, whole.ticket.id);
    if (!events.ok()) return events.error();
    if (!view.reply.empty()) view.finding = finding_in(events.value());
    if (longer) view.extension = extension_in(events.value());
    return ok_status();
}

void put_wishes(domain::TicketView& view, const Ticket& ticket, domain::Date today) {
    for (const auto wish : {domain::Wish::Urge, domain::Wish::Rework, domain::Wish::Withdraw}) {
        if (is_granted(wish, ticket, today)) view.wishes.push_back(wish);
    }
}

/// What a ticket that goes with another takes from it: where that stands, when it is answered, and
/// the answer. Each citizen keeps a number of their own and is owed the reply.
Status follow_main(store::Database& db, const Ticket& ticket, domain::Date today,
                   domain::TicketView& view) {
    using enum domain::TicketState;
    const Result<Whole> whole = find_whole(db, ticket.merged_into);
    if (!whole.ok()) return whole.error();
    const Ticket& main = whole.value().ticket;
    const Result<domain::TicketState> state = told_state(db, main);
    if (!state.ok()) return state.error();
    const auto at = state.value();
    const bool told =
        at == Replied || at == Closed || at == NotAccepted || at == Transferred || at == Rechecking;
    view.state = told ? at : Merged;
    const Status put = put_told(db, whole.value(), view);
    if (!put.ok()) return put;
    view.refusal = whole.value().words.refusal;
    view.reply_by = answer_by(main);
    view.provisional = main.deadlines.provisional;
    const bool is_owed = view.state == Merged || view.state == Rechecking;
    view.overdue = is_owed && *view.reply_by < today;
    if (ticket.state != Merged) return ok_status();  // It was put away.
    view.wishes.clear();
    for (const auto wish : {domain::Wish::Urge, domain::Wish::Rework}) {
        if (is_granted(wish, main, today)) view.wishes.push_back(wish);
    }
    const bool may_leave = is_granted(domain::Wish::Withdraw, ticket, today);
    if (view.state == Merged && may_leave) view.wishes.push_back(domain::Wish::Withdraw);
    return ok_status();
}

/// The citizen's own ticket no longer is what it was to others.
Status tell_others(store::Database& db, const Ticket& before, const Ticket& after, WallTime now,
                   std::vector<std::int64_t>& touched) {
    if (before.state != domain::TicketState::Merged) {
        return tell_merged(db, after, now, touched);
    }
    touched.push_back(before.merged_into);
    return tell_main(db, before.merged_into, rules::Action::Leave, before, now);
}

/// What the citizen's page tells of a ticket.
Result<domain::TicketView> view_of(store::Database& db, const Whole& whole, domain::Date today) {
    const Ticket& ticket = whole.ticket;
    const Result<domain::TicketState> state = told_state(db, ticket);
    if (!state.ok()) return state.error().in("tickets.view");
    domain::TicketView view;
    view.kind = ticket.kind;
    view.state = state.value();
    view.ticket_no = ticket.ticket_no;
    view.filed_on = ticket.filed_on;
    view.verify_by = ticket.deadlines.verify_by;
    view.reply_by = answer_by(ticket);
    view.provisional = ticket.deadlines.provisional;
    view.overdue = is_late(ticket, today);
    const Status put = put_told(db, whole, view);
    if (!put.ok()) return put.error().in("tickets.view");
    view.refusal = whole.words.refusal;
    view.needed_by = ticket.deadlines.paused_until;
    if (view.state == domain::TicketState::NeedInfo) view.needed = whole.words.needed;
    put_wishes(view, ticket, today);
    if (view.state != domain::TicketState::Merged) return view;
    const Status followed = follow_main(db, ticket, today, view);
    if (!followed.ok()) return followed.error().in("tickets.view");
    return view;
}

}  // namespace

Result<domain::TicketView> view_by_receipt(store::Database& db, const std::string& code,
                                           WallTime now) {
    const Result<Whole> known = by_receipt(db, code);
    if (!known.ok()) return known.error().in("tickets.view");
    return view_of(db, known.value(), domain::date_of(now));
}

Result<std::vector<std::int64_t>> make_wish(store::Database& db, const std::string& code,
                                            domain::Wish wish, WallTime now) {
    const Result<Whole> known = by_receipt(db, code);
    if (!known.ok()) return known.error().in("tickets.wish");
    const Result<domain::TicketView> view = view_of(db, known.value(), domain::date_of(now));
    if (!view.ok()) return view.error();
    std::vector<std::int64_t> touched;
    if (std::ranges::count(view.value().wishes, wish) == 0) return touched;
    const Ticket& own = known.value().ticket;
    // What goes with another is handled there: haste and another answer are asked for there, too.
    const bool of_main = own.state == domain::TicketState::Merged && wish != domain::Wish::Withdraw;
    Result<Ticket> main = of_main ? find_any(db, own.merged_into) : own;
    if (main.ok() && wish == domain::Wish::Rework) {
        main = watch_dissatisfied(db, std::move(main).value(), now);
    }
    if (!main.ok()) return main.error().in("tickets.wish");
    Fields fields;
    if (of_main) fields["ticket_no"] = own.ticket_no;
    const Result<Ticket> stepped = step(
        db, main.value().id, {action_of(wish, main.value()), kCitizen, std::move(fields)}, now);
    if (!stepped.ok()) return stepped.error();
    touched.push_back(main.value().id);
    if (wish == domain::Wish::Withdraw) {
        const Status told = tell_others(db, own, stepped.value(), now, touched);
        if (!told.ok()) return told.error().in("tickets.wish");
    }
    return touched;
}

}  // namespace sunbooth::center::tickets

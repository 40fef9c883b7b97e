// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/sweep.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/tickets/worklist.h"

#include <algorithm>

namespace sunbooth::center::supervision {
namespace {

/// What the running clock of one ticket has earned.
std::optional<Due> judge_one(const tickets::Ticket& ticket, const domain::WorkingCalendar& calendar,
                             domain::Date today) {
    const std::string clock = rules::running_clock(ticket.state, ticket.course);
    const auto due = rules::due_on(ticket.state, ticket.deadlines);
    if (clock.empty() || !due) return std::nullopt;
    const rules::Profile& profile = ticket.rules();
    const auto level = rules::reached(calendar.between(today, *due), running_limit(ticket, profile),
                                      profile.cards);
    if (!level) return std::nullopt;
    Due made{rules::Subject::Ticket,
             ticket.id,
             ticket.ticket_no,
             clock,
             *level,
             answerable(ticket),
             *due,
             {}};
    if (rules::is_card(*level)) made.answer_by = calendar.after(today, profile.cards.answer.n).date;
    return made;
}

/// Whether a notice or warning of this clock still holds. A clock that stands may run again: its
/// warnings wait with it.
bool goes_on(const tickets::Ticket& ticket, const std::string& clock) {
    return ticket.state == domain::TicketState::NeedInfo ||
           rules::running_clock(ticket.state, ticket.course) == clock;
}

Status settle_tickets(store::Database& db, const std::vector<Unsettled>& cards, Findings& found) {
    for (const Unsettled& card : cards) {
        const auto ticket = tickets::find(db, {rules::Role::Supervisor, ""}, card.ticket);
        if (!ticket.ok()) return ticket.error();
        if (!goes_on(ticket.value(), card.clock)) found.settled.push_back(card.id);
    }
    return ok_status();
}

Status take(store::Database& db, const tickets::Ticket& ticket,
            const domain::WorkingCalendar& calendar, domain::Date today, Findings& found) {
    ++found.looked_at;
    const auto due = judge_one(ticket, calendar, today);
    return due ? keep_if_higher(db, *due, found) : ok_status();
}

}  // namespace

rules::Limit running_limit(const tickets::Ticket& ticket, const rules::Profile& profile) {
    const rules::Clocks clocks = profile.clocks(ticket.kind);
    switch (ticket.state) {
        case domain::TicketState::Rechecking:
            return profile.recheck.done;
        case domain::TicketState::Appealed:
            return profile.appeal.done;
        case domain::TicketState::Accepted:
        case domain::TicketState::Reviewing:
            return ticket.course.reworks.empty() ? clocks.reply : clocks.rework.limit;
        default:
            return clocks.verify;
    }
}

std::string answerable(const tickets::Ticket& ticket) {
    // Whatever the row says: nobody is told of a sealed ticket that is about them.
    const bool accused = ticket.sealed && ticket.handled_by == ticket.unit;
    if (ticket.state != domain::TicketState::Accepted || accused) return {};
    return ticket.handled_by;
}

Status keep_if_higher(store::Database& db, const Due& due, Findings& found) {
    const auto last = highest(db, due);
    if (!last.ok()) return last.error();
    const bool again = last.value() && *last.value() >= due.level;
    if (!again || mutant("supervision.issues_again")) found.due.push_back(due);
    return ok_status();
}

Result<Findings> judge(store::Database& db, domain::Date today) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("supervision.judge");
    const domain::Date horizon = calendar.value()->after(today, rules::notice_days_max()).date;
    Findings found;
    Status taken = ok_status();
    const Status read = tickets::each_due_by(db, horizon, [&](const tickets::Ticket& ticket) {
        if (taken.ok()) taken = take(db, ticket, *calendar.value(), today, found);
    });
    if (!read.ok()) return read.error().in("supervision.judge");
    if (!taken.ok()) return taken.error().in("supervision.judge");
    const auto cards = unsettled(db, rules::Subject::Ticket);
    if (!cards.ok()) return cards.error().in("supervision.judge");
    const Status settled = settle_tickets(db, cards.value(), found);
    if (!settled.ok()) return settled.error().in("supervision.judge");
    return found;
}

Result<Findings> judge_some(store::Database& db, domain::Date today,
                            std::span<const std::int64_t> some) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("supervision.judge_some");
    Findings found;
    for (const std::int64_t id : some) {
        const auto ticket = tickets::find(db, {rules::Role::Supervisor, ""}, id);
        if (!ticket.ok()) return ticket.error().in("supervision.judge_some");
        const Status taken = take(db, ticket.value(), *calendar.value(), today, found);
        if (!taken.ok()) return taken.error().in("supervision.judge_some");
        const auto cards = unsettled_of(db, ticket.value().ticket_no);
        if (!cards.ok()) return cards.error().in("supervision.judge_some");
        for (const Unsettled& card : cards.value()) {
            if (!goes_on(ticket.value(), card.clock)) found.settled.push_back(card.id);
        }
    }
    return found;
}

Result<int> carry_out(store::Database& db, const Findings& findings, WallTime now) {
    int count = 0;
    for (const Due& due : findings.due) {
        const Result<bool> fresh = issue(db, due, now);
        if (!fresh.ok()) return fresh.error().in("supervision.carry_out");
        count += fresh.value() ? 1 : 0;
    }
    for (const std::int64_t card : findings.settled) {
        const Status done = settle(db, card, now);
        if (!done.ok()) return done.error().in("supervision.carry_out");
    }
    return count;
}

}  // namespace sunbooth::center::supervision

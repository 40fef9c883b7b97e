// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/sweep.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/tickets/unsigned.h"
#include "sync/center/tickets/worklist.h"

#include <algorithm>

namespace sunbooth::center::supervision {
namespace {

/// Where a ticket's clock stands: what was asked of the citizen holds it up so long and no longer.
domain::TicketState clock_state(const tickets::Ticket& ticket, domain::Date today) {
    const auto& until = ticket.deadlines.paused_until;
    const bool runs_again =
        ticket.state == domain::TicketState::NeedInfo && until && *until < today;
    return runs_again ? ticket.standing().resumes_to.value_or(ticket.state) : ticket.state;
}

rules::Limit limit_of(const tickets::Ticket& ticket, domain::TicketState state) {
    const rules::Profile& profile = ticket.rules();
    const rules::Clocks clocks = profile.clocks(ticket.kind);
    const bool again = !ticket.course.reworks.empty() && clocks.rework.times > 0;
    switch (state) {
        case domain::TicketState::Rechecking:
            return profile.recheck.done;
        case domain::TicketState::Appealed:
            return profile.appeal.done;
        case domain::TicketState::Reviewing:
            if (clocks.feedback.n > 0) return clocks.feedback;
            [[fallthrough]];
        case domain::TicketState::Accepted:
            return again ? clocks.rework.limit : clocks.reply;
        default:
            return clocks.verify;
    }
}

std::string running_clock(const tickets::Ticket& ticket, domain::TicketState state) {
    return rules::running_clock(state, ticket.course, ticket.rules().clocks(ticket.kind));
}

/// The unit that has it, unless that is the one which a sealed ticket is about: whatever the row
/// says, nobody is told of that.
std::string unit_of(const tickets::Ticket& ticket) {
    return ticket.sealed && ticket.handled_by == ticket.unit ? std::string() : ticket.handled_by;
}

/// What the running clock of one ticket has earned.
std::optional<Due> judge_one(const tickets::Ticket& ticket, const domain::WorkingCalendar& calendar,
                             domain::Date today) {
    const auto runs = running(ticket, today);
    if (!runs) return std::nullopt;
    const rules::CardRules& cards = ticket.rules().cards;
    const auto level = rules::reached(calendar.between(today, runs->due), runs->limit, cards);
    if (!level) return std::nullopt;
    Due made{rules::Subject::Ticket,
             ticket.id,
             ticket.ticket_no,
             runs->clock,
             *level,
             runs->unit,
             runs->due,
             {}};
    if (rules::is_card(*level)) made.answer_by = calendar.after(today, cards.answer.n).date;
    return made;
}

/// A unit that has not signed for what it was given, though not late with the whole. What it gave
/// back is another's to sign for, who is warned anew.
std::optional<Step> signing(const tickets::Ticket& ticket, domain::TicketState state) {
    const bool open = state == domain::TicketState::Accepted && !unit_of(ticket).empty();
    if (!open || !ticket.deadlines.sign_by) return std::nullopt;
    const int returns = ticket.course.returns;
    return Step{returns == 0 ? "sign" : "sign." + std::to_string(returns),
                *ticket.deadlines.sign_by, unit_of(ticket)};
}

/// What the center asks of itself and of units before the law does.
std::optional<Step> before_the_law(const tickets::Ticket& ticket, domain::TicketState state) {
    const rules::Deadlines& due = ticket.deadlines;
    const bool verifies =
        state == domain::TicketState::Registered || state == domain::TicketState::Verified;
    if (verifies && due.internal_verify_by) {
        return Step{"internal_verify", *due.internal_verify_by, {}};
    }
    if (state == domain::TicketState::Accepted && due.internal_reply_by) {
        return Step{"internal_reply", *due.internal_reply_by, unit_of(ticket)};
    }
    return std::nullopt;
}

/// What late steps have earned. A step before the law says nothing beyond what the clock of the law
/// has said already.
std::vector<Due> judge_steps(const tickets::Ticket& ticket, std::optional<rules::Level> by_law,
                             domain::Date today) {
    std::vector<Due> late;
    for (const Step& step : steps(ticket, today)) {
        const bool is_said = step.clock.starts_with("internal") && by_law >= rules::Level::Warning;
        if (step.due >= today || is_said) continue;
        late.push_back({rules::Subject::Ticket,
                        ticket.id,
                        ticket.ticket_no,
                        step.clock,
                        rules::Level::Warning,
                        step.unit,
                        step.due,
                        {}});
    }
    return late;
}

/// Whether a notice or warning of this clock still holds. A clock that stands may run again: its
/// warnings wait with it.
bool goes_on(const tickets::Ticket& ticket, const std::string& clock) {
    if (ticket.state == domain::TicketState::NeedInfo) return true;
    for (const auto& step : {signing(ticket, ticket.state), before_the_law(ticket, ticket.state)}) {
        if (step && step->clock == clock) return true;
    }
    return running_clock(ticket, ticket.state) == clock;
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
    auto due = judge_one(ticket, calendar, today);
    const auto by_law = due ? std::optional(due->level) : std::nullopt;
    for (const Due& step : judge_steps(ticket, by_law, today)) {
        const Status kept = keep_if_higher(db, step, found);
        if (!kept.ok()) return kept;
    }
    if (!due) return ok_status();
    const Status raised = raise_second(db, ticket.rules().cards, *due);
    return raised.ok() ? keep_if_higher(db, *due, found) : raised;
}

/// Units that were given something which is not due for long, and have not signed for it.
Status take_unsigned(store::Database& db, domain::Date horizon, domain::Date today,
                     Findings& found) {
    Status kept = ok_status();
    const Status read = tickets::each_unsigned(db, horizon, [&](const tickets::Ticket& ticket) {
        for (const Due& due : judge_steps(ticket, std::nullopt, today)) {
            if (kept.ok()) kept = keep_if_higher(db, due, found);
        }
    });
    return read.ok() ? kept : read;
}

}  // namespace

std::vector<Step> steps(const tickets::Ticket& ticket, domain::Date today) {
    const domain::TicketState state = clock_state(ticket, today);
    std::vector<Step> all;
    for (auto& step : {signing(ticket, state), before_the_law(ticket, state)}) {
        if (step) all.push_back(*step);
    }
    return all;
}

std::optional<Running> running(const tickets::Ticket& ticket, domain::Date today) {
    const domain::TicketState state = clock_state(ticket, today);
    const std::string clock = running_clock(ticket, state);
    const auto due = rules::due_on(state, ticket.deadlines);
    if (clock.empty() || !due) return std::nullopt;
    const bool of_unit = state == domain::TicketState::Accepted;
    return Running{clock, limit_of(ticket, state), *due, of_unit ? unit_of(ticket) : std::string()};
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
    const int days = std::max(rules::notice_days_max(), rules::step_days_max());
    const domain::Date horizon = calendar.value()->after(today, days).date;
    Findings found;
    Status taken = ok_status();
    const Status read = tickets::each_due_by(db, horizon, [&](const tickets::Ticket& ticket) {
        if (taken.ok()) taken = take(db, ticket, *calendar.value(), today, found);
    });
    if (!read.ok()) return read.error().in("supervision.judge");
    if (taken.ok()) taken = take_unsigned(db, horizon, today, found);
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
        const auto proven = proven_card(db, ticket.value(), today);
        if (!proven.ok()) return proven.error().in("supervision.judge_some");
        if (proven.value()) {
            const Status kept = keep_if_higher(db, *proven.value(), found);
            if (!kept.ok()) return kept.error().in("supervision.judge_some");
        }
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

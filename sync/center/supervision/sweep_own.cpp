// SPDX-License-Identifier: Apache-2.0
// The center watches itself: what it owes by its own rules, to citizens, to monitoring points and
// to the public.
#include "sync/center/monitoring/duties.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"
#include "sync/center/rules/notices.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/tickets/worklist.h"

#include <algorithm>
#include <set>

namespace sunbooth::center::supervision {
namespace {

Due duty(std::string about, std::string clock, domain::Date due_on) {
    Due due;
    due.subject = rules::Subject::Duty;
    due.about = std::move(about);
    due.clock = std::move(clock);
    due.level = rules::Level::Warning;
    due.due_on = due_on;
    return due;
}

/// A unit's answer that waits to be read, a citizen who waits for the closing call.
void of_ticket(const tickets::Ticket& ticket, domain::Date today, std::vector<Due>& owed) {
    const auto late = [&](const char* clock, const std::optional<domain::Date>& by) {
        if (!by || *by >= today) return;
        Due due = duty(ticket.ticket_no + " " + by->iso(), clock, *by);
        due.ticket = ticket.id;
        owed.push_back(std::move(due));
    };
    if (ticket.state == domain::TicketState::Reviewing) {
        late("review", ticket.deadlines.review_by);
    }
    if (ticket.awaits_closing_call()) late("callback", ticket.deadlines.call_by);
}

/// Calls and visits to monitoring points that the center did not make. Reports that are missing are
/// the monitors' to give, and the center's to call about after so many weeks.
Status of_points(store::Database& db, domain::Date today, std::vector<Due>& owed) {
    const auto duties = monitoring::owed_by_center(db);
    if (!duties.ok()) return duties.error();
    for (const monitoring::Duty& one : duties.value()) {
        if (one.raised_on >= today) continue;  // Its first day is not late.
        const char* clock = one.kind == "visit" ? "visit" : "weekly_report";
        owed.push_back(duty(one.subject + " " + one.period, clock, one.raised_on));
    }
    return ok_status();
}

/// Monitors' reports that were not looked into, not decided about, or whose answer nobody read.
Status of_issues(store::Database& db, domain::Date today, std::vector<Due>& owed) {
    return monitoring::each_open(db, [&](const monitoring::IssueFile& file) {
        if (!file.running || file.running->of_unit || file.running->due >= today) return;
        const domain::Date by = file.running->due;
        owed.push_back(duty(file.issue_no + " " + by.iso(), file.running->clock, by));
    });
}

/// 阳光公开: the figures of the month before stand in the hall's file.
void of_figures(const domain::Hall& hall, const rules::Profile& profile, domain::Date today,
                std::vector<Due>& owed) {
    const domain::Date first = domain::Date::of(today.year(), today.month(), 1);
    const domain::Date last_month_end = first.plus(-1);
    const domain::Date by = first.plus(rules::notice_rules(profile).publish_day - 1);
    if (today <= by || hall.figures.until >= last_month_end) return;
    owed.push_back(duty("figures " + last_month_end.iso().substr(0, 7), "publication", by));
}

}  // namespace

Result<Findings> judge_own(store::Database& db, domain::Date today) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.judge_own");
    const rules::Profile& profile = rules::profile_on(hall.value()->promises.profile, today);
    std::vector<Due> owed;
    const Status read = tickets::each_with_center(
        db, [&](const tickets::Ticket& ticket) { of_ticket(ticket, today, owed); });
    if (!read.ok()) return read.error().in("supervision.judge_own");
    const Status points = of_points(db, today, owed);
    if (!points.ok()) return points.error().in("supervision.judge_own");
    const Status issues = of_issues(db, today, owed);
    if (!issues.ok()) return issues.error().in("supervision.judge_own");
    of_figures(*hall.value(), profile, today, owed);
    Findings found;
    std::set<std::pair<std::string, std::string>> open;
    for (const Due& due : owed) {
        ++found.looked_at;
        open.emplace(due.about, due.clock);
        const Status kept = keep_if_higher(db, due, found);
        if (!kept.ok()) return kept.error().in("supervision.judge_own");
    }
    const auto cards = unsettled(db, rules::Subject::Duty);
    if (!cards.ok()) return cards.error().in("supervision.judge_own");
    for (const Unsettled& card : cards.value()) {
        if (card.clock == kSilence) continue;  // judge_kiosks() looks after those.
        if (!open.contains({card.about, card.clock})) found.settled.push_back(card.id);
    }
    return found;
}

}  // namespace sunbooth::center::supervision

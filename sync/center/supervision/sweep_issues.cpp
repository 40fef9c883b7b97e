// SPDX-License-Identifier: Apache-2.0
// Monitors' reports: the unit's days to put something right, by the same levels as every clock.
// What the center owes to a report is its own duty (sweep_own.cpp).
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"

#include <map>

namespace sunbooth::center::supervision {
namespace {

std::optional<Due> judge_one(const monitoring::IssueFile& file,
                             const domain::WorkingCalendar& calendar, domain::Date today) {
    if (!file.running || !file.running->of_unit) return std::nullopt;
    const rules::CardRules& cards = file.rules().cards;
    const auto& runs = *file.running;
    const auto level = rules::reached(calendar.between(today, runs.due), runs.limit, cards);
    if (!level) return std::nullopt;
    Due due{
        rules::Subject::Issue, 0, file.issue_no, runs.clock, *level, file.sent_to, runs.due, {}};
    if (rules::is_card(*level)) due.answer_by = calendar.after(today, cards.answer.n).date;
    return due;
}

}  // namespace

Result<Findings> judge_issues(store::Database& db, domain::Date today) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("supervision.judge_issues");
    Findings found;
    std::map<std::string, std::string> clocks;  // That run, by number.
    Status taken = ok_status();
    const Status read = monitoring::each_open(db, [&](const monitoring::IssueFile& file) {
        ++found.looked_at;
        if (file.running) clocks[file.issue_no] = file.running->clock;
        auto due = judge_one(file, *calendar.value(), today);
        if (!due || !taken.ok()) return;
        taken = raise_second(db, file.rules().cards, *due);
        if (taken.ok()) taken = keep_if_higher(db, *due, found);
    });
    if (!read.ok()) return read.error().in("supervision.judge_issues");
    if (!taken.ok()) return taken.error().in("supervision.judge_issues");
    const auto cards = unsettled(db, rules::Subject::Issue);
    if (!cards.ok()) return cards.error().in("supervision.judge_issues");
    for (const Unsettled& card : cards.value()) {
        const auto runs = clocks.find(card.about);
        if (runs == clocks.end() || runs->second != card.clock) found.settled.push_back(card.id);
    }
    return found;
}

}  // namespace sunbooth::center::supervision

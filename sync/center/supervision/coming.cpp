// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/coming.h"

#include "sync/center/cases/running.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/hall.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/case_clock.h"
#include "sync/center/supervision/known_units.h"

namespace sunbooth::center::supervision {
namespace {

/// Who would see the card sees it come.
bool is_for(const rules::Viewer& viewer, const Coming& coming, const std::string& accused) {
    Card card;
    card.unit = coming.unit;
    card.accused = accused;
    return is_seen_by(card, viewer);
}

/// Nothing where the clock has no day, has earned all there is, or has time.
std::optional<Coming> look_ahead(const cases::RunningCase& one, const rules::Profile& profile,
                                 const domain::WorkingCalendar& calendar, domain::Date today) {
    const auto dates = case_dates(one, calendar);
    if (!dates) return std::nullopt;
    const int left = calendar.between(today, dates->promised);
    // Asked day by day it would take long for all those that have weeks.
    if (left > rules::notice_days_max(case_limit(one)) + kCaseDaysAhead) return std::nullopt;
    const auto reached = case_level(one, *dates, profile, calendar, today);
    if (reached == rules::Level::Red) return std::nullopt;
    const auto next = next_of_case(one, *dates, profile, calendar, today);
    if (!next || next->on > calendar.after(today, kCaseDaysAhead).date) return std::nullopt;
    return Coming{rules::Subject::Case, 0,    one.case_no, one.unit, kPromise,
                  dates->promised,      left, reached,     *next};
}

std::optional<Coming> look_ahead(const monitoring::IssueFile& file,
                                 const domain::WorkingCalendar& calendar, domain::Date today) {
    if (!file.running || !file.running->of_unit) return std::nullopt;
    const rules::CardRules& cards = file.rules().cards;
    const auto& runs = *file.running;
    const auto next = rules::ahead(today, runs.due, calendar, runs.limit, cards);
    if (!next) return std::nullopt;
    const int left = calendar.between(today, runs.due);
    return Coming{rules::Subject::Issue,
                  0,
                  file.issue_no,
                  file.sent_to,
                  runs.clock,
                  runs.due,
                  left,
                  rules::reached(left, runs.limit, cards),
                  *next};
}

}  // namespace

Status raise_next(store::Database& db, const rules::CardRules& rules, Coming& coming) {
    Due due;
    due.subject = coming.subject;
    due.about = coming.about;
    due.clock = coming.clock;
    due.level = coming.next.level;
    due.unit = coming.unit;
    due.due_on = coming.due_on;
    const Status raised = raise_second(db, rules, due);
    coming.next.level = due.level;
    return raised;
}

Status add_cases(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                 const domain::WorkingCalendar& calendar, std::vector<Coming>& all) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.add_cases");
    const domain::Date horizon =
        calendar.after(today, rules::notice_days_max(kLongestPromise) + kCaseDaysAhead).date;
    KnownUnits units(db);
    Status taken = ok_status();
    const Status read = cases::each_running(db, horizon, [&](const cases::RunningCase& one) {
        if (!taken.ok()) return;
        const rules::Profile& profile =
            rules::profile_on(hall.value()->promises.profile, one.accepted_on.value_or(today));
        auto coming = look_ahead(one, profile, calendar, today);
        if (!coming) return;
        taken = units.put_known(coming->unit);
        if (!is_for(viewer, *coming, one.unit)) return;
        if (taken.ok()) taken = raise_next(db, profile.cards, *coming);
        all.push_back(std::move(*coming));
    });
    if (!read.ok()) return read.error().in("supervision.add_cases");
    return taken;
}

Status add_issues(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                  const domain::WorkingCalendar& calendar, std::vector<Coming>& all) {
    Status taken = ok_status();
    const Status read = monitoring::each_open(db, [&](const monitoring::IssueFile& file) {
        auto coming = look_ahead(file, calendar, today);
        if (!taken.ok() || !coming || !is_for(viewer, *coming, file.unit)) return;
        taken = raise_next(db, file.rules().cards, *coming);
        all.push_back(std::move(*coming));
    });
    if (!read.ok()) return read.error().in("supervision.add_issues");
    return taken;
}

}  // namespace sunbooth::center::supervision

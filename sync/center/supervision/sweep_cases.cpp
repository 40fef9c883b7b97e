// SPDX-License-Identifier: Apache-2.0
// Cases of the approval system, by the same clocks.
#include "sync/center/cases/running.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/case_clock.h"
#include "sync/center/supervision/known_units.h"
#include "sync/center/supervision/sweep.h"

namespace sunbooth::center::supervision {
namespace {

std::optional<Due> judge_one(const cases::RunningCase& one, const rules::Profile& profile,
                             const domain::WorkingCalendar& calendar, domain::Date today) {
    const auto dates = case_dates(one, calendar);
    if (!dates) return std::nullopt;
    const auto level = case_level(one, *dates, profile, calendar, today);
    if (!level) return std::nullopt;
    Due due{rules::Subject::Case, 0, one.case_no, kPromise, *level, one.unit, dates->promised, {}};
    if (rules::is_card(*level)) due.answer_by = calendar.after(today, profile.cards.answer.n).date;
    return due;
}

}  // namespace

Result<Findings> judge_cases(store::Database& db, domain::Date today) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.judge_cases");
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("supervision.judge_cases");
    const domain::Date horizon =
        calendar.value()->after(today, rules::notice_days_max(kLongestPromise)).date;
    Findings found;
    KnownUnits units(db);
    Status taken = ok_status();
    const Status read = cases::each_running(db, horizon, [&](const cases::RunningCase& one) {
        if (!taken.ok()) return;
        ++found.looked_at;
        // The rules of the day on which it was accepted.
        const rules::Profile& profile =
            rules::profile_on(hall.value()->promises.profile, one.accepted_on.value_or(today));
        auto due = judge_one(one, profile, *calendar.value(), today);
        if (due) taken = units.put_known(due->unit);
        if (due && taken.ok()) taken = raise_second(db, profile.cards, *due);
        if (due && taken.ok()) taken = keep_if_higher(db, *due, found);
    });
    if (!read.ok()) return read.error().in("supervision.judge_cases");
    if (!taken.ok()) return taken.error().in("supervision.judge_cases");
    const auto cards = unsettled(db, rules::Subject::Case);
    if (!cards.ok()) return cards.error().in("supervision.judge_cases");
    for (const Unsettled& card : cards.value()) {
        const auto running = cases::is_running(db, card.about);
        if (!running.ok()) return running.error().in("supervision.judge_cases");
        if (!running.value()) found.settled.push_back(card.id);
    }
    return found;
}

}  // namespace sunbooth::center::supervision

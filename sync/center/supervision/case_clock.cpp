// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/case_clock.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"

#include <algorithm>

namespace sunbooth::center::supervision {
namespace {

constexpr int kDaysMax = 800;  ///< More than a page can tell; as many as 366 working days take.

/// For how many working days its clock has stood: as the department tells it, else by as many as
/// its own date lies behind the count. What is not counted for the promise is not for the law
/// either.
int days_stood(const cases::RunningCase& one, const domain::WorkingCalendar& calendar) {
    if (one.suspended_days) return *one.suspended_days;
    if (!one.accepted_on || !one.due_on || one.promised_days == 0) return 0;
    const domain::Date counted = calendar.after(*one.accepted_on, one.promised_days).date;
    return std::max(0, calendar.between(counted, *one.due_on));
}

}  // namespace

rules::Limit case_limit(const cases::RunningCase& one) {
    return {std::max(one.promised_days, 1), rules::Limit::Unit::WorkingDays};
}

std::optional<CaseDates> case_dates(const cases::RunningCase& one,
                                    const domain::WorkingCalendar& calendar) {
    CaseDates dates;
    dates.stood = days_stood(one, calendar);
    if (one.due_on) {
        dates.promised = *one.due_on;
    } else if (one.accepted_on && one.promised_days > 0) {
        dates.promised = calendar.after(*one.accepted_on, one.promised_days + dates.stood).date;
    } else {
        return std::nullopt;
    }
    if (one.accepted_on && one.statutory_days > 0) {
        const int days =
            one.statutory_days + (mutant("supervision.law_never_stands") ? 0 : dates.stood);
        dates.statutory = std::max(calendar.after(*one.accepted_on, days).date, dates.promised);
    }
    return dates;
}

std::optional<rules::Level> case_level(const cases::RunningCase& one, const CaseDates& dates,
                                       const rules::Profile& profile,
                                       const domain::WorkingCalendar& calendar,
                                       domain::Date today) {
    if (dates.statutory && *dates.statutory < today) return rules::Level::Red;
    return rules::reached(calendar.between(today, dates.promised), case_limit(one), profile.cards);
}

std::optional<rules::Ahead> next_of_case(const cases::RunningCase& one, const CaseDates& dates,
                                         const rules::Profile& profile,
                                         const domain::WorkingCalendar& calendar,
                                         domain::Date today) {
    auto next = rules::ahead(today, dates.promised, calendar, case_limit(one), profile.cards);
    if (!dates.statutory || *dates.statutory < today) return next;
    const rules::Ahead by_law{rules::Level::Red, dates.statutory->plus(1)};
    if (next && next->on > by_law.on) next = by_law;
    return next;
}

Result<CaseClock> case_clock(store::Database& db, const cases::RunningCase& one,
                             domain::Date today) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.case_clock");
    const auto in_force = registry::calendar_in_force(db);
    if (!in_force.ok()) return in_force.error().in("supervision.case_clock");
    const auto running = cases::is_running(db, one.case_no);
    if (!running.ok()) return running.error().in("supervision.case_clock");
    const domain::WorkingCalendar& calendar = *in_force.value();
    // The rules of the day on which it was accepted.
    const rules::Profile& profile =
        rules::profile_on(hall.value()->promises.profile, one.accepted_on.value_or(today));
    CaseClock clock;
    clock.is_running = running.value();
    clock.dates = case_dates(one, calendar);
    if (one.accepted_on && one.promised_days > 0) {
        const auto counted = calendar.after(*one.accepted_on, one.promised_days);
        clock.counted = counted.date;
        clock.provisional = counted.provisional;
    }
    if (!clock.dates) return clock;
    if (clock.is_running) {
        clock.days_left = calendar.between(today, clock.dates->promised);
        clock.reached = case_level(one, *clock.dates, profile, calendar, today);
        if (clock.reached != rules::Level::Red) {
            clock.next = next_of_case(one, *clock.dates, profile, calendar, today);
        }
    }
    if (!one.accepted_on) return clock;
    const domain::Date last = std::min(clock.dates->promised, one.accepted_on->plus(kDaysMax));
    for (auto day = one.accepted_on->plus(1); day <= last; day = day.plus(1)) {
        clock.days.push_back({day, calendar.is_working(day), rules::day_kind(day, calendar)});
    }
    return clock;
}

}  // namespace sunbooth::center::supervision

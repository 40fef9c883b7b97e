// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/cases/running.h"
#include "sync/center/rules/cards.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <optional>
#include <vector>

namespace sunbooth::center::supervision {

// The one clock of a case: how judge_cases() sees it, and how a page tells it.

/// The only clock of a case; whoever misses it breaks a promise.
inline constexpr const char* kPromise = "promise";
/// As many working days as an import may promise.
inline constexpr rules::Limit kLongestPromise{366, rules::Limit::Unit::WorkingDays};
/// The limit that its promise is.
rules::Limit case_limit(const cases::RunningCase& one);

struct CaseDates {
    domain::Date promised;
    std::optional<domain::Date> statutory{};  ///< Where the import says how long the law allows.
    int stood = 0;                            ///< Working days that neither of them counts.
};
/// The approval system's own date where it gives one: it knows of hearings and tests, during which
/// the clock stands (行政许可法 art. 45); else counted from the acceptance. Nothing where neither
/// is known.
std::optional<CaseDates> case_dates(const cases::RunningCase& one,
                                    const domain::WorkingCalendar& calendar);
/// What it has earned by this day.
std::optional<rules::Level> case_level(const cases::RunningCase& one, const CaseDates& dates,
                                       const rules::Profile& profile,
                                       const domain::WorkingCalendar& calendar, domain::Date today);

/// The next level by the promise, or the red card once the law's own limit is over.
std::optional<rules::Ahead> next_of_case(const cases::RunningCase& one, const CaseDates& dates,
                                         const rules::Profile& profile,
                                         const domain::WorkingCalendar& calendar,
                                         domain::Date today);

struct CaseClock {
    /// By the promised working days alone. Earlier than the one that the department tells where its
    /// clock stood for a time.
    std::optional<domain::Date> counted{};
    std::optional<CaseDates> dates{};
    bool is_running = false;
    bool provisional = false;  ///< A year without a published calendar is crossed.
    /// While it runs: working days to the promised day, negative past it; the level that is reached
    /// and the one that comes next.
    std::optional<int> days_left{};
    std::optional<rules::Level> reached{};
    std::optional<rules::Ahead> next{};
    /// From the day after the acceptance to the promised one.
    std::vector<rules::ClockDay> days{};
};
/// @return NotFound until a hall was imported.
Result<CaseClock> case_clock(store::Database& db, const cases::RunningCase& one,
                             domain::Date today);

}  // namespace sunbooth::center::supervision

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"

#include <compare>
#include <set>
#include <string>
#include <string_view>

namespace sunbooth::domain {

/// A day of the civil calendar at the hall. Days since 1970-01-01.
struct Date {
    std::int32_t days = 0;

    static Date of(int year, unsigned month, unsigned day);
    /// Reads "2026-11-26". @return InvalidInput (field left empty) when it is no date.
    static Result<Date> parse(std::string_view iso);
    std::string iso() const;
    int year() const;
    unsigned month() const;
    unsigned day() const;
    int weekday() const;  ///< 1 Monday .. 7 Sunday.
    Date plus(int n) const { return {days + n}; }
    auto operator<=>(const Date&) const = default;
};

/// The whole of China keeps one civil time, UTC+8 without summer time (State Council, 1949; summer
/// time ended in 1991), Xinjiang offices included.
inline constexpr milliseconds kHallOffset = std::chrono::hours{8};

Date date_of(WallTime at);       ///< The day at the hall.
int minute_of_day(WallTime at);  ///< 0..1439 at the hall.
inline bool is_afternoon(WallTime at) {
    return minute_of_day(at) >= 12 * 60;
}

/// Which days count. `off` closes weekdays, `work` opens weekend days (调休). Beyond `known_until`
/// only weekends are known, and results are provisional.
struct WorkingCalendar {
    std::set<Date> off;
    std::set<Date> work;
    Date known_until;

    bool is_working(Date day) const;
    struct Due {
        Date date;
        bool provisional = false;  ///< A year without a published calendar was crossed.
    };
    /// The n-th working day after `start`; the start itself is not counted (行政许可法 art. 82 and
    /// 民法典 art. 201: the first day is not counted). n >= 1.
    Due after(Date start, int n) const;
    /// Working days in (from, to]; negative when `to` is before `from`.
    int between(Date from, Date to) const;
};

}  // namespace sunbooth::domain

// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/date.h"

#include <fmt/format.h>

#include <chrono>

namespace sunbooth::domain {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

year_month_day civil(Date date) {
    return sys_days{std::chrono::days{date.days}};
}

year_month_day civil(int year, unsigned month, unsigned day) {
    return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

Date date_at(const year_month_day& at) {
    return {static_cast<std::int32_t>(sys_days{at}.time_since_epoch().count())};
}

/// A number of exactly these digits, or -1.
int digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::int64_t hall_ms(WallTime at) {
    return to_ms(at + kHallOffset);
}

}  // namespace

Date Date::of(int year, unsigned month, unsigned day) {
    const year_month_day at = civil(year, month, day);
    SUNBOOTH_ASSERT(at.ok());
    return date_at(at);
}

Result<Date> Date::parse(std::string_view iso) {
    const Error wrong = invalid_input("", "is not a date of the form 2026-11-26");
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return wrong;
    const int year = digits(iso.substr(0, 4));
    const int month = digits(iso.substr(5, 2));
    const int day = digits(iso.substr(8, 2));
    if (year < 1 || month < 0 || day < 0) return wrong;
    const year_month_day at = civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (!at.ok()) return wrong;
    return date_at(at);
}

std::string Date::iso() const {
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

int Date::year() const {
    return static_cast<int>(civil(*this).year());
}
unsigned Date::month() const {
    return static_cast<unsigned>(civil(*this).month());
}
unsigned Date::day() const {
    return static_cast<unsigned>(civil(*this).day());
}
int Date::weekday() const {
    const std::chrono::weekday at{sys_days{std::chrono::days{days}}};
    return static_cast<int>(at.iso_encoding());
}

Date date_of(WallTime at) {
    const std::int64_t ms = hall_ms(at);
    const std::int64_t day = ms >= 0 ? ms / kDayMs : -((-ms + kDayMs - 1) / kDayMs);
    return {static_cast<std::int32_t>(day)};
}

int minute_of_day(WallTime at) {
    const std::int64_t in_day = (hall_ms(at) % kDayMs + kDayMs) % kDayMs;
    return static_cast<int>(in_day / 60'000);
}

bool WorkingCalendar::is_working(Date day) const {
    if (off.contains(day)) return false;
    return day.weekday() <= 5 || work.contains(day);
}

WorkingCalendar::Due WorkingCalendar::after(Date start, int n) const {
    SUNBOOTH_ASSERT(n >= 1);
    Date day = start;
    for (int counted = 0; counted < n; counted += is_working(day) ? 1 : 0) day = day.plus(1);
    return {.date = day, .provisional = day > known_until};
}

int WorkingCalendar::between(Date from, Date to) const {
    if (to < from) return -between(to, from);
    int counted = 0;
    for (Date day = from; day < to;) {
        day = day.plus(1);
        counted += is_working(day) ? 1 : 0;
    }
    return counted;
}

}  // namespace sunbooth::domain

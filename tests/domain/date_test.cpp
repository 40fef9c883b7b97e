// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/date.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using domain::Date;
using domain::WorkingCalendar;

namespace {

Date day(std::string_view iso) {
    return Date::parse(iso).value();
}

void add(std::set<Date>& days, std::string_view first, std::string_view last) {
    for (Date at = day(first); at <= day(last); at = at.plus(1)) days.insert(at);
}

/// State Council notices for 2025 and 2026 (domain.md 6.6).
WorkingCalendar national() {
    WorkingCalendar calendar;
    for (const auto& [first, last] :
         std::initializer_list<std::pair<const char*, const char*>>{{"2025-01-01", "2025-01-01"},
                                                                    {"2025-01-28", "2025-02-04"},
                                                                    {"2025-04-04", "2025-04-06"},
                                                                    {"2025-05-01", "2025-05-05"},
                                                                    {"2025-05-31", "2025-06-02"},
                                                                    {"2025-10-01", "2025-10-08"},
                                                                    {"2026-01-01", "2026-01-03"},
                                                                    {"2026-02-15", "2026-02-23"},
                                                                    {"2026-04-04", "2026-04-06"},
                                                                    {"2026-05-01", "2026-05-05"},
                                                                    {"2026-06-19", "2026-06-21"},
                                                                    {"2026-09-25", "2026-09-27"},
                                                                    {"2026-10-01", "2026-10-07"}}) {
        add(calendar.off, first, last);
    }
    for (const char* work :
         {"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04",
          "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}) {
        calendar.work.insert(day(work));
    }
    calendar.known_until = day("2026-12-31");
    return calendar;
}

/// With the festivals that Xinjiang sets for itself (2025).
WorkingCalendar xinjiang() {
    WorkingCalendar calendar = national();
    add(calendar.off, "2025-03-29", "2025-03-31");
    add(calendar.off, "2025-06-06", "2025-06-10");
    return calendar;
}

}  // namespace

TEST_CASE("date: civil days read and write as ISO 8601") {
    CHECK(Date::of(1970, 1, 1).days == 0);
    CHECK(Date::of(2026, 11, 26).iso() == "2026-11-26");
    CHECK(day("2024-02-29").plus(1).iso() == "2024-03-01");
    CHECK(day("1969-12-31").days == -1);
    CHECK(day("2026-11-26").weekday() == 4);
    CHECK(day("2026-11-29").weekday() == 7);
    for (const char* wrong : {"", "2026-11-2", "2026-13-01", "2025-02-29", "2026/11/26",
                              "2026-11-26 ", "2026-1a-26", "-026-11-26", "2026-00-10"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(Date::parse(wrong).ok());
        CHECK(Date::parse(wrong).error().code == ErrorCode::InvalidInput);
    }
}

TEST_CASE("date: the hall's day begins at 16:00 UTC, before 1970 too") {
    const std::int64_t midnight = -8LL * 3600 * 1000;  // 1970-01-01 00:00 at the hall.
    CHECK(domain::date_of(wall_ms(midnight)).days == 0);
    CHECK(domain::date_of(wall_ms(midnight - 1)).days == -1);
    CHECK(domain::minute_of_day(wall_ms(midnight)) == 0);
    CHECK(domain::minute_of_day(wall_ms(midnight - 1)) == 1439);
    CHECK_FALSE(domain::is_afternoon(wall_ms(midnight + 12 * 3600 * 1000 - 1)));
    CHECK(domain::is_afternoon(wall_ms(midnight + 12 * 3600 * 1000)));
}

TEST_CASE("calendar: the n-th working day steps over holidays and counts make-up days") {
    struct Row {
        const char* start;
        int n;
        const char* due;
    };
    for (const Row& row :
         {Row{"2025-09-26", 5, "2025-10-10"}, Row{"2025-09-26", 20, "2025-10-30"},
          Row{"2026-02-12", 5, "2026-02-26"}, Row{"2026-09-18", 5, "2026-09-24"},
          Row{"2026-04-30", 1, "2026-05-06"}, Row{"2026-09-30", 15, "2026-10-27"},
          Row{"2025-06-05", 3, "2025-06-10"}, Row{"2025-03-28", 1, "2025-03-31"}}) {
        CAPTURE(row.start);
        const WorkingCalendar::Due due = national().after(day(row.start), row.n);
        CHECK(due.date.iso() == row.due);
        CHECK_FALSE(due.provisional);
        CHECK(national().between(day(row.start), due.date) == row.n);
    }
    // No notice is needed for this one: no holiday lies within.
    CHECK(WorkingCalendar{}.after(day("2011-06-13"), 20).date.iso() == "2011-07-11");
}

TEST_CASE("calendar: a region's own festivals move the day") {
    CHECK(xinjiang().after(day("2025-06-05"), 3).date.iso() == "2025-06-13");
    CHECK(xinjiang().after(day("2025-03-28"), 1).date.iso() == "2025-04-01");
}

TEST_CASE("calendar: a year has as many working days as its notice gives") {
    CHECK(national().between(day("2024-12-31"), day("2025-12-31")) == 248);
    CHECK(national().between(day("2025-12-31"), day("2026-12-31")) == 248);
}

TEST_CASE("calendar: beyond the published years only weekends are known, and it says so") {
    const WorkingCalendar::Due due = national().after(day("2026-12-31"), 1);
    CHECK(due.date.iso() == "2027-01-01");
    CHECK(due.provisional);
}

TEST_CASE("calendar: counting backwards is negative, and no days are none") {
    CHECK(national().between(day("2026-09-24"), day("2026-09-18")) == -5);
    CHECK(national().between(day("2026-09-24"), day("2026-09-24")) == 0);
}

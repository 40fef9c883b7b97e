// SPDX-License-Identifier: Apache-2.0
// Working calendars as files, laid upon each other.
#include "sync/center/registry/ical.h"

#include "tests/center/fresh_center.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center::registry;
using domain::Date;

namespace {

CalendarLayer layer_of(const std::string& file) {
    const auto read = read_ical(source_file("assets/calendars/" + file));
    if (!read.ok()) FAIL(read.error().line());
    return read.value();
}

domain::WorkingCalendar laid(const std::vector<std::string>& files) {
    domain::WorkingCalendar calendar;
    for (const std::string& file : files) lay(calendar, layer_of(file));
    return calendar;
}

Date day(const char* iso) {
    return Date::parse(iso).value();
}

int working_days(const domain::WorkingCalendar& calendar, int year) {
    return calendar.between(Date::of(year - 1, 12, 31), Date::of(year, 12, 31));
}

const std::string kSmall =
    "BEGIN:VCALENDAR\r\nX-WR-CALNAME:试\r\nX-SUNBOOTH-LAYER:REGIONAL\r\nX-SUNBOOTH-SOURCE:s\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦（休）\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

std::string with(const std::string& from, const std::string& to) {
    std::string text = kSmall;
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("calendar: the national years have the working days that were published") {
    const auto calendar = laid({"cn.ics"});
    CHECK(working_days(calendar, 2024) == 251);
    CHECK(working_days(calendar, 2025) == 248);
    CHECK(working_days(calendar, 2026) == 248);
    CHECK(calendar.known_until == Date::of(2026, 12, 31));
}

TEST_CASE("calendar: every vector of domain.md 6.6") {
    struct Row {
        const char* from;
        int n;
        const char* to;
    };
    const auto national = laid({"cn.ics"});
    for (const Row& row : {Row{"2025-09-26", 5, "2025-10-10"}, Row{"2025-09-26", 20, "2025-10-30"},
                           Row{"2026-02-12", 5, "2026-02-26"}, Row{"2026-09-18", 5, "2026-09-24"},
                           Row{"2026-04-30", 1, "2026-05-06"}, Row{"2026-09-30", 15, "2026-10-27"},
                           Row{"2011-06-13", 20, "2011-07-11"}, Row{"2025-06-05", 3, "2025-06-10"},
                           Row{"2025-03-28", 1, "2025-03-31"}}) {
        CAPTURE(row.from);
        CHECK(national.after(day(row.from), row.n).date == day(row.to));
    }
    const auto xinjiang = laid({"cn.ics", "xinjiang.ics"});
    CHECK(xinjiang.after(day("2025-06-05"), 3).date == day("2025-06-13"));
    CHECK(xinjiang.after(day("2025-03-28"), 1).date == day("2025-04-01"));
    // Its feasts are known for 2025 alone: a day of 2026 is sure for the nation, and not there.
    CHECK_FALSE(xinjiang.after(day("2025-12-01"), 5).provisional);
    CHECK(xinjiang.after(day("2026-03-02"), 5).provisional);
    CHECK_FALSE(national.after(day("2026-03-02"), 5).provisional);
    CHECK(national.after(day("2026-12-30"), 5).provisional);
}

TEST_CASE("calendar: what is written reads back the same, in lines that every program takes") {
    for (const char* file : {"cn.ics", "xinjiang.ics"}) {
        CAPTURE(file);
        const CalendarLayer layer = layer_of(file);
        const std::string text = write_ical(layer);
        const auto again = read_ical(text);
        REQUIRE(again.ok());
        CHECK(again.value() == layer);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find("\r\n", at);
            REQUIRE(end != text.npos);
            CHECK(end - at <= 75);
            at = end + 2;
        }
    }
}

TEST_CASE("calendar: a higher layer opens what a lower one closes, and closes what it opens") {
    auto calendar = laid({"cn.ics"});
    CHECK(calendar.is_working(day("2026-10-10")));
    CHECK_FALSE(calendar.is_working(day("2026-10-05")));
    CalendarLayer over;
    over.days[day("2026-10-10")] = {false, "停"};
    over.days[day("2026-10-05")] = {true, "班"};
    lay(calendar, over);
    CHECK_FALSE(calendar.is_working(day("2026-10-10")));
    CHECK(calendar.is_working(day("2026-10-05")));
}

TEST_CASE("calendar: files of other programs say off and worked in their own ways") {
    const auto kind = [](const std::string& text) {
        const auto read = read_ical(text);
        REQUIRE(read.ok());
        return read.value().days.at(day("2027-01-01"));
    };
    CHECK(kind(kSmall) == CalendarLayer::Day{false, "元旦"});
    CHECK(kind(with("元旦（休）", "补(班)")) == CalendarLayer::Day{true, "补"});
    CHECK(kind(with("元旦（休）", "x\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY")).works);
    CHECK_FALSE(kind(with("元旦（休）", "x\r\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY")).works);
}

TEST_CASE("calendar: a file that cannot be right names its line or its field, and the mend") {
    struct Row {
        std::string from, to, says;
    };
    for (const Row& row :
         {Row{"BEGIN:VCALENDAR", "BEGIN:X", "line 1"}, Row{"元旦（休）", "元旦", "X-SUNBOOTH-DAY"},
          Row{"20270101", "20270230", "line 5"}, Row{"END:VCALENDAR\r\n", "", "END:VCALENDAR"},
          Row{"X-WR-CALNAME:试\r\n", "", "X-WR-CALNAME"},
          Row{"X-SUNBOOTH-SOURCE:s\r\n", "", "X-SUNBOOTH-SOURCE"},
          Row{"REGIONAL", "NATIONAL", "X-SUNBOOTH-KNOWN-UNTIL"}, Row{"REGIONAL", "LOCAL", "line 3"},
          Row{"SUMMARY", "DTEND;VALUE=DATE:20280101\r\nSUMMARY", "1 to 40 days"},
          Row{"END:VEVENT\r\n", "END:VEVENT\r\nEND:VEVENT\r\n", "line 9"},
          Row{"END:VCALENDAR",
              "BEGIN:VEVENT\r\nDTSTART:20270101\r\nSUMMARY:班\r\nEND:VEVENT\r\nEND:VCALENDAR",
              "both off and worked"}}) {
        CAPTURE(row.to);
        const auto read = read_ical(with(row.from, row.to));
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().field == "ics");
        CHECK(read.error().detail.find(row.says) != std::string::npos);
    }
}

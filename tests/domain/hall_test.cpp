// SPDX-License-Identifier: Apache-2.0
// Opening hours, badges and terms of a hall.
#include "sync/domain/hall.h"

#include "sync/domain/issue.h"
#include "sync/domain/record.h"

#include <doctest/doctest.h>

using namespace sunbooth::domain;

namespace {

/// Monday to Friday, 9:00-12:00 and 14:30-17:30; the National Day of 2026 and its make-up Saturday.
Hall hall() {
    Hall made;
    for (int weekday = 1; weekday <= 5; ++weekday) {
        made.hours.push_back({weekday, 9 * 60, 12 * 60});
        made.hours.push_back({weekday, 14 * 60 + 30, 17 * 60 + 30});
    }
    for (unsigned day = 1; day <= 7; ++day) made.calendar.off.insert(Date::of(2026, 10, day));
    made.calendar.work.insert(Date::of(2026, 10, 10));
    return made;
}

}  // namespace

TEST_CASE("hall X11: open by weekday and minute, closed on holidays, open on make-up days") {
    const Hall one = hall();
    const Date tuesday = Date::of(2026, 11, 24);
    CHECK_FALSE(one.is_open(tuesday, 9 * 60 - 1));
    CHECK(one.is_open(tuesday, 9 * 60));
    CHECK_FALSE(one.is_open(tuesday, 12 * 60));
    CHECK(one.is_open(tuesday, 17 * 60 + 29));
    CHECK_FALSE(one.is_open(tuesday, 17 * 60 + 30));
    CHECK_FALSE(one.is_open(Date::of(2026, 11, 28), 10 * 60));
    CHECK_FALSE(one.is_open(Date::of(2026, 10, 1), 10 * 60));
    CHECK(one.is_open(Date::of(2026, 10, 10), 10 * 60));  // A Saturday that is worked.
    CHECK(Hall{}.is_open(tuesday, 3 * 60));               // Names no hours.
}

TEST_CASE("hall X11: the next opening is found over nights, weekends and holidays") {
    const Hall one = hall();
    const auto next = [&](Date day, int minute) { return *one.next_opening(day, minute); };
    CHECK(next(Date::of(2026, 11, 24), 8 * 60).minute == 9 * 60);
    CHECK(next(Date::of(2026, 11, 24), 12 * 60).minute == 14 * 60 + 30);
    CHECK(next(Date::of(2026, 11, 24), 18 * 60).day == Date::of(2026, 11, 25));
    CHECK(next(Date::of(2026, 11, 27), 18 * 60).day == Date::of(2026, 11, 30));
    CHECK(next(Date::of(2026, 9, 30), 18 * 60).day == Date::of(2026, 10, 8));
    CHECK_FALSE(Hall{}.next_opening(Date::of(2026, 11, 24), 0).has_value());
}

TEST_CASE("hall E0: a badge counts for the days of the term, both included, and by its hash only") {
    Hall one;
    one.monitors.push_back(
        {"1001", "jc01", "示例甲", Date::of(2026, 1, 1), Date::of(2026, 12, 31), "ab", false});
    one.monitors.push_back(
        {"1002", "jc01", "示例乙", Date::of(2026, 1, 1), Date::of(2026, 12, 31), "", true});
    CHECK(one.monitor_of_badge("ab", Date::of(2026, 1, 1))->code == "1001");
    CHECK(one.monitor_of_badge("ab", Date::of(2026, 12, 31)) != nullptr);
    CHECK(one.monitor_of_badge("ab", Date::of(2027, 1, 1)) == nullptr);
    CHECK(one.monitor_of_badge("ac", Date::of(2026, 6, 1)) == nullptr);
    CHECK(one.monitor_of_badge("", Date::of(2026, 6, 1)) == nullptr);
}

TEST_CASE("badge: its text has one shape, in any case") {
    CHECK(is_badge("SBB1-0123456789ABCDEF0123456789ABCDEF"));
    CHECK(is_badge("sbb1-0123456789abcdef0123456789abcdef"));
    for (const char* text :
         {"", "SBB1-", "SBB1-0123456789ABCDEF0123456789ABCDE",
          "SBB1-0123456789ABCDEF0123456789ABCDEFA", "SBB2-0123456789ABCDEF0123456789ABCDEF",
          "SBB1-0123456789ABCDEG0123456789ABCDEF"}) {
        CAPTURE(text);
        CHECK_FALSE(is_badge(text));
    }
}

TEST_CASE("issue: every name is read back as what it was") {
    for (const IssueKind kind : kIssueKinds) CHECK(issue_kind_of(to_string(kind)) == kind);
    for (const Aspect aspect : kAspects) CHECK(aspect_of(to_string(aspect)) == aspect);
    for (const Severity one : kSeverities) CHECK(severity_of(to_string(one)) == one);
    CHECK_FALSE(issue_kind_of("rumour"));
    CHECK(record_kind_of("issue") == RecordKind::Issue);
    CHECK_FALSE(record_kind_of("rumour"));
    CHECK_FALSE(record_kind_of(std::uint8_t{4}));
    CHECK_FALSE(record_kind_of(std::uint8_t{0}));
}

TEST_CASE("hall X10: the nearest other terminal is its neighbour on the way, never itself") {
    Hall one;
    CHECK(one.nearest_kiosk("a") == nullptr);
    one.kiosks = {{"a", {"东门", "", ""}}};
    CHECK(one.nearest_kiosk("a") == nullptr);
    CHECK(one.nearest_kiosk("new")->kiosk == "a");
    one.kiosks.push_back({"b", {"电梯", "", ""}});
    one.kiosks.push_back({"c", {"西门", "", ""}});
    CHECK(one.nearest_kiosk("a")->kiosk == "b");
    CHECK(one.nearest_kiosk("b")->kiosk == "c");
    CHECK(one.nearest_kiosk("c")->kiosk == "b");
}

TEST_CASE("hall C0: a number leads to the windows that call it, by its longest beginning") {
    Hall one;
    CHECK_FALSE(one.has_queues());
    one.windows = {{"1", "u", {}, {"A"}},
                   {"2", "u", {}, {"A", "B"}},
                   {"3", "u", {}, {"A1"}},
                   {"4", "u", {}, {}},
                   {"5", "u", {}, {"7"}}};
    CHECK(one.has_queues());
    const auto codes = [&](std::string_view number) {
        std::string all;
        for (const Window* at : one.windows_calling(number)) all += at->code;
        return all;
    };
    CHECK(codes("A023") == "12");
    CHECK(codes("a023") == "12");
    CHECK(codes("B7") == "2");
    CHECK(codes("A102") == "3");
    CHECK(codes("A1") == "12");  // "A1" alone is the first number of A.
    CHECK(codes("7001") == "5");
    for (const char* wrong : {"", "A", "C1", "A02X", "023", "A 23", "-"}) {
        CAPTURE(wrong);
        CHECK(codes(wrong).empty());
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/course.h"

#include "sync/center/rules/deadline.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::center;
using domain::Date;
using domain::TicketState;
using rules::Action;
using rules::Course;

namespace {

/// November 2026 has no holiday, so that every weekday counts.
const domain::WorkingCalendar kPlain{{}, {}, Date::of(2026, 12, 31)};
const Date kFiled = Date::of(2026, 11, 2);  // A Monday.

/// 15 working days to reply, 3 to verify; pauses of at most 10; an extension of 5; a rework of 4.
rules::Profile profile() {
    constexpr auto kDays = rules::Limit::Unit::WorkingDays;
    rules::Profile made;
    made.verify = {3, kDays};
    made.reply = {15, kDays};
    made.pause = {{10, kDays}, 2};
    made.extension = {{5, kDays}, 1};
    made.rework = {{4, kDays}, 1};
    made.seasons = {{101, {{9 * 60, 12 * 60}, {14 * 60, 18 * 60}}}};
    return made;
}

Date reply_by(const Course& course) {
    return rules::deadlines(kFiled, profile(), kPlain, course).reply_by;
}

Course paused(Date from, std::optional<Date> to) {
    Course course;
    course.pauses.push_back({from, to, TicketState::Accepted});
    return course;
}

}  // namespace

TEST_CASE("rules: days on which the citizen was asked for something do not count") {
    CHECK(reply_by({}) == Date::of(2026, 11, 23));
    // Asked on the 4th, answered on the 9th: the 5th, 6th and 9th stand, the weekend never counted.
    CHECK(reply_by(paused(Date::of(2026, 11, 4), Date::of(2026, 11, 9))) == Date::of(2026, 11, 26));
    CHECK(reply_by(paused(Date::of(2026, 11, 4), Date::of(2026, 11, 4))) == Date::of(2026, 11, 23));
    // A weekend's pause costs nothing.
    CHECK(reply_by(paused(Date::of(2026, 11, 6), Date::of(2026, 11, 8))) == Date::of(2026, 11, 23));
}

TEST_CASE("rules: a pause moves the day by which it must be verified too") {
    const Course course = paused(kFiled, Date::of(2026, 11, 4));
    CHECK(rules::deadlines(kFiled, profile(), kPlain, course).verify_by == Date::of(2026, 11, 9));
}

TEST_CASE("rules: a pause longer than the profile allows ends by itself") {
    const Course open = paused(Date::of(2026, 11, 4), std::nullopt);
    const auto due = rules::deadlines(kFiled, profile(), kPlain, open);
    CHECK(due.paused_until == Date::of(2026, 11, 18));
    CHECK(due.reply_by == Date::of(2026, 12, 7));
    CHECK(reply_by(paused(Date::of(2026, 11, 4), Date::of(2026, 12, 30))) == due.reply_by);
    CHECK(rules::due_on(TicketState::NeedInfo, due) == due.paused_until);
    CHECK_FALSE(rules::is_overdue(TicketState::NeedInfo, due, Date::of(2026, 11, 18)));
    CHECK(rules::is_overdue(TicketState::NeedInfo, due, Date::of(2026, 11, 19)));
}

TEST_CASE("rules: an extension is counted on from the day on which the answer was due") {
    Course course;
    course.extensions = 1;
    CHECK(reply_by(course) == Date::of(2026, 11, 30));
    CHECK(rules::deadlines(kFiled, profile(), kPlain, course).verify_by == Date::of(2026, 11, 5));
}

TEST_CASE("rules: what is sent back has the time for that, from that day") {
    Course course;
    course.reworks.push_back(Date::of(2026, 11, 19));
    CHECK(reply_by(course) == Date::of(2026, 11, 25));
    const auto days = rules::explain(kFiled, profile(), kPlain, course);
    REQUIRE_FALSE(days.empty());
    CHECK(days.front().date == Date::of(2026, 11, 20));
    CHECK(days.back().date == Date::of(2026, 11, 25));
}

TEST_CASE("rules: the explanation names the days on which the clock stood") {
    const Course course = paused(Date::of(2026, 11, 4), Date::of(2026, 11, 9));
    const auto days = rules::explain(kFiled, profile(), kPlain, course);
    CHECK(std::ranges::count_if(days, &rules::ClockDay::counted) == 15);
    CHECK(std::ranges::count(days, rules::DayKind::Paused, &rules::ClockDay::why) == 5);
    CHECK(days.back().date == reply_by(course));
    CHECK(days[1].counted);  // The day of asking counts.
    CHECK(days[2].why == rules::DayKind::Paused);
}

namespace {

/// What a course is after an action of "li" at ten o'clock on a day.
Course after(Course course, Action action, TicketState from, Date day) {
    const WallTime at = wall_ms(std::int64_t{day.days} * 86'400'000 + 2 * 3'600'000);
    return rules::after(std::move(course), {{action}, from, TicketState::Accepted, at, "li"},
                        profile());
}

}  // namespace

TEST_CASE("rules: a course reads back as it was written, and nothing else is one") {
    Course course;
    CHECK(rules::write(course).empty());
    const Date day = Date::of(2026, 11, 3);
    course = after(course, Action::Accept, TicketState::Verified, day);
    CHECK(course == Course{});
    course = after(course, Action::NeedInfo, TicketState::Accepted, day);
    CHECK(course.is_paused());
    CHECK(rules::read_course(rules::write(course)).value() == course);
    course = after(course, Action::Supplement, TicketState::NeedInfo, day.plus(2));
    CHECK_FALSE(course.is_paused());
    course = after(course, Action::NeedInfo, TicketState::Accepted, day.plus(4));
    course = after(course, Action::Supplement, TicketState::NeedInfo, day.plus(5));
    course = after(course, Action::Extend, TicketState::Accepted, day.plus(6));
    course = after(course, Action::Rework, TicketState::Replied, day.plus(9));
    course = after(course, Action::Urge, TicketState::Accepted, day.plus(10));
    CHECK(rules::write(course) ==
          "p2026-11-03:accepted r2026-11-05 p2026-11-07:accepted r2026-11-08 l w2026-11-12 "
          "u2026-11-13");
    CHECK(rules::read_course(rules::write(course)).value() == course);
    for (const char* whole :
         {"h29384745 g n x c2026-11-03a:li c2026-11-04p:wang k2026-11-20a:li d:li d:wang s4",
          "a2026-11-10 q2026-11-11 v2026-11-03:malicious j2026-11-03 i2026-11-09 y2026-12-01",
          "z2026-12-09 m:verified b b o f f", "c2026-11-03A:li c2026-11-03P:li k2026-11-20P:li",
          "w2026-11-12 l l w2026-11-20 e t"}) {
        CAPTURE(whole);
        const auto read = rules::read_course(whole);
        REQUIRE(read.ok());
        CHECK(rules::write(read.value()) == whole);
    }
    for (const char* wrong : {"?",
                              " ",
                              "p",
                              "p2026-11-03",
                              "p2026-11-03:asleep",
                              "r2026-11-05",
                              "p2026-11-03:accepted p2026-11-04:accepted",
                              "w2026-13-01",
                              "ee",
                              "e  e",
                              "w2026-11-12:accepted",
                              "h",
                              "h-1",
                              "s6",
                              "s0",
                              "c2026-11-03:li",
                              "c2026-11-03a",
                              "c2026-11-03x:li",
                              "l",
                              "d:",
                              "m:asleep",
                              "v2026-11-03:odd",
                              "i2026-11-03",
                              "g1"}) {
        CAPTURE(wrong);
        CHECK(rules::read_course(wrong).error().code == ErrorCode::Corrupt);
    }
}

TEST_CASE("rules: what is left to be done follows from the course and the profile") {
    Course course;
    auto standing = rules::standing_of(
        {TicketState::Accepted, domain::RecordKind::Complaint, true, true}, profile(), course);
    CHECK(standing.may_ask);
    CHECK(standing.may_extend);
    CHECK(standing.may_rework);
    CHECK_FALSE(standing.resumes_to);
    course =
        rules::read_course("p2026-11-03:accepted r2026-11-05 p2026-11-07:verified e w2026-11-12")
            .value();
    standing = rules::standing_of(
        {TicketState::NeedInfo, domain::RecordKind::Complaint, true, true}, profile(), course);
    CHECK_FALSE(standing.may_ask);
    CHECK_FALSE(standing.may_extend);
    CHECK_FALSE(standing.may_rework);
    CHECK(standing.resumes_to == TicketState::Verified);
}

TEST_CASE("rules: a call in vain at night is on record, and no attempt") {
    const auto in_vain = [](Course course, Date day, bool off_hours) {
        const WallTime at = wall_ms(std::int64_t{day.days} * 86'400'000 + 2 * 3'600'000);
        rules::Deed deed{
            {Action::ClosingCall}, TicketState::Replied, TicketState::Replied, at, "li"};
        deed.move.outcome = rules::Outcome::NoAnswer;
        deed.off_hours = off_hours;
        return rules::after(std::move(course), deed, profile());
    };
    const Date day = Date::of(2026, 11, 3);
    const Course course = in_vain(in_vain({}, day, false), day.plus(1), true);
    CHECK(course.closing_tries.size() == 2);
    CHECK(rules::read_course(rules::write(course)).value() == course);
    const rules::Given given{TicketState::Replied, domain::RecordKind::Complaint, true, true};
    CHECK(rules::standing_of(given, profile(), course).closing_tries == 1);
    const Course nobody = in_vain({}, day, true);
    CHECK(rules::standing_of(given, profile(), nobody).closing_callers == 0);
}

TEST_CASE("rules: where the first day counts, more time begins after the day that it was due on") {
    rules::Profile counted = profile();
    counted.counting.first_day = true;
    Course course;
    CHECK(rules::deadlines(kFiled, counted, kPlain, course).reply_by == Date::of(2026, 11, 20));
    course.extensions = 1;  // Fifteen and five are twenty.
    CHECK(rules::deadlines(kFiled, counted, kPlain, course).reply_by == Date::of(2026, 11, 27));
    const auto days = rules::explain(kFiled, counted, kPlain, course);
    CHECK(std::ranges::count_if(days, &rules::ClockDay::counted) == 20);
    for (std::size_t i = 1; i < days.size(); ++i) CHECK(days[i - 1].date < days[i].date);
    const auto told = rules::explain_all({kFiled}, counted, kPlain, course);
    CHECK(std::ranges::any_of(told, [](const rules::Explained& one) {
        return one.clock == "reply" && one.due == Date::of(2026, 11, 27);
    }));
}

TEST_CASE("rules: every clock that ever ran is told, with the time that it was given") {
    rules::Profile made = profile();
    made.internal.sign = made.internal.callback = {1, rules::Limit::Unit::WorkingDays};
    made.appeal.done = {5, rules::Limit::Unit::WorkingDays};
    Course course;
    const Date day = Date::of(2026, 11, 3);
    course = after(course, Action::NeedInfo, TicketState::Accepted, day);
    course = after(course, Action::Supplement, TicketState::NeedInfo, day.plus(1));
    course = after(course, Action::Appeal, TicketState::Accepted, day.plus(2));
    course = after(course, Action::Dismiss, TicketState::Appealed, day.plus(3));
    course = after(course, Action::Extend, TicketState::Accepted, day.plus(6));
    course = after(course, Action::Rework, TicketState::Replied, day.plus(20));
    course = after(course, Action::Reply, TicketState::Accepted, day.plus(21));
    std::vector<std::string> names;
    const auto told = rules::explain_all({kFiled}, made, kPlain, course);
    for (const rules::Explained& one : told) names.push_back(one.clock);
    CHECK(names == std::vector<std::string>{"verify", "reply", "reply.1", "need_info", "appeal",
                                            "callback"});
    REQUIRE(told.size() == 6);
    CHECK(told[1].extensions == 1);
    CHECK(told[1].start == kFiled);
    // Fifteen and five working days; two of them, the 4th and the 6th, stood.
    CHECK(told[1].due == Date::of(2026, 12, 2));
    CHECK(told[2].start == Date::of(2026, 11, 23));
    CHECK(told[2].extensions == 0);
    CHECK(told[3].due == Date::of(2026, 11, 17));
    CHECK(told[4].due == Date::of(2026, 11, 12));
}

TEST_CASE("rules: more time for one answer is no more time for the next, and is had once") {
    Course course = after({}, Action::AskExtension, TicketState::Accepted, Date::of(2026, 11, 9));
    course = after(course, Action::Extend, TicketState::Accepted, Date::of(2026, 11, 10));
    CHECK(reply_by(course) == Date::of(2026, 11, 30));
    course = after(course, Action::AskExtension, TicketState::Accepted, Date::of(2026, 11, 11));
    course = after(course, Action::Rework, TicketState::Replied, Date::of(2026, 11, 19));
    CHECK(reply_by(course) == Date::of(2026, 11, 25));  // Four working days, and nothing more.
    const auto told = rules::explain_all({kFiled}, profile(), kPlain, course);
    CHECK(std::ranges::any_of(told, [](const rules::Explained& one) {
        return one.clock == "reply.1" && one.extensions == 0 && one.due == Date::of(2026, 11, 25);
    }));
    const auto standing = rules::standing_of(
        {TicketState::Accepted, domain::RecordKind::Complaint, true, true}, profile(), course);
    CHECK_FALSE(standing.extension_asked);  // What was asked for was another clock's.
    CHECK_FALSE(standing.may_extend);
    CHECK(rules::read_course(rules::write(course)).value() == course);
}

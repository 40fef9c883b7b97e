// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/deadline.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::center;
using domain::Date;
using domain::TicketState;

namespace {

/// National Day and Mid-Autumn of 2026 with their working weekends (国办发明电 for 2026).
domain::WorkingCalendar autumn_2026() {
    domain::WorkingCalendar calendar;
    for (unsigned day = 1; day <= 7; ++day) calendar.off.insert(Date::of(2026, 10, day));
    for (unsigned day = 25; day <= 27; ++day) calendar.off.insert(Date::of(2026, 9, day));
    calendar.work = {Date::of(2026, 9, 20), Date::of(2026, 10, 10)};
    calendar.known_until = Date::of(2026, 12, 31);
    return calendar;
}

rules::Profile hubei() {
    return rules::profile_on("hubei-xiangyang", Date::of(2026, 6, 1));
}

}  // namespace

TEST_CASE("rules: deadlines skip weekends and holidays, and count working weekends") {
    struct Row {
        Date filed, verify, reply;
    };
    for (const Row& row :
         {Row{Date::of(2026, 11, 2), Date::of(2026, 11, 5), Date::of(2026, 11, 23)},
          Row{Date::of(2026, 11, 6), Date::of(2026, 11, 11), Date::of(2026, 11, 27)},
          Row{Date::of(2026, 9, 18), Date::of(2026, 9, 22), Date::of(2026, 10, 15)},
          Row{Date::of(2026, 9, 30), Date::of(2026, 10, 10), Date::of(2026, 10, 27)}}) {
        CAPTURE(row.filed.iso());
        const auto due = rules::deadlines(row.filed, hubei(), autumn_2026());
        CHECK(due.verify_by.iso() == row.verify.iso());
        CHECK(due.reply_by.iso() == row.reply.iso());
        CHECK_FALSE(due.provisional);
    }
}

TEST_CASE("rules: a date in a year without a published calendar is provisional") {
    CHECK(rules::deadlines(Date::of(2026, 12, 28), hubei(), autumn_2026()).provisional);
}

TEST_CASE(
    "rules: calendar days count every day, and a closed last one moves to the next open one") {
    const auto& national = rules::profile_on("national", Date::of(2026, 10, 1));
    const auto due = rules::deadlines(Date::of(2026, 9, 30), national, autumn_2026());
    CHECK(due.verify_by == Date::of(2026, 10, 15));
    CHECK(due.reply_by == Date::of(2026, 11, 30));  // The 29th is a Sunday: 民法典 art. 203.
    CHECK_FALSE(due.provisional);
}

TEST_CASE("rules: the explanation counts exactly the days of the limit and ends on the date") {
    const auto due = rules::deadlines(Date::of(2026, 9, 18), hubei(), autumn_2026());
    const auto days = rules::explain(Date::of(2026, 9, 18), hubei(), autumn_2026());
    REQUIRE_FALSE(days.empty());
    CHECK(days.front().date == Date::of(2026, 9, 19));
    CHECK(days.back().date == due.reply_by);
    CHECK(std::ranges::count_if(days, &rules::ClockDay::counted) == 15);
    CHECK(days[0].why == rules::DayKind::Weekend);
    CHECK(days[1].why == rules::DayKind::MakeUpWorking);
    CHECK(days[2].why == rules::DayKind::Working);
    CHECK(days[6].why == rules::DayKind::Holiday);
}

TEST_CASE("rules: a ticket is overdue only while somebody owes the next step") {
    const rules::Deadlines due{Date::of(2026, 11, 5), Date::of(2026, 11, 23), false};
    CHECK_FALSE(rules::is_overdue(TicketState::Registered, due, Date::of(2026, 11, 5)));
    CHECK(rules::is_overdue(TicketState::Registered, due, Date::of(2026, 11, 6)));
    CHECK(rules::is_overdue(TicketState::Verified, due, Date::of(2026, 11, 6)));
    CHECK_FALSE(rules::is_overdue(TicketState::Accepted, due, Date::of(2026, 11, 23)));
    CHECK(rules::is_overdue(TicketState::Accepted, due, Date::of(2026, 11, 24)));
    for (const auto done : {TicketState::NotAccepted, TicketState::Replied, TicketState::Closed}) {
        CHECK_FALSE(rules::is_overdue(done, due, Date::of(2027, 1, 1)));
    }
}

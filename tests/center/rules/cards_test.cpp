// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/cards.h"

#include "sync/base/mutant.h"

#include <doctest/doctest.h>

#include <set>

using namespace sunbooth;
using namespace sunbooth::center;
using namespace sunbooth::center::rules;

namespace {

constexpr Limit kFifteen{15, Limit::Unit::WorkingDays};
constexpr Limit kSixtyDays{60, Limit::Unit::Days};

}  // namespace

TEST_CASE("cards: each level begins on its day, and a later day never lowers it (domain.md 3.3)") {
    const CardRules rules;
    CHECK_FALSE(reached(15, kFifteen, rules));
    CHECK_FALSE(reached(4, kFifteen, rules));
    CHECK(reached(3, kFifteen, rules) == Level::Notice);  // A fifth of fifteen.
    CHECK(reached(2, kFifteen, rules) == Level::Notice);
    CHECK(reached(1, kFifteen, rules) == Level::Warning);
    CHECK(reached(0, kFifteen, rules) == Level::Warning);  // On the due day it is not late yet.
    CHECK(reached(-1, kFifteen, rules) == Level::Yellow);
    CHECK(reached(-3, kFifteen, rules) == Level::Yellow);
    CHECK(reached(-4, kFifteen, rules) == Level::Red);
    CHECK(reached(9, kSixtyDays, rules) == Level::Notice);  // Of about 42 working days.
    CHECK_FALSE(reached(10, kSixtyDays, rules));
    for (const Limit& limit : {kFifteen, kSixtyDays, Limit{1, Limit::Unit::WorkingDays}}) {
        std::optional<Level> former;
        for (int left = 100; left >= -100; --left) {
            const auto now = reached(left, limit, rules);
            CHECK(now >= former);
            former = now;
        }
        CHECK(former == Level::Red);
    }
}

TEST_CASE("cards: the thresholds are the profile's") {
    CardRules rules;
    rules.notice_share = 50;
    rules.warning_left = 2;
    rules.yellow_after = 3;
    rules.red_after = 10;
    CHECK(reached(8, kFifteen, rules) == Level::Notice);
    CHECK(reached(2, kFifteen, rules) == Level::Warning);
    CHECK(reached(-2, kFifteen, rules) == Level::Warning);
    CHECK(reached(-3, kFifteen, rules) == Level::Yellow);
    CHECK(reached(-10, kFifteen, rules) == Level::Red);
}

TEST_CASE("cards: a clock has a name of its own after each rework, and none while it stands") {
    Course course;
    CHECK(running_clock(domain::TicketState::Registered, course) == "verify");
    CHECK(running_clock(domain::TicketState::Accepted, course) == "reply");
    CHECK(running_clock(domain::TicketState::NeedInfo, course).empty());
    CHECK(running_clock(domain::TicketState::Closed, course).empty());
    course.extensions = 1;
    CHECK(running_clock(domain::TicketState::Accepted, course) == "reply+1");
    CHECK(running_clock(domain::TicketState::Registered, course) == "verify");
    course.reworks.push_back(domain::Date::of(2026, 11, 2));
    CHECK(running_clock(domain::TicketState::Accepted, course) == "reply.1+1");
    CHECK(before_extension("reply.1+1") == "reply.1");
    course.extensions = 0;
    CHECK(running_clock(domain::TicketState::Accepted, course) == "reply.1");
}

TEST_CASE("cards: whoever acts, a decided card stays decided, and nobody does another's part") {
    constexpr std::array kStates = {CardState::Issued,   CardState::Settled, CardState::Answered,
                                    CardState::Objected, CardState::Upheld,  CardState::Removed};
    constexpr std::array kLevels = {Level::Notice, Level::Warning, Level::Yellow, Level::Red};
    constexpr std::array kRoles = {Role::Intake,     Role::Callback, Role::Handler,
                                   Role::Supervisor, Role::Auditor,  Role::Administrator};
    for (const CardState state : kStates) {
        const bool decided = state == CardState::Settled || state == CardState::Upheld ||
                             state == CardState::Removed;
        CHECK(card_state_of(to_string(state)) == state);
        for (const Level level : kLevels) {
            for (const Role role : kRoles) {
                for (const bool late : {false, true}) {
                    for (const CardAction action : allowed({state, level, true, late}, role)) {
                        CHECK_FALSE(decided);
                        const bool of_unit =
                            action == CardAction::Answer || action == CardAction::Object;
                        CHECK((of_unit ? Role::Handler : Role::Supervisor) == role);
                        if (action != CardAction::Remove) CHECK(is_card(level));
                    }
                }
            }
        }
    }
    CHECK(allowed({CardState::Answered, Level::Yellow}, Role::Handler).empty());
    CHECK(allowed({CardState::Answered, Level::Red}, Role::Supervisor).size() == 2);
    CHECK(allowed({CardState::Issued, Level::Warning}, Role::Supervisor) ==
          std::vector{CardAction::Remove});
}

TEST_CASE("cards: a unit is heard before it is decided against, and objects in its time alone") {
    using Actions = std::vector<CardAction>;
    const auto may_do = [](bool of_unit, bool late, Role role) {
        return allowed({CardState::Issued, Level::Yellow, of_unit, late}, role);
    };
    CHECK(may_do(true, false, Role::Handler) == Actions{CardAction::Answer, CardAction::Object});
    CHECK(may_do(true, true, Role::Handler) == Actions{CardAction::Answer});
    CHECK(may_do(true, false, Role::Supervisor) == Actions{CardAction::Remove});
    CHECK(may_do(true, true, Role::Supervisor) == Actions{CardAction::Uphold, CardAction::Remove});
    // Nobody answers the center's own.
    CHECK(may_do(false, false, Role::Supervisor) ==
          Actions{CardAction::Uphold, CardAction::Remove});
    const MutantScope hasty("rules.cards_wait_for_nobody");
    CHECK(may_do(true, false, Role::Supervisor) != Actions{CardAction::Remove});
}

TEST_CASE(
    "cards: what comes next is the first day on which the judgement rises, holidays left out") {
    const CardRules rules;
    const auto day = [](unsigned month, unsigned date) {
        return domain::Date::of(2026, month, date);
    };
    // National Day 2026 closes the hall from 1 to 7 October.
    domain::WorkingCalendar calendar;
    for (unsigned date = 1; date <= 7; ++date) calendar.off.insert(day(10, date));
    calendar.known_until = day(12, 31);
    const domain::Date due = day(10, 9);  // A Friday.
    CHECK(ahead(day(9, 21), due, calendar, kFifteen, rules) == Ahead{Level::Notice, day(9, 29)});
    CHECK(ahead(day(9, 29), due, calendar, kFifteen, rules) == Ahead{Level::Warning, day(10, 8)});
    CHECK(ahead(day(10, 8), due, calendar, kFifteen, rules) == Ahead{Level::Yellow, day(10, 12)});
    CHECK(ahead(day(10, 12), due, calendar, kFifteen, rules) == Ahead{Level::Red, day(10, 15)});
    CHECK_FALSE(ahead(day(10, 15), due, calendar, kFifteen, rules));
    for (domain::Date today = day(8, 1); today < day(10, 20); today = today.plus(1)) {
        const auto next = ahead(today, due, calendar, kFifteen, rules);
        const auto now = reached(calendar.between(today, due), kFifteen, rules);
        for (domain::Date then = today.plus(1); next && then < next->on; then = then.plus(1)) {
            CHECK(reached(calendar.between(then, due), kFifteen, rules) == now);
        }
        if (next) CHECK(reached(calendar.between(next->on, due), kFifteen, rules) == next->level);
    }
}

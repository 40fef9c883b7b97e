// SPDX-License-Identifier: Apache-2.0
#include "sync/center/callbacks/desk.h"

#include "sync/base/mutant.h"
#include "tests/center/tickets/office.h"

#include <doctest/doctest.h>

#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Outcome;

namespace {

/// A desk in the office's time. Callers have no clock of their own.
struct CallRoom {
    Office office;
    callbacks::Desk desk;

    callbacks::Turn next(const std::string& account, std::int64_t put_off = 0) {
        const callbacks::Caller caller{account, kSupervisor, instant_ms(to_ms(office.now())),
                                       office.now()};
        const auto turn = desk.next(office.db(), caller, put_off);
        REQUIRE(turn.ok());
        return turn.value();
    }
};

/// How many tickets two callers were given, asking in turn, and how many of them were the same.
struct Shared {
    std::size_t different = 0, same = 0;
};
Shared share_out() {
    CallRoom room;
    for (int i = 0; i < 4; ++i) room.office.file();
    std::set<std::int64_t> given;
    Shared shared;
    for (const char* account : {"li", "wang", "zhao"}) {
        const auto turn = room.next(account);
        REQUIRE(turn.ticket);
        given.insert(*turn.ticket).second ? ++shared.different : ++shared.same;
    }
    return shared;
}

}  // namespace

TEST_CASE("callbacks: who has waited longest is called first, and leaves the desk once verified") {
    CallRoom room;
    const std::int64_t first = room.office.file();
    const std::int64_t second = room.office.file();
    room.office.file({.has_contact = false});
    CHECK(room.next("li").ticket == first);
    CHECK(room.next("li").ready == 2);
    CHECK(room.next("li").ticket == first);  // Still that one: nothing was recorded.
    REQUIRE(room.office.act(first, call(Outcome::Verified)).ok());
    CHECK(room.next("li").ticket == second);
    REQUIRE(room.office.act(second, call(Outcome::Verified)).ok());
    CHECK_FALSE(room.next("li").ticket);
    CHECK(room.next("li").ready == 0);
}

TEST_CASE("callbacks: two callers are never given the same ticket") {
    const Shared shared = share_out();
    CHECK(shared.different == 3);
    CHECK(shared.same == 0);
}

TEST_CASE("callbacks: the mutant callbacks.no_holds is caught") {
    const MutantScope mutant("callbacks.no_holds");
    CHECK(share_out().same > 0);
}

TEST_CASE("callbacks: a ticket that its caller forgot is another's after twenty minutes") {
    CallRoom room;
    const std::int64_t only = room.office.file();
    CHECK(room.next("li").ticket == only);
    room.office.pass(callbacks::Desk::kHeldFor - std::chrono::milliseconds{1});
    CHECK_FALSE(room.next("wang").ticket);
    room.office.pass(std::chrono::milliseconds{1});
    CHECK(room.next("wang").ticket == only);
    CHECK_FALSE(room.next("li").ticket);
}

TEST_CASE("callbacks: who was not reached comes again in the next half-day, not before") {
    CallRoom room;
    const std::int64_t only = room.office.file();  // Monday, half past ten.
    REQUIRE(room.office.act(only, call(Outcome::NoAnswer)).ok());
    const auto turn = room.next("li");
    CHECK_FALSE(turn.ticket);
    CHECK(turn.later == 1);
    CHECK(turn.next_slot == callbacks::HalfDay{domain::Date::of(2026, 11, 2), true});
    room.office.pass(std::chrono::hours{2});
    CHECK(room.next("li").ticket == only);
    CHECK(room.next("li").next_slot == callbacks::HalfDay{domain::Date::of(2026, 11, 3), false});
}

TEST_CASE("callbacks: the half-day after Friday afternoon is Monday morning") {
    Office office;
    domain::WorkingCalendar calendar;
    calendar.known_until = domain::Date::of(2026, 12, 31);
    const domain::Date friday = domain::Date::of(2026, 11, 6);
    const callbacks::HalfDay monday{domain::Date::of(2026, 11, 9), false};
    CHECK(callbacks::next_half_day({friday, true}, calendar) == monday);
    CHECK(callbacks::next_half_day({friday.plus(1), false}, calendar) == monday);
    CHECK(callbacks::next_half_day({friday.plus(2), true}, calendar) == monday);
}

TEST_CASE("callbacks: what was put off comes back when nothing else is left") {
    CallRoom room;
    const std::int64_t first = room.office.file();
    const std::int64_t second = room.office.file();
    CHECK(room.next("li").ticket == first);
    CHECK(room.next("li", first).ticket == second);
    CHECK(room.next("wang").ticket == first);  // Put off by li alone.
    CHECK(room.next("li", second).ticket == second);
}

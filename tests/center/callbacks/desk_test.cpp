// SPDX-License-Identifier: Apache-2.0
#include "sync/center/callbacks/desk.h"

#include "sync/base/mutant.h"
#include "sync/center/tickets/agreed.h"
#include "sync/center/tickets/events.h"
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

TEST_CASE("callbacks: a time that was agreed is kept, before all others and not before its hour") {
    CallRoom room;
    const std::int64_t agreed = room.office.file();  // Monday, half past ten.
    room.office.file();
    tickets::Deed deed = call(Outcome::Rescheduled);
    deed.agreed_at = at_hall(domain::Date::of(2026, 11, 3), 9 * 60 + 30);
    deed.lasted = std::chrono::seconds{95};
    REQUIRE(room.office.act(agreed, deed).ok());
    const std::int64_t first = *room.next("li").ticket;
    CHECK(first != agreed);
    CHECK(room.next("li").later == 1);
    room.office.pass(std::chrono::hours{4});  // Another half-day, and still not the hour.
    CHECK(room.next("li").later == 1);
    room.office.pass(*deed.agreed_at - callbacks::Desk::kBeforeAgreed - room.office.now() -
                     std::chrono::milliseconds{1});
    CHECK(room.next("li").ticket == first);
    room.office.pass(std::chrono::milliseconds{1});
    CHECK(room.next("li").ticket == agreed);
    CHECK(room.next("li").later == 0);
}

TEST_CASE(
    "callbacks: how long a call took, what was agreed and its recording are kept on its event") {
    Office office;
    const std::int64_t id = office.file();
    tickets::Deed deed = call(Outcome::Rescheduled);
    deed.lasted = std::chrono::seconds{95};
    deed.recording = "20261102-0007";
    deed.agreed_at = at_hall(domain::Date::of(2026, 11, 3), 9 * 60 + 30);
    REQUIRE(office.act(id, deed).ok());
    const auto events = tickets::events_of(office.db(), id);
    REQUIRE(events.ok());
    const tickets::Event& event = events.value().back();
    CHECK(event.fields.at("duration_s") == "95");
    CHECK(event.fields.at("recording") == "20261102-0007");
    CHECK(event.fields.at("agreed_at") == "2026-11-03T09:30:00+08:00");
    CHECK(tickets::agreed_in(event) == deed.agreed_at);
    for (const auto& wrong : {office.now(), office.now() + std::chrono::hours{24 * 31}}) {
        deed.agreed_at = wrong;
        const auto refused = office.act(id, deed);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "agreed_at");
    }
    deed = call(Outcome::NoAnswer);
    deed.agreed_at = office.now() + std::chrono::hours{1};
    const auto refused = office.act(id, deed);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().field == "agreed_at");
}

TEST_CASE(
    "callbacks: an answer is asked about in a call of its own, by somebody who did not write it") {
    CallRoom room;
    const std::int64_t id = room.office.file();
    REQUIRE(room.office.act(id, call(Outcome::Verified)).ok());
    REQUIRE(room.office.act(id, accept()).ok());
    REQUIRE(room.office.act(id, reply("x")).ok());  // By li.
    CHECK_FALSE(room.next("li").ticket);
    CHECK(room.next("li").others == 1);
    const auto turn = room.next("wang");
    CHECK(turn.ticket == id);
    CHECK(turn.call == callbacks::Call::Closing);
    const auto own = room.office.act(id, heard(5));
    REQUIRE_FALSE(own.ok());
    CHECK(own.error().field == "account");
    REQUIRE(room.office.act_as("wang", kSupervisor, id, heard(0, Outcome::NoAnswer)).ok());
    CHECK(room.next("wang").later == 1);  // In another half-day.
    room.office.pass(std::chrono::hours{4});
    CHECK(room.next("wang").ticket == id);
    REQUIRE(room.office.act_as("wang", kSupervisor, id, heard(4)).ok());
    CHECK_FALSE(room.next("wang").ticket);
}

TEST_CASE("callbacks: the last attempt of three, and a denial, are for a second caller") {
    CallRoom room;
    const std::int64_t id = room.office.file();
    for (int i = 0; i < 2; ++i) {
        REQUIRE(room.next("li").ticket == id);
        REQUIRE(room.office.act(id, call(Outcome::NoAnswer)).ok());
        room.office.pass(std::chrono::hours{24});
    }
    CHECK_FALSE(room.next("li").ticket);
    CHECK(room.next("li").others == 1);
    CHECK(room.next("wang").ticket == id);
    CHECK(room.office.act(id, accept()).error().field == "action");
    REQUIRE(room.office.act_as("wang", kSupervisor, id, call(Outcome::NoAnswer)).ok());
    REQUIRE(room.office.act(id, accept()).ok());
    const std::int64_t denied = room.office.file();
    REQUIRE(room.office.act(denied, call(Outcome::DeniedIdentity)).ok());
    CHECK(room.next("li").others == 1);
    const auto impersonated = [&] {
        const tickets::Ticket ticket = room.office.ticket(denied);
        return ticket.course.is_impersonated(ticket.rules());
    };
    CHECK_FALSE(impersonated());
    room.office.pass(std::chrono::hours{24});
    REQUIRE(room.office.act_as("wang", kSupervisor, denied, call(Outcome::DeniedIdentity)).ok());
    CHECK(impersonated());
}

TEST_CASE("callbacks: two calls of one half-day are one attempt") {
    Office office;
    const std::int64_t id = office.file();
    for (const char* caller : {"li", "wang", "zhao"}) {
        REQUIRE(office.act_as(caller, kSupervisor, id, call(Outcome::NoAnswer)).ok());
    }
    CHECK(office.ticket(id).unreached == 3);
    CHECK(office.ticket(id).standing().unreached == 1);
    CHECK(office.act(id, accept()).error().field == "action");
}

TEST_CASE("callbacks: the desk says when the office does not call") {
    CallRoom room;
    CHECK(room.next("li").in_hours);  // Monday, half past ten.
    room.office.pass(std::chrono::hours{2});
    CHECK_FALSE(room.next("li").in_hours);  // Noon.
    room.office.pass(std::chrono::hours{24 * 5});
    CHECK_FALSE(room.next("li").in_hours);  // Saturday.
}

TEST_CASE("callbacks: an agreed time is read in one shape only") {
    CHECK(tickets::agreed_at("2026-11-03T09:30:00+08:00") ==
          at_hall(domain::Date::of(2026, 11, 3), 9 * 60 + 30));
    for (const char* text :
         {"", "2026-11-03", "2026-11-03T09:30:00Z", "2026-11-03T09:30:01+08:00",
          "2026-11-03 09:30:00+08:00", "2026-11-03T24:00:00+08:00", "2026-11-03T09:60:00+08:00",
          "2026-13-03T09:30:00+08:00", "2026-11-03T-9:30:00+08:00", "2026-11-03T09:3x:00+08:00"}) {
        CAPTURE(text);
        CHECK_FALSE(tickets::agreed_at(text));
    }
}

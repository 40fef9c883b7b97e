// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/sessions.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center::accounts;
using namespace std::chrono_literals;

namespace {

struct Door {
    SeededRandom random{4};
    Sessions sessions{random};
    Instant now = instant_ms(1'000'000);
    Account li{"li", "李", center::rules::Role::Supervisor, {}, true};
};

}  // namespace

TEST_CASE("sessions: a token finds its session, another does not") {
    Door door;
    const auto opened = door.sessions.open(door.li, door.now);
    CHECK(opened.token.size() >= 43);  // 256 bits.
    CHECK(opened.token != opened.session.csrf);
    const auto found = door.sessions.find(opened.token, door.now);
    REQUIRE(found.ok());
    CHECK(found.value().csrf == opened.session.csrf);
    CHECK(door.sessions.find("", door.now).error().code == ErrorCode::Unauthorized);
    CHECK_FALSE(door.sessions.find(opened.session.csrf, door.now).ok());
}

TEST_CASE("sessions: a quarter of an hour of rest ends one, activity keeps it") {
    Door door;
    const auto token = door.sessions.open(door.li, door.now).token;
    for (int i = 0; i < 10; ++i) {
        door.now += 14min;
        REQUIRE(door.sessions.find(token, door.now).ok());
    }
    door.now += 15min + 1ms;
    CHECK_FALSE(door.sessions.find(token, door.now).ok());
}

TEST_CASE("sessions: eight hours end one, however busy") {
    Door door;
    const auto token = door.sessions.open(door.li, door.now).token;
    const Instant end = door.now + 8h;
    while (door.now + 10min <= end) {
        door.now += 10min;
        REQUIRE(door.sessions.find(token, door.now).ok());
    }
    CHECK_FALSE(door.sessions.find(token, end + 1ms).ok());
}

TEST_CASE(
    "sessions: when somebody else reset its password, all of an account's end and no other's") {
    Door door;
    const auto first = door.sessions.open(door.li, door.now).token;
    const auto second = door.sessions.open(door.li, door.now).token;
    Account wang = door.li;
    wang.name = "wang";
    const auto other = door.sessions.open(wang, door.now).token;
    door.sessions.close_all("li");
    CHECK_FALSE(door.sessions.find(first, door.now).ok());
    CHECK_FALSE(door.sessions.find(second, door.now).ok());
    CHECK(door.sessions.find(other, door.now).ok());
}

TEST_CASE("sessions: signing out ends one, a changed password all others of the account") {
    Door door;
    const auto one = door.sessions.open(door.li, door.now).token;
    const auto two = door.sessions.open(door.li, door.now).token;
    const auto other = door.sessions.open({"wang", "王", {}, {}, false}, door.now).token;
    door.sessions.close_others("li", two);
    door.sessions.password_changed(two);
    CHECK_FALSE(door.sessions.find(one, door.now).ok());
    REQUIRE(door.sessions.find(two, door.now).ok());
    CHECK_FALSE(door.sessions.find(two, door.now).value().account.must_change);
    CHECK(door.sessions.find(other, door.now).ok());
    door.sessions.close(two);
    CHECK_FALSE(door.sessions.find(two, door.now).ok());
}

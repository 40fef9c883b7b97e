// SPDX-License-Identifier: Apache-2.0
// What a terminal tells its center of itself.
#include "sync/wire/health.h"
#include "sync/wire/routes.h"
#include "tests/client/rig.h"

using namespace sunbooth;
using test::Rig;

namespace {

const std::string kPath(wire::route::kHealth);

void hears_health(Rig& rig) {
    rig.center.at[kPath] = test::json(200, "{}");
}

std::optional<domain::TerminalHealth> told(Rig& rig) {
    const auto body = rig.center.bodies.find(kPath);
    if (body == rig.center.bodies.end()) return std::nullopt;
    return wire::read_terminal_health(body->second).value();
}

}  // namespace

TEST_CASE("health: nothing is told before the app said how the machine is, then with each round") {
    Rig rig;
    hears_health(rig);
    rig.live(std::chrono::minutes{10});
    CHECK_FALSE(told(rig));
    rig.courier->handle(client::TellHealth{{.version = "0.1.7", .temperature_c = 53}});
    rig.exchange();
    REQUIRE(told(rig));
    CHECK(told(rig)->machine.version == "0.1.7");
    CHECK(told(rig)->machine.temperature_c == 53);
    CHECK(told(rig)->accepting);
    rig.center.bodies.clear();
    rig.live(client::Policy{}.health_every + std::chrono::seconds{1});
    CHECK(told(rig));
}

TEST_CASE("health: records go first, so that a filing shows in no figure") {
    Rig rig;
    hears_health(rig);
    rig.exchange();
    rig.file("没人看得见");
    rig.courier->handle(client::TellHealth{});
    rig.exchange();
    REQUIRE(told(rig));
    CHECK(told(rig)->unsent == 0);
    CHECK_FALSE(told(rig)->oldest_unsent_days);
    CHECK(rig.center.bodies.at(kPath).find("没人") == std::string::npos);
}

TEST_CASE("health: a queue that does not drain is told with its age in days, and what is parked") {
    Rig rig;
    hears_health(rig);
    rig.exchange();
    rig.center.refuse_seqs.insert(1);
    rig.file("会被拒收");
    rig.exchange();
    rig.center.at[std::string(wire::route::kRecords)] = test::json(503, "{}");
    rig.file("发不出去");
    rig.clock.advance(std::chrono::hours{49});
    rig.courier->tick();
    rig.courier->handle(client::TellHealth{});
    rig.exchange();
    REQUIRE(told(rig));
    CHECK(told(rig)->unsent == 1);
    CHECK(told(rig)->parked == 1);
    CHECK(told(rig)->oldest_unsent_days == 2);
}

TEST_CASE("health: a center that knows no such route costs nothing but the question") {
    Rig rig;
    rig.courier->handle(client::TellHealth{});
    rig.exchange();
    rig.file("照样送到");
    rig.exchange();
    CHECK(rig.center.stored() == rig.saved());
}

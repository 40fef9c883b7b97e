// SPDX-License-Identifier: Apache-2.0
// What a terminal tells of itself, as the center takes it.
#include "kiosk_desk.h"
#include "sync/center/fleet/health.h"
#include "sync/wire/health.h"

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

wire::Response tell(Desk& desk, const domain::TerminalHealth& health) {
    return desk.send(desk.signed_request("POST", wire::route::kHealth, wire::write(health)));
}

}  // namespace

TEST_CASE("health: the newest takes the place of the one before, whole") {
    Desk desk;
    domain::TerminalHealth health;
    health.machine = {.version = "0.1.7", .slot = "a", .temperature_c = 53, .starts = 2};
    health.unsent = 4;
    health.oldest_unsent_days = 3;
    health.accepting = false;
    health.quarantined = true;
    CHECK(tell(desk, health).status == 200);
    const auto kept = [&] {
        return center::fleet::health_reports(desk.center.db()).value().at(desk.kiosk.name);
    };
    CHECK(kept().health == health);
    CHECK(kept().at == desk.center.wall);
    desk.center.pass(std::chrono::minutes{3});
    CHECK(tell(desk, {}).status == 200);
    CHECK(kept().health == domain::TerminalHealth{});
    CHECK(kept().at == desk.center.wall);
}

TEST_CASE("health: nonsense is refused by field, a stranger's is not read") {
    Desk desk;
    const auto refused = desk.send(desk.signed_request(
        "POST", wire::route::kHealth,
        R"({"machine":{"disk_free_mb":-1,"memory_free_mb":0,"up_minutes":0,"starts":0}})"));
    CHECK(refused.status == 400);
    CHECK(as_text(refused.body).find("machine.disk_free_mb") != std::string_view::npos);
    const auto unsigned_one = desk.send(
        desk.request("POST", wire::route::kHealth, wire::write(domain::TerminalHealth{})));
    CHECK(unsigned_one.status == 401);
    CHECK(center::fleet::health_reports(desk.center.db()).value().empty());
}

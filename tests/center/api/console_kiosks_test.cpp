// SPDX-License-Identifier: Apache-2.0
// The list of kiosks: how each stands, and nothing that would tell of a filing.
#include "console_world.h"
#include "contract.h"
#include "sync/center/fleet/alarms.h"
#include "sync/center/fleet/health.h"
#include "sync/center/fleet/updates.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace std::chrono_literals;
using rules::Role;

TEST_CASE("console: a kiosk is shown with its state, its contact, and what went wrong") {
    ConsoleWorld world;
    world.sit_down(Role::Auditor);
    const auto kiosk = [&] { return world.get("/api/v1/kiosks").json().at("items").at(0); };
    CHECK(kiosk().at("state").as_string() == "unheard");
    CHECK(kiosk().at("last_seen").is_null());
    CHECK(kiosk().at("hall_current") == false);
    REQUIRE(fleet::use_counter(world.db(), ConsoleWorld::kKiosk, 2, world.wall).ok());
    REQUIRE(fleet::note_hall(world.db(), ConsoleWorld::kKiosk, 1).ok());
    REQUIRE(fleet::note_clock(world.db(), ConsoleWorld::kKiosk, -90s).ok());
    for (const auto kind : {fleet::AlarmKind::Gap, fleet::AlarmKind::Gap, fleet::AlarmKind::Fork,
                            fleet::AlarmKind::Conflict, fleet::AlarmKind::Refused}) {
        static std::uint64_t seq = 0;
        REQUIRE(
            fleet::raise(world.db(), {kind, ConsoleWorld::kKiosk, 1, ++seq, "x"}, world.wall).ok());
    }
    const auto heard = kiosk();
    CHECK(heard.at("state").as_string() == "online");
    CHECK(heard.at("last_seen").as_string() == minute_of(world.wall) + ":00+08:00");
    CHECK(heard.at("hall_version") == 1);
    CHECK(heard.at("hall_current") == true);
    CHECK(heard.at("clock_ahead_min") == -1);
    CHECK(heard.at("gaps") == 2);
    CHECK(heard.at("forks") == 1);
    CHECK(heard.at("conflicts") == 1);
    CHECK(heard.at("refused") == 1);
    world.wall += fleet::kSilentAfter - 1ms;
    CHECK(kiosk().at("state").as_string() == "online");
    world.wall += 1ms;
    CHECK(kiosk().at("state").as_string() == "silent");
    REQUIRE(fleet::revoke(world.db(), ConsoleWorld::kKiosk, world.wall).ok());
    CHECK(kiosk().at("state").as_string() == "revoked");
}

TEST_CASE(
    "console: a kiosk's own word of its health is shown, without what would tell of a filing") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    CHECK_FALSE(
        world.get("/api/v1/kiosks").json().at("items").at(0).as_object().contains("health"));
    domain::TerminalHealth health;
    health.machine.version = "0.1.7";
    health.machine.temperature_c = 53;
    health.unsent = 4;
    health.oldest_unsent_days = 3;
    REQUIRE(fleet::note_health(world.db(), ConsoleWorld::kKiosk, health, world.wall).ok());
    const auto answer = world.get("/api/v1/kiosks");
    CHECK(departure(answer.json().at("items").at(0), "Kiosk") == "");
    const auto told = answer.json().at("items").at(0).at("health");
    CHECK(told.at("version").as_string() == "0.1.7");
    CHECK(told.at("temperature_c") == 53);
    CHECK(told.at("oldest_unsent_days") == 3);
    CHECK(told.at("at").as_string() == minute_of(world.wall) + ":00+08:00");
}

TEST_CASE("console: what became of the newest update is told for each kiosk that asked") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    fleet::Rollout rollout;
    rollout.version = "0.1.8";
    rollout.bytes = 1000;
    rollout.waves = fleet::read_waves("100%").value();
    rollout.added = world.wall;
    REQUIRE(fleet::add_rollout(world.db(), rollout).ok());
    CHECK_FALSE(
        world.get("/api/v1/kiosks").json().at("items").at(0).as_object().contains("update"));
    const wire::UpdateQuestion told{
        "0.1.7", "a", {domain::UpdateState::Failed, "0.1.8", "no room"}};
    REQUIRE(fleet::answer_update(world.db(), ConsoleWorld::kKiosk, told, world.wall).ok());
    const auto item = world.get("/api/v1/kiosks").json().at("items").at(0);
    CHECK(departure(item, "Kiosk") == "");
    CHECK(item.at("update").at("state").as_string() == "failed");
    CHECK(item.at("update").at("version").as_string() == "0.1.8");
    CHECK(item.at("update").at("why").as_string() == "no room");
}

TEST_CASE("console: what the list of kiosks tells does not change with a filing") {
    ConsoleWorld world;
    world.sit_down(Role::Auditor);
    world.file("x", "");
    const std::string before = world.get("/api/v1/kiosks").body;
    world.file("x", "");
    REQUIRE(fleet::note_clock(world.db(), ConsoleWorld::kKiosk, 1700ms).ok());
    CHECK(world.get("/api/v1/kiosks").body == before);
}

// SPDX-License-Identifier: Apache-2.0
// Warnings and cards over HTTP: by role, by unit, one after the other.
#include "console_world.h"
#include "sync/center/supervision/sweep.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

/// An accepted complaint about window 2 that nobody has answered for weeks.
std::string red_card(ConsoleWorld& world) {
    const std::string ticket = world.file("x", "");
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(ticket, {{"action", "accept"}}).status == 200);
    world.sit_down(Role::Handler, "scjg");
    REQUIRE(world.act(ticket, {{"action", "sign"}}).status == 200);
    world.pass(std::chrono::hours{24 * 60});
    const auto found = supervision::judge(world.db(), domain::date_of(world.wall));
    REQUIRE(found.ok());
    REQUIRE(supervision::carry_out(world.db(), found.value(), world.wall).value() == 1);
    world.sit_down(Role::Supervisor);  // The session of weeks ago is over.
    return ticket;
}

json::array items(const ConsoleWorld::Answer& answer) {
    REQUIRE(answer.status == 200);
    return answer.json().at("items").as_array();
}

std::string deed(const char* action, std::int64_t version, const std::string& words) {
    return json::serialize(
        json::object{{"action", action}, {"expected_version", version}, {"words", words}});
}

std::string unit_of(const json::value& card) {
    return std::string(card.at("unit").as_string());
}

}  // namespace

TEST_CASE("cards: a unit answers its card, a supervisor takes it back, each once") {
    ConsoleWorld world;
    const std::string ticket = red_card(world);
    const json::value card = items(world.get("/api/v1/cards?open=true&ticket=" + ticket)).at(0);
    CHECK(card.at("level").as_string() == "red");
    CHECK(card.at("clock").as_string() == "reply");
    CHECK(card.at("actions").as_array().size() == 1);  // To take it back: its unit has not spoken.
    CHECK(world.get("/api/v1/today").json().at("cards").as_int64() == 0);  // Not answered yet.
    const std::string path = "/api/v1/cards/" + std::string(card.at("id").as_string());
    CHECK(world.post(path + "/actions", deed("answer", 1, "好")).status == 403);

    world.sit_down(Role::Handler, unit_of(card));
    CHECK(world.get("/api/v1/today").json().at("cards").as_int64() == 1);
    CHECK(world.post(path + "/actions", deed("remove", 1, "好")).status == 403);
    CHECK(world.post(path + "/actions", deed("answer", 1, " ")).field() == "words");
    REQUIRE(world.post(path + "/actions", deed("answer", 1, "已补办")).status == 200);
    CHECK(world.post(path + "/actions", deed("answer", 1, "已补办")).status == 409);

    world.sit_down(Role::Supervisor);
    CHECK(world.get("/api/v1/today").json().at("cards").as_int64() == 1);
    CHECK(items(world.get("/api/v1/cards?wait=answer")).empty());
    CHECK(items(world.get("/api/v1/cards?wait=decision")).size() == 1);
    CHECK(items(world.get("/api/v1/cards?wait=standing&unit=%28center%29")).empty());
    const auto removed = world.post(path + "/actions", deed("remove", 2, "系统停电"));
    REQUIRE(removed.status == 200);
    const json::array events = removed.json().at("events").as_array();
    REQUIRE(events.size() == 3);
    CHECK(events[1].at("words").as_string() == "已补办");
    CHECK(events[2].at("state").as_string() == "removed");
    CHECK(items(world.get("/api/v1/cards?open=true")).empty());
    CHECK(items(world.get("/api/v1/cards?state=removed&level=red&limit=1")).size() == 1);
}

TEST_CASE("cards: one by hand, or by the category of what was found true; an objection is proved") {
    ConsoleWorld world;
    const std::string ticket = world.file("x", "");
    world.sit_down(Role::Supervisor);
    const std::string path = "/api/v1/tickets/" + ticket + "/cards";
    CHECK(world.post(path, R"({"words":"x"})").field() == "level");
    CHECK(world.post(path, R"({"level":"notice","words":"x"})").field() == "level");
    CHECK(world.post(path, R"({"finding":"maybe","words":"x"})").field() == "finding");
    const auto proven = world.post(path, R"({"finding":"true","words":"已查实"})");
    REQUIRE(proven.status == 201);
    CHECK(proven.json().at("clock").as_string() == "proven");
    CHECK(proven.json().at("unit").as_string() == "scjg");
    CHECK(proven.json().at("events").as_array().at(0).at("words").as_string() == "已查实");
    CHECK(world.post(path, R"({"finding":"true","words":"已查实"})").status == 409);
    CHECK(world.post(path, R"({"level":"red","words":"系统外审批"})").status == 201);
    const std::string id(proven.json().at("id").as_string());

    world.sit_down(Role::Handler, "scjg");
    const std::string acts = "/api/v1/cards/" + id + "/actions";
    CHECK(world.post(acts, deed("object", 1, "不是我们")).field() == "evidence");
    const auto objected = world.post(
        acts, R"({"action":"object","expected_version":1,"words":"不是","evidence":"值班表"})");
    REQUIRE(objected.status == 200);
    CHECK(objected.json().at("events").as_array().at(1).at("evidence").as_string() == "值班表");
}

TEST_CASE("cards: who may not see a card is not told that it exists") {
    ConsoleWorld world;
    red_card(world);
    const json::value card = items(world.get("/api/v1/cards")).at(0);
    const std::string path = "/api/v1/cards/" + std::string(card.at("id").as_string());
    for (const auto& [role, unit] : {std::pair{Role::Handler, "rlzy"}, std::pair{Role::Handler, ""},
                                     std::pair{Role::Administrator, ""}}) {
        world.sit_down(role, unit);
        CHECK(items(world.get("/api/v1/cards")).empty());
        CHECK(items(world.get("/api/v1/cards?unit=" + unit_of(card))).empty());
        CHECK(world.get(path).status == 404);
        CHECK(world.post(path + "/actions", deed("answer", 1, "好")).status == 404);
    }
    for (const Role role : {Role::Intake, Role::Callback, Role::Auditor}) {
        world.sit_down(role);
        CHECK(world.get(path).json().at("actions").as_array().empty());
    }
    world.stand_up();
    CHECK(world.get("/api/v1/cards").status == 401);
}

TEST_CASE("cards: a query that cannot be answered names its parameter") {
    ConsoleWorld world;
    world.sit_down(Role::Supervisor);
    for (const auto& [query, field] :
         {std::pair{"state=blue", "state"}, std::pair{"level=9", "level"},
          std::pair{"open=no", "open"}, std::pair{"wait=tea", "wait"},
          std::pair{"limit=0", "limit"}, std::pair{"ticket=-1", "ticket"},
          std::pair{"cursor=x", "cursor"}}) {
        const auto answer = world.get(std::string("/api/v1/cards?") + query);
        CHECK(answer.status == 400);
        CHECK(answer.field() == field);
    }
    CHECK(world.get("/api/v1/cards/99").status == 404);
    CHECK(world.get("/api/v1/cards/x").status == 404);
}

TEST_CASE("board: a supervisor reads it, a unit its own line, an administrator nothing") {
    ConsoleWorld world;
    const std::string ticket = red_card(world);
    const auto whole = world.get("/api/v1/supervision").json();
    REQUIRE(whole.at("units").as_array().size() == 1);
    const json::value line = whole.at("units").at(0);
    CHECK(line.at("levels").at(3).at("standing").as_int64() == 1);
    CHECK(line.at("levels").at(3).at("level").as_string() == "red");
    world.sit_down(Role::Handler, std::string(line.at("unit").as_string()));
    CHECK(world.get("/api/v1/supervision").json().at("units").as_array().size() == 1);
    world.sit_down(Role::Handler, "rlzy");
    CHECK(world.get("/api/v1/supervision").json().at("units").as_array().empty());
    world.sit_down(Role::Administrator);
    CHECK(world.get("/api/v1/supervision").status == 403);
    world.stand_up();
    CHECK(world.get("/api/v1/supervision").status == 401);
}

// SPDX-License-Identifier: Apache-2.0
// Monitoring points, monitors' reports and calls over HTTP: by role, one after the other.
#include "console_world.h"
#include "sync/domain/hall.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

domain::Issue issue() {
    domain::Issue made;
    made.monitor = "1001";
    made.window = "3";
    made.severity = domain::Severity::Urgent;
    made.text = SecretText("窗口没人");
    return made;
}

json::array items(const ConsoleWorld::Answer& answer) {
    REQUIRE(answer.status == 200);
    return answer.json().at("items").as_array();
}

std::string deed(json::object fields, std::int64_t version, const char* words = "到窗口看过") {
    fields["expected_version"] = version;
    fields["words"] = words;
    return json::serialize(fields);
}

}  // namespace

TEST_CASE("issues: verified by intake, acted on and closed by a supervisor, each once") {
    ConsoleWorld world;
    world.take(issue());
    world.sit_down(Role::Intake);
    const json::value row = items(world.get("/api/v1/issues?state=registered&limit=1")).at(0);
    CHECK(row.at("severity").as_string() == "urgent");
    CHECK(row.at("actions").as_array().size() == 1);
    const std::string path = "/api/v1/issues/" + std::string(row.at("id").as_string());
    CHECK(world.get(path).json().at("text").as_string() == "窗口没人");
    const std::string acts = path + "/actions";
    CHECK(world.post(acts, deed({{"action", "verify"}}, 1)).field() == "finding");
    CHECK(world.post(acts, deed({{"action", "verify"}, {"finding", "maybe"}}, 1)).field() ==
          "finding");
    CHECK(world.post(acts, deed({{"action", "verify"}, {"finding", "true"}}, 1)).status == 200);
    CHECK(world.post(acts, deed({{"action", "act"}, {"outcome", "rectify"}}, 2)).status == 403);
    world.sit_down(Role::Supervisor);
    CHECK(world.post(acts, deed({{"action", "act"}, {"outcome", "rectify"}}, 1)).status == 409);
    CHECK(world.post(acts, deed({{"action", "act"}, {"outcome", "rectify"}}, 2)).status == 200);
    const json::value sent = world.get(path).json();
    CHECK(sent.at("sent_to").as_string() == "scjg");
    CHECK(sent.at("clock").as_string() == "rectify");
    CHECK(sent.at("due_on").as_string() == "2026-11-23");
    CHECK(sent.at("clocks").as_array().size() == 3);
    CHECK(world.post(acts, deed({{"action", "close"}}, 3)).status == 409);
    REQUIRE(world.post(acts, deed({{"action", "extend"}}, 3)).status == 200);
    REQUIRE(world.post(acts, deed({{"action", "answer"}}, 4)).status == 200);
    REQUIRE(world.post(acts, deed({{"action", "send_back"}}, 5)).status == 200);
    REQUIRE(world.post(acts, deed({{"action", "answer"}}, 6)).status == 200);
    const auto closed = world.post(acts, deed({{"action", "close"}}, 7));
    REQUIRE(closed.status == 200);
    CHECK(closed.json().at("due_on").is_null());
    CHECK(closed.json().at("events").as_array().size() == 8);
    CHECK(closed.json().at("outcomes").as_array().size() == 1);
    CHECK(items(world.get("/api/v1/issues?monitor=1001&point=jc01")).size() == 1);
    CHECK(items(world.get("/api/v1/issues?monitor=1002")).empty());
    CHECK(world.get("/api/v1/issues?state=open").field() == "state");
}

TEST_CASE("issues: no unit and no administrator is told that there are any") {
    ConsoleWorld world;
    world.take(issue());
    for (const auto& [role, unit] :
         {std::pair{Role::Handler, "scjg"}, std::pair{Role::Administrator, ""}}) {
        world.sit_down(role, unit);
        CHECK(items(world.get("/api/v1/issues")).empty());
        CHECK(world.get("/api/v1/issues/1").status == 404);
        CHECK(world
                  .post("/api/v1/issues/1/actions",
                        deed({{"action", "verify"}, {"finding", "true"}}, 1))
                  .status == 404);
        CHECK(world.get("/api/v1/contacts").status == 403);
    }
    world.sit_down(Role::Auditor);
    CHECK(world.get("/api/v1/issues/1").json().at("actions").as_array().empty());
    world.stand_up();
    CHECK(world.get("/api/v1/issues").status == 401);
}

TEST_CASE("points: made, staffed, given badge and PIN by who keeps them, told once") {
    ConsoleWorld world;
    const std::string point = json::serialize(json::object{{"code", "jc03"},
                                                           {"name", {{"zh", "税务窗口"}}},
                                                           {"kind", "window"},
                                                           {"since", "2026-11-01"}});
    const std::string monitor = json::serialize(json::object{{"code", "1003"},
                                                             {"point", "jc03"},
                                                             {"name", "示例丙"},
                                                             {"from", "2026-01-01"},
                                                             {"until", "2026-12-31"}});
    for (const Role role : {Role::Intake, Role::Handler, Role::Auditor}) {
        world.sit_down(role, role == Role::Handler ? "scjg" : "");
        CHECK(world.post("/api/v1/points", point).status == 403);
        CHECK(world.post("/api/v1/monitors", monitor).status == 403);
        CHECK(world.post("/api/v1/monitors/1001/badge", "").status == 403);
        CHECK(world.post("/api/v1/monitors/1001/pin", "").status == 403);
    }
    world.sit_down(Role::Administrator);
    CHECK(world.post("/api/v1/monitors", monitor).field() == "point");
    CHECK(world.post("/api/v1/points", point).status == 204);
    CHECK(world.post("/api/v1/monitors", monitor).status == 200);
    const auto badge = world.post("/api/v1/monitors/1003/badge", "");
    REQUIRE(badge.status == 200);
    CHECK(domain::is_badge(std::string(badge.json().at("badge").as_string())));
    CHECK(world.post("/api/v1/monitors/1003/pin", "").json().at("pin").as_string().size() == 6);
    CHECK(world.post("/api/v1/monitors/9/badge", "").status == 404);
    const auto all = world.get("/api/v1/points");
    const std::string secret(badge.json().at("badge").as_string());
    CHECK(all.body.find(secret) == std::string::npos);
    const json::value made = items(all).at(2).at("monitors").as_array().at(0);
    CHECK(made.at("badge_on").as_string() == "2026-11-02");
    CHECK(made.at("has_pin").as_bool());
    CHECK(made.at("in_term").as_bool());
    CHECK(world.request("DELETE", "/api/v1/monitors/1003/badge").status == 204);
}

TEST_CASE("contacts and duties: what is owed is ended by what is written down") {
    ConsoleWorld world;
    world.sit_down(Role::Callback);
    const auto note = [](const char* day) {
        return json::serialize(json::object{{"point", "jc01"},
                                            {"mode", "meeting"},
                                            {"held_on", day},
                                            {"attendees", "甲、乙"},
                                            {"minutes", "谈了排队"}});
    };
    CHECK(world.post("/api/v1/contacts", note("2026-11-03")).field() == "held_on");
    CHECK(world.post("/api/v1/contacts", note("2026-11-02")).status == 204);
    CHECK(items(world.get("/api/v1/contacts?point=jc01")).size() == 1);
    CHECK(items(world.get("/api/v1/contacts?point=jc02")).empty());
    CHECK(items(world.get("/api/v1/duties?open=true")).empty());
    CHECK(world.get("/api/v1/duties?open=no").field() == "open");
}

TEST_CASE("calls X4: only who can go makes terminals hope, and only the first who says so goes") {
    ConsoleWorld world;
    using State = fleet::CallBoard::State;
    world.sit_down(Role::Auditor);
    CHECK(items(world.get("/api/v1/calls")).empty());
    CHECK(world.calls.ring("hall-1", world.now) == State::Nobody);
    world.sit_down(Role::Intake);
    CHECK(items(world.get("/api/v1/calls")).empty());
    CHECK(world.calls.ring("hall-1", world.now) == State::Ringing);
    world.pass(std::chrono::seconds{7});
    const json::value call = items(world.get("/api/v1/calls")).at(0);
    CHECK(call.at("state").as_string() == "ringing");
    CHECK(call.at("waited_s").as_int64() == 7);
    CHECK(world.post("/api/v1/calls/hall-2/acknowledgement", "").status == 404);
    CHECK(world.post("/api/v1/calls/hall-1/acknowledgement", "").status == 204);
    CHECK(items(world.get("/api/v1/calls")).at(0).at("by").as_string() == "李明");
    world.sit_down(Role::Auditor);
    CHECK(world.post("/api/v1/calls/hall-1/acknowledgement", "").status == 403);
}

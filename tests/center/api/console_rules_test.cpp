// SPDX-License-Identifier: Apache-2.0
// Calendars and rules over HTTP: read by all, changed by few, judged before.
#include "console_world.h"
#include "sync/center/tickets/moves.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

std::string ics_off(const char* compact) {
    return std::string(
               "BEGIN:VCALENDAR\r\nX-WR-CALNAME:本厅\r\nX-SUNBOOTH-LAYER:HALL\r\n"
               "X-SUNBOOTH-SOURCE:停电通知\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:") +
           compact + "\r\nSUMMARY:停电（休）\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string wish(const std::string& ics, const char* expected = nullptr) {
    json::object body{{"ics", ics}};
    if (expected != nullptr) body["expected_edition"] = expected;
    return json::serialize(body);
}

void recount(ConsoleWorld& world) {
    const auto found = tickets::find_recount(world.db());
    REQUIRE(found.ok());
    if (!found.value()) return;
    REQUIRE(tickets::keep_recount(world.db(), found.value()->version, found.value()->changes).ok());
    REQUIRE(tickets::finish_recount(world.db(), *found.value(), world.wall).ok());
}

std::string edition_with(const char* from, const char* what, const char* instead) {
    std::string toml = source_file("assets/rules/hubei-xiangyang.toml");
    toml.replace(toml.find("\nfrom = \"") + 9, 10, from);
    const std::size_t at = toml.find(what);
    REQUIRE(at != std::string::npos);
    return toml.replace(at, std::string_view(what).size(), instead);
}

}  // namespace

TEST_CASE("calendar: a dry run tells what the change then moves, and the page lists it") {
    ConsoleWorld world;
    world.sit_down(Role::Supervisor);
    const std::string ticket = world.file("x", "");
    recount(world);
    const auto told = world.post("/api/v1/calendar/preview", wish(ics_off("20261103")));
    REQUIRE(told.status == 200);
    CHECK(told.json().at("moved").as_int64() == 1);
    CHECK(told.json().at("items").at(0).at("ticket").as_string() == ticket);
    CHECK(world.get("/api/v1/calendar").json().at("edition").as_string() == "0");

    const auto changed = world.post("/api/v1/calendar", wish(ics_off("20261103"), "0"));
    REQUIRE(changed.status == 200);
    CHECK(changed.json().at("edition").as_string() == "1");
    CHECK(changed.json().at("moves").at("moved").as_int64() == 1);
    CHECK(world.get("/api/v1/calendar/changes/1").status == 404);  // Not counted yet.
    recount(world);
    const auto moved = world.get("/api/v1/calendar/changes/1");
    REQUIRE(moved.status == 200);
    CHECK(moved.json().at("items") == told.json().at("items"));

    const json::value page = world.get("/api/v1/calendar?year=2026").json();
    CHECK(page.at("changes").at(0).at("moved").as_int64() == 1);
    CHECK(page.at("hours").at(0).at("hours").at(0).as_string() == "09:00-12:00");
    CHECK(page.at("provisional").as_bool() == false);
    CHECK(world.get("/api/v1/calendar?year=2031").json().at("provisional").as_bool());
    const auto file = world.get("/api/v1/calendar/ics");
    CHECK(file.body.find("X-SUNBOOTH-DAY:OFF") != std::string::npos);
    CHECK(world.get("/api/v1/calendar/ics?name=%E6%9C%AC%E5%8E%85").status == 200);
    CHECK(world.get("/api/v1/calendar/ics?name=x").status == 404);
}

TEST_CASE("calendar: refusals name the field, the line, and whoever was quicker") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    CHECK(world.post("/api/v1/calendar", "{}").field() == "ics");
    CHECK(world.post("/api/v1/calendar", R"({"withdraw":"x"})").field() == "withdraw");
    const auto broken = world.post("/api/v1/calendar/preview", wish("BEGIN:VCALENDAR"));
    CHECK(broken.status == 400);
    CHECK(broken.field() == "ics");
    REQUIRE(world.post("/api/v1/calendar", wish(ics_off("20261103"))).status == 200);
    const auto late = world.post("/api/v1/calendar", wish(ics_off("20261104"), "0"));
    CHECK(late.status == 409);
    CHECK(late.field() == "expected_edition");
    CHECK(late.json().at("detail").as_string().find("changed the calendar") != std::string::npos);
    CHECK(world.get("/api/v1/calendar?year=1").field() == "year");
    CHECK(world.get("/api/v1/calendar/changes/x").status == 404);
    CHECK(world.post("/api/v1/calendar", R"({"withdraw":"本厅"})").status == 200);
    for (const Role role : {Role::Intake, Role::Callback, Role::Handler, Role::Auditor}) {
        world.sit_down(role, role == Role::Handler ? "scjg" : "");
        CHECK(world.get("/api/v1/calendar").json().at("may_change").as_bool() == false);
        for (const char* path : {"/api/v1/calendar", "/api/v1/calendar/preview"}) {
            CHECK(world.post(path, wish(ics_off("20261103"))).status == 403);
        }
        for (const char* path : {"/api/v1/rules", "/api/v1/rules/preview"}) {
            CHECK(world.post(path, R"({"toml":"x"})").status == 403);
        }
    }
}

TEST_CASE("rules: an edition is judged, brought in for a day to come, and listed") {
    ConsoleWorld world;
    world.sit_down(Role::Supervisor);
    world.file("x", "");
    const std::string toml = edition_with("2027-03-01", "\nn = 3", "\nn = 4");
    const std::string body = json::serialize(json::object{{"toml", toml}});
    const auto told = world.post("/api/v1/rules/preview", body);
    REQUIRE(told.status == 200);
    CHECK(told.json().at("moves").at("moved").as_int64() == 1);
    REQUIRE(world.post("/api/v1/rules", body).status == 200);
    bool listed = false;
    const json::value rules = world.get("/api/v1/rules").json();
    for (const json::value& one : rules.at("editions").as_array()) {
        listed = listed || one.at("from").as_string() == "2027-03-01";
    }
    CHECK(listed);
    for (const auto& [wrong, field] :
         {std::pair{edition_with("2026-11-02", "\nn = 3", "\nn = 4"), "from"},
          std::pair{edition_with("2027-03-01", "\nn = 3", "\nn = 5"), "from"},
          std::pair{edition_with("2027-04-01", "\nn = 3", "\nn = 0"), "verify.n"},
          std::pair{std::string("x = "), "toml"}}) {
        const auto refused =
            world.post("/api/v1/rules", json::serialize(json::object{{"toml", wrong}}));
        CHECK(refused.status >= 400);
        CHECK(refused.field() == field);
    }
}

// SPDX-License-Identifier: Apache-2.0
// The registry by API: every edit is on a version, is checked by field, stands in the journal, and
// takes nothing away.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;
namespace json = boost::json;

namespace {

const std::string kRegistry = "/api/v1/registry/";

ConsoleWorld::Answer put(ConsoleWorld& world, const std::string& path, int version,
                         const json::object& fields, bool active = true) {
    const json::object body{{"expected_version", version}, {"active", active}, {"fields", fields}};
    return world.request("PUT", kRegistry + path, json::serialize(body));
}

json::object fields_of(ConsoleWorld& world, const std::string& path) {
    const auto answer = world.get(kRegistry + path);
    REQUIRE(answer.status == 200);
    return answer.json().at("fields").as_object();
}

int hall_version(ConsoleWorld& world) {
    const auto hall = registry::hall_in_force(world.db());
    REQUIRE(hall.ok());
    return hall.value()->version;
}

}  // namespace

TEST_CASE(
    "registry: a unit is read with its tag, changed on its version, and kiosks get the next hall") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    const auto read = world.get(kRegistry + "unit/scjg");
    REQUIRE(read.status == 200);
    CHECK(read.headers.at("etag") == "\"v1\"");
    world.more_headers["if-none-match"] = "\"v1\"";
    CHECK(world.get(kRegistry + "unit/scjg").status == 304);
    world.more_headers.clear();
    REQUIRE(put(world, "division/4206", 0, {{"name.zh", "襄阳市"}}).status == 201);
    json::object fields = fields_of(world, "unit/scjg");
    fields["name.en"] = "Market Bureau";
    fields["division"] = "4206";
    const int before = hall_version(world);
    world.more_headers["if-match"] = "\"v1\"";
    const auto saved = world.request("PUT", kRegistry + "unit/scjg",
                                     json::serialize(json::object{{"fields", fields}}));
    world.more_headers.clear();
    REQUIRE(saved.status == 200);
    CHECK(saved.json().at("version") == 2);
    CHECK(saved.json().at("fields").at("division").as_string() == "4206");
    CHECK(hall_version(world) == before + 1);
    CHECK(registry::hall_in_force(world.db()).value()->unit("scjg")->name.en == "Market Bureau");
    const auto history = world.get(kRegistry + "unit/scjg/history").json().at("items");
    REQUIRE(history.as_array().size() == 1);
    CHECK(history.at(0).at("fields").at("name.en").as_string() ==
          "Market Regulation Bureau -> Market Bureau");
    CHECK(registry::verify_journal(world.db()).ok());
}

TEST_CASE("registry: two who edit at once: the second is told what the first changed") {
    const auto second_wins = [] {
        ConsoleWorld world;
        world.sit_down(Role::Administrator);
        json::object fields = fields_of(world, "window/2");
        json::object mine = fields;
        fields["name.zh"] = "企业开办一窗";
        REQUIRE(put(world, "window/2", 1, fields).status == 200);
        mine["name.en"] = "Mine";
        const auto late = put(world, "window/2", 1, mine);
        if (late.status == 200) return true;
        CHECK(late.status == 409);
        CHECK(late.field() == "expected_version");
        CHECK(late.json().at("current").at("version") == 2);
        CHECK(late.json().at("changes").at(0).at("by").as_string() == "li");
        const std::string why(late.json().at("detail").as_string());
        CHECK(why.find("li changed name.zh") != std::string::npos);
        CHECK(put(world, "window/new", 3, mine).status == 409);
        return false;
    };
    CHECK_FALSE(second_wins());
    const MutantScope careless("registry.lost_update");
    CHECK(second_wins());
}

TEST_CASE("registry: four levels of divisions, each in the one above") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    const json::object name{{"name.zh", "x"}};
    CHECK(put(world, "division/420602", 0, name).field() == "code");
    CHECK(put(world, "division/42060", 0, name).field() == "code");
    for (const char* code : {"4206", "420602", "420602001", "420602002901"}) {
        if (std::string_view(code) == "420602002901") {
            REQUIRE(put(world, "division/420602002", 0, name).status == 201);
        }
        REQUIRE(put(world, std::string("division/") + code, 0, name).status == 201);
    }
    const auto village = world.get(kRegistry + "division/420602002901").json();
    CHECK(village.at("level").as_string() == "village");
    CHECK(village.at("parent").as_string() == "420602002");
    CHECK(put(world, "division/420602002", 1, name, false).field() == "active");
    CHECK(put(world, "division/420602002901", 1, name, false).status == 200);
    CHECK(put(world, "division/420602002", 1, name, false).status == 200);
    const auto page = world.get(kRegistry + "division?limit=2").json();
    CHECK(page.at("items").as_array().size() == 2);
    CHECK(page.at("next").as_string() == "420602");
    CHECK(world.get(kRegistry + "division?limit=2&cursor=420602").json().at("next").is_string());
}

TEST_CASE("registry: fields are checked by name, and what is in use is not taken away") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    const json::object unit{{"name.zh", "新单位"}};
    REQUIRE(put(world, "unit/xdw", 0, unit).status == 201);
    REQUIRE(put(world, "window/99", 0, {{"name.zh", "窗口"}, {"unit", "xdw"}}).status == 201);
    CHECK(put(world, "unit/xdw", 1, unit, false).field() == "active");
    CHECK(put(world, "window/99", 1, {}, false).status == 200);
    CHECK(put(world, "unit/xdw", 1, unit, false).status == 200);
    CHECK(fields_of(world, "unit/xdw").at("name.zh").as_string() == "新单位");
    CHECK(world.get(kRegistry + "unit/xdw").json().at("active") == false);
    struct Wrong {
        const char* path;
        json::object fields;
        const char* field;
    };
    const std::vector<Wrong> wrong = {
        {"unit/a", {}, "fields.name.zh"},
        {"unit/a", {{"name.zh", "x"}, {"color", "red"}}, "fields.color"},
        {"unit/a", {{"name.zh", "x"}, {"phone", "call me"}}, "fields.phone"},
        {"unit/a", {{"name.zh", std::string(101, 'x')}}, "fields.name.zh"},
        {"unit/a b", {{"name.zh", "x"}}, "code"},
        {"window/a", {{"name.zh", "x"}, {"unit", "nobody"}}, "fields.unit"},
        {"service/a",
         {{"name.zh", "x"}, {"unit", "scjg"}, {"promised_days", "0"}},
         "fields.promised_days"},
        {"point/a", {{"name.zh", "x"}, {"kind", "moon"}, {"since", "2026-01-01"}}, "fields.kind"},
    };
    for (const Wrong& one : wrong) {
        CAPTURE(one.path);
        const auto answer = put(world, one.path, 0, one.fields);
        CHECK(answer.status == 400);
        CHECK(answer.field() == one.field);
    }
    CHECK(world.request("PUT", kRegistry + "unit/a", R"({"fields":{"name.zh":"x"}})").field() ==
          "expected_version");
    CHECK(world.get(kRegistry + "planet").status == 404);
}

TEST_CASE("registry: services, places of kiosks, points and monitors with terms") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    CHECK(put(world, "service/qykb", 0,
              {{"name.zh", "企业开办"}, {"unit", "scjg"}, {"promised_days", "3"}})
              .status == 201);
    CHECK(put(world, "kiosk/hall-1", 0, {{"name.zh", "一楼大厅"}}).status == 201);
    REQUIRE(put(world, "point/jc77", 0,
                {{"name.zh", "示范企业"}, {"kind", "enterprise"}, {"since", "2026-11-01"}})
                .status == 201);
    const json::object term{{"name", "王"},
                            {"point", "jc77"},
                            {"phone", "13900000000"},
                            {"from", "2026-11-01"},
                            {"until", "2027-10-31"}};
    REQUIRE(put(world, "monitor/7701", 0, term).status == 201);
    json::object backwards = term;
    backwards["until"] = "2025-01-01";
    CHECK(put(world, "monitor/7701", 1, backwards).field() == "fields.until");
    CHECK(put(world, "monitor/7701", 1, {}, false).field() == "active");
    json::object moved = term;
    moved["phone"] = "13911111111";
    REQUIRE(put(world, "monitor/7701", 1, moved).status == 200);
    const auto history = world.get(kRegistry + "monitor/7701/history").body;
    CHECK(history.find("139") == std::string::npos);  // Nobody's number stands in the journal.
    world.sit_down(Role::Handler, "scjg");
    CHECK(world.get(kRegistry + "monitor").status == 403);
    CHECK(put(world, "unit/scjg", 1, {{"name.zh", "x"}}).status == 403);
}

TEST_CASE("registry: many entries are taken out of use at once, each for itself") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    for (const char* code : {"a", "b"}) {
        REQUIRE(put(world, std::string("kiosk/") + code, 0, {{"name.zh", "x"}}).status == 201);
    }
    const auto done = world.post(
        "/api/v1/actions",
        R"({"list":"registry","kind":"kiosk","deed":{"active":false,"fields":{}},"items":[
            {"id":"a","expected_version":1},{"id":"b","expected_version":7}]})");
    REQUIRE(done.status == 200);
    CHECK(done.json().at("done") == 1);
    CHECK(done.json().at("items").at(1).at("problem").at("field").as_string() ==
          "expected_version");
    CHECK(world.get(kRegistry + "kiosk/a").json().at("active") == false);
    CHECK(world.get(kRegistry + "kiosk/b").json().at("active") == true);
}

// SPDX-License-Identifier: Apache-2.0
// Work given to somebody, one by one and many at once: cases to a colleague, kiosks to a monitoring
// point; kiosks shut out; notices acknowledged in one request.
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/registry/changes.h"
#include "sync/center/registry/journal.h"
#include "tests/center/cases/case_file.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

const std::string kActions = std::string("/api/v1/kiosks/") + ConsoleWorld::kKiosk + "/actions";

void import_cases(ConsoleWorld& world, const std::string& rows) {
    const auto report = cases::import_csv(world.db(), kHeader + rows,
                                          {cases::case_key(world.keys()), world.random, kToldAt});
    REQUIRE(report.ok());
    REQUIRE(report.value().errors.empty());
}

void make(ConsoleWorld& world, const char* name, Role role) {
    const std::string unit = role == Role::Handler ? "scjg" : "";
    REQUIRE(accounts::create_account(world.db(), {name, "李明", role, unit, false}, world.random,
                                     world.wall)
                .ok());
}

json::value kiosk(ConsoleWorld& world) {
    const json::value one = world.get("/api/v1/kiosks").json().at("items").at(0);
    CHECK(departure(one, "Kiosk") == "");
    return one;
}

json::array cases_of(ConsoleWorld& world, const std::string& query = {}) {
    return world.get("/api/v1/cases?" + query).json().at("items").as_array();
}

std::string many(const char* list, const std::vector<std::pair<std::string, int>>& things,
                 json::object deed) {
    json::array items;
    for (const auto& [id, version] : things) {
        items.push_back(json::object{{"id", id}, {"expected_version", version}});
    }
    return json::serialize(
        json::object{{"list", list}, {"items", std::move(items)}, {"deed", std::move(deed)}});
}

/// Whether the newest change that is told to consoles is of this list.
bool told_of(ConsoleWorld& world, const std::string& list, const std::string& subject) {
    const auto changes = registry::changes_after(world.db(), 0, 1000);
    REQUIRE(changes.ok());
    for (const registry::Change& one : changes.value()) {
        if (one.list == list && one.subject == subject && !one.by.empty()) return true;
    }
    return false;
}

std::string noted(ConsoleWorld& world) {
    const auto last = registry::journal(world.db(), 0, 1);
    REQUIRE(last.ok());
    REQUIRE(!last.value().empty());
    return last.value().front().what + " " + last.value().front().about;
}

}  // namespace

TEST_CASE("kiosks: given to a monitoring point in use, at the version that was read") {
    ConsoleWorld world;
    world.sit_down(Role::Supervisor);
    CHECK(kiosk(world).at("point").as_string().empty());
    const auto assign = [&](int version, const char* point) {
        return world.post(
            kActions, json::serialize(json::object{
                          {"action", "assign"}, {"expected_version", version}, {"point", point}}));
    };
    CHECK(assign(1, "nowhere").field() == "point");
    const auto done = assign(1, "jc01");
    REQUIRE(done.status == 200);
    CHECK(done.headers.at("etag") == "\"v2\"");
    CHECK(kiosk(world).at("point").as_string() == "jc01");
    CHECK(kiosk(world).at("version") == 2);
    CHECK(told_of(world, "kiosks", ConsoleWorld::kKiosk));
    CHECK(noted(world) == std::string("kiosk_assigned ") + ConsoleWorld::kKiosk);
    CHECK(world.get("/api/v1/kiosks?point=jc01").json().at("items").as_array().size() == 1);
    CHECK(world.get("/api/v1/kiosks?point=jc02").json().at("items").as_array().empty());
    const auto late = assign(1, "");
    CHECK(late.status == 409);
    CHECK(late.field() == "expected_version");
    {
        const MutantScope careless("fleet.care_overwrites");
        CHECK(assign(1, "jc02").status == 200);
    }
    CHECK(assign(3, "").status == 200);
    CHECK(kiosk(world).at("point").as_string().empty());
}

TEST_CASE("kiosks: shut out by an administrator alone, for a reason that is kept") {
    ConsoleWorld world;
    const std::string revoke =
        R"({"action":"revoke","expected_version":1,"reason":"stolen on Sunday"})";
    for (const Role role : {Role::Intake, Role::Callback, Role::Auditor, Role::Supervisor}) {
        world.sit_down(role);
        CHECK(world.post(kActions, revoke).status == 403);
    }
    CHECK(kiosk(world).at("state").as_string() != "revoked");
    world.sit_down(Role::Administrator);
    CHECK(world.post(kActions, R"({"action":"revoke","expected_version":1})").field() == "reason");
    CHECK(world.post("/api/v1/kiosks/nowhere/actions", revoke).status == 404);
    REQUIRE(world.post(kActions, revoke).status == 200);
    CHECK(kiosk(world).at("state").as_string() == "revoked");
    CHECK(fleet::find_kiosk(world.db(), ConsoleWorld::kKiosk).value().revoked);
    CHECK(noted(world) == std::string("kiosk_revoked ") + ConsoleWorld::kKiosk);
    world.sit_down(Role::Supervisor);
    const MutantScope open("api.anybody_revokes");
    CHECK(world.post(kActions, R"({"action":"revoke","expected_version":2,"reason":"x"})").status ==
          200);
}

TEST_CASE("kiosks: in the order that was asked for") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    for (const char* sort : {"urgent", "name", "last_seen", "point"}) {
        CHECK(world.get(std::string("/api/v1/kiosks?sort=") + sort).status == 200);
    }
    CHECK(world.get("/api/v1/kiosks?sort=size").field() == "sort");
    CHECK(world.get("/api/v1/points?sort=size").field() == "sort");
    const auto points = world.get("/api/v1/points?sort=since").json().at("items").as_array();
    for (std::size_t i = 1; i < points.size(); ++i) {
        CHECK(points[i - 1].at("since").as_string() <= points[i].at("since").as_string());
    }
}

TEST_CASE("cases: given to a colleague who works on them; an import leaves that alone") {
    ConsoleWorld world;
    import_cases(world, kWang + kLi);
    make(world, "chen", Role::Intake);
    make(world, "sun", Role::Auditor);
    const std::string path = "/api/v1/cases/420600-2026-0001/actions";
    const auto assign = [&](int version, const char* account) {
        return world.post(
            path, json::serialize(json::object{
                      {"action", "assign"}, {"expected_version", version}, {"account", account}}));
    };
    for (const Role role : {Role::Auditor, Role::Administrator}) {
        world.sit_down(role);
        CHECK(assign(1, "chen").status == 403);
    }
    world.sit_down(Role::Supervisor);
    CHECK(assign(1, "sun").field() == "account");  // Who audits works on none.
    CHECK(assign(1, "nobody").field() == "account");
    REQUIRE(assign(1, "chen").status == 200);
    CHECK(told_of(world, "cases", "420600-2026-0001"));
    CHECK(noted(world) == "case_assigned 420600-2026-0001");
    const auto mine = cases_of(world, "watcher=chen");
    REQUIRE(mine.size() == 1);
    CHECK(departure(mine[0], "CaseFileRow") == "");
    CHECK(mine[0].at("watcher").as_string() == "chen");
    CHECK(mine[0].at("version") == 2);
    CHECK(cases_of(world, "watcher=chen&sort=oldest").size() == 1);
    CHECK(cases_of(world, "watcher=li").empty());
    import_cases(world, kWang);  // The approval system tells of it again.
    CHECK(cases_of(world, "watcher=chen").size() == 1);
    CHECK(assign(1, "").status == 409);
    {
        const MutantScope careless("cases.watch_overwrites");
        CHECK(assign(1, "").status == 200);
    }
    CHECK(assign(3, "chen").status == 200);
    CHECK(assign(4, "chen").json().at("version") == 4);  // No change, nothing to tell.
    CHECK(world
              .post("/api/v1/cases/420600-2026-7777/actions",
                    R"({"action":"assign","expected_version":1,"account":""})")
              .status == 404);
    const auto all = world.get("/api/v1/colleagues").json().at("items").as_array();
    REQUIRE(all.size() == 1);
    CHECK(all[0].at("name").as_string() == "chen");
}

TEST_CASE("many at once: kiosks, cases and notices, each with a verdict of its own") {
    ConsoleWorld world;
    import_cases(world, kWang + kLi);
    make(world, "chen", Role::Intake);
    world.sit_down(Role::Supervisor);
    const auto cases = world.post(
        "/api/v1/actions",
        many("cases", {{"420600-2026-0001", 1}, {"420600-2026-0002", 7}, {"420600-2026-9999", 1}},
             {{"action", "assign"}, {"account", "chen"}}));
    REQUIRE(cases.status == 200);
    CHECK(cases.json().at("done") == 1);
    CHECK(cases.json().at("items").at(1).at("problem").at("status") == 409);
    CHECK(cases.json().at("items").at(2).at("problem").at("status") == 404);
    const auto kiosks =
        world.post("/api/v1/actions", many("kiosks", {{ConsoleWorld::kKiosk, 1}, {"nowhere", 1}},
                                           {{"action", "assign"}, {"point", "jc01"}}));
    CHECK(kiosks.json().at("done") == 1);
    REQUIRE(world.db()
                .run("INSERT INTO notice (what, about, recipient, unit, level, text, made_at_ms, "
                     "send_at_ms, held) VALUES ('moved', 'a', 'center', '', 'notice', 'x', 1, 1, "
                     "0), ('moved', 'b', 'center', '', 'notice', 'x', 1, 1, 0), "
                     "('moved', 'c', 'unit_leader', 'scjg', 'notice', 'x', 1, 1, 0)")
                .ok());
    const auto notices = world.post("/api/v1/actions",
                                    many("notices", {{"1", 1}, {"2", 1}, {"3", 1}, {"9", 1}}, {}));
    REQUIRE(notices.status == 200);
    CHECK(notices.json().at("done") == 2);
    CHECK(notices.json().at("items").at(2).at("problem").at("status") == 403);
    CHECK(notices.json().at("items").at(3).at("problem").at("status") == 404);
    CHECK(world.get("/api/v1/notices?open=true").json().at("items").as_array().size() == 1);
    const auto oldest = world.get("/api/v1/notices?sort=oldest&limit=1").json();
    CHECK(oldest.at("items").at(0).at("id").as_string() == "1");
    const auto next = world.get("/api/v1/notices?sort=oldest&limit=1&cursor=1").json();
    CHECK(next.at("items").at(0).at("id").as_string() == "2");
    CHECK(world.get("/api/v1/notices?sort=x").field() == "sort");
    CHECK(world.get("/api/v1/cards?sort=x").field() == "sort");
    world.sit_down(Role::Intake);
    CHECK(world
              .post("/api/v1/actions", many("kiosks", {{ConsoleWorld::kKiosk, 2}},
                                            {{"action", "assign"}, {"point", ""}}))
              .json()
              .at("items")
              .at(0)
              .at("problem")
              .at("status") == 403);
}

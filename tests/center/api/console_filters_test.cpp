// SPDX-License-Identifier: Apache-2.0
// Filters and orders of accounts, journal, registry, notices and samples: each asked for alone, and
// what is no filter is named.
#include "console_world.h"
#include "sync/center/registry/journal.h"
#include "sync/center/supervision/sweep.h"

#include <doctest/doctest.h>

#include <array>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

using Names = std::vector<std::string>;

/// `field` of each row of a list, in its order.
Names names_of(ConsoleWorld& world, const std::string& path, const char* field) {
    const auto answer = world.get(path);
    REQUIRE(answer.status == 200);
    Names names;
    const json::value body = answer.json();
    for (const json::value& row : body.at("items").as_array()) {
        const json::value& name = row.at(field);
        names.push_back(name.is_string() ? std::string(name.as_string()) : json::serialize(name));
    }
    return names;
}

/// The same over all pages of one row each.
Names paged(ConsoleWorld& world, const std::string& path, const char* field) {
    Names names;
    std::string cursor;
    do {
        const std::string page = path + "&limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor);
        for (const std::string& name : names_of(world, page, field)) names.push_back(name);
        const json::value next = world.get(page).json().at("next");
        cursor = next.is_string() ? std::string(next.as_string()) : "";
    } while (!cursor.empty() && names.size() < 100);
    return names;
}

void refuses(ConsoleWorld& world, const std::string& path, std::initializer_list<std::string> bad) {
    for (const std::string& asked : bad) {
        CAPTURE(asked);
        const auto answer = world.get(path + "?" + asked);
        CHECK(answer.status == 400);
        CHECK(answer.field() == asked.substr(0, asked.find('=')));
    }
}

}  // namespace

TEST_CASE("filters: accounts by role, state and unit, in the order that is asked for") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    for (const char* body : {R"({"name":"an","display":"安","role":"handler","unit":"scjg"})",
                             R"({"name":"bo","display":"博","role":"intake"})",
                             R"({"name":"cai","display":"蔡","role":"handler","unit":"rlzy"})"}) {
        REQUIRE(world.post("/api/v1/accounts", body).status == 201);
    }
    const std::string path = "/api/v1/accounts";
    REQUIRE(world.post(path + "/bo/actions", R"({"action":"disable"})").status == 200);
    CHECK(names_of(world, path, "name") == Names{"an", "bo", "cai"});
    CHECK(names_of(world, path + "?role=handler", "name") == Names{"an", "cai"});
    CHECK(names_of(world, path + "?unit=rlzy", "name") == Names{"cai"});
    CHECK(names_of(world, path + "?state=disabled", "name") == Names{"bo"});
    CHECK(names_of(world, path + "?state=one_time&role=handler", "name") == Names{"an", "cai"});
    CHECK(names_of(world, path + "?sort=role", "name") == Names{"bo", "an", "cai"});
    CHECK(names_of(world, path + "?sort=unit", "name") == Names{"bo", "cai", "an"});
    CHECK(paged(world, path + "?sort=unit", "name") == Names{"bo", "cai", "an"});
    refuses(world, path, {"role=chief", "state=gone", "sort=shoe"});
}

TEST_CASE("filters: tickets by topic and by the day on which they are due, from either end") {
    ConsoleWorld world;
    const auto told = [&world](const std::string& path) {
        const json::value total = world.get(path + "&total=true&limit=1").json().at("total");
        CHECK_FALSE(total.at("more").as_bool());
        return static_cast<std::size_t>(total.at("n").as_int64());
    };
    const std::string first = world.file("一", "", "2", "slow");
    world.pass(std::chrono::hours{24});
    const std::string second = world.file("二", "", "4", "fees");
    world.pass(std::chrono::hours{24});
    const std::string third = world.file("三", "13800005678", "2", "fees");
    const std::string gone = world.file("四", "", "2", "slow");
    const std::string answered = world.file("五", "13800005679", "2", "slow");
    world.sit_down(Role::Supervisor);
    // One at its end, one that is open and waits for nothing that has a day.
    REQUIRE(world.db()
                .run("UPDATE ticket SET state = 'withdrawn', due_on = '' WHERE id = " + gone)
                .ok());
    REQUIRE(world.db()
                .run("UPDATE ticket SET state = 'replied', due_on = '9999-12-31' WHERE id = " +
                     answered)
                .ok());
    const std::string path = "/api/v1/tickets?";
    const Names due{first, second, third, answered, gone};
    CHECK(names_of(world, path + "sort=due", "id") == due);
    CHECK(paged(world, path + "sort=due", "id") == due);
    const Names last{third, second, first, answered, gone};
    CHECK(names_of(world, path + "sort=due_last", "id") == last);
    CHECK(paged(world, path + "sort=due_last", "id") == last);
    CHECK(told(path + "sort=due") == due.size());
    CHECK(paged(world, path + "view=open&sort=due_last", "id") ==
          Names(last.begin(), last.end() - 1));
    CHECK(told(path + "view=open") == 4);
    CHECK(names_of(world, path + "topic=fees", "id") == Names{third, second});
    CHECK(paged(world, path + "topic=fees&sort=due", "id") == Names{second, third});
    CHECK(paged(world, path + "topic=slow&window=2&sort=due", "id") ==
          Names{first, answered, gone});
    CHECK(paged(world, path + "view=open&topic=slow&window=2", "id") == Names{first, answered});
    CHECK(told(path + "view=open&topic=slow&window=2") == 2);
    CHECK(names_of(world, path + "sort=due&state=withdrawn", "id") == Names{gone});
    CHECK(names_of(world, path + "sort=due&state=registered", "id") == Names{first, second, third});
    CHECK(names_of(world, path + "view=open&from=2026-11-03&to=2026-11-03", "id") == Names{second});
    // An order of its own stands before the one that is asked for.
    CHECK(names_of(world, path + "waiting=callback&sort=due", "id") == Names{third});
    CHECK(told(path + "waiting=callback") == 1);
    CHECK(told(path + "waiting=closing") == 1);
    refuses(world, "/api/v1/tickets",
            {"sort=shoe", "total=perhaps", "topic=" + std::string(33, 'x')});
    for (const char* wrong :
         {"cursor=-1&sort=due", "cursor=x&sort=due", "cursor=2026-11-02.&sort=due"}) {
        refuses(world, "/api/v1/tickets", {wrong});
    }
    // A unit sees and counts what was dispatched to it, and a relative nothing of that unit.
    world.sit_down(Role::Handler, "gajj");
    CHECK(names_of(world, path + "sort=due", "id").empty());
    CHECK(told(path + "sort=due") == 0);
    CHECK(told(path + "view=open") == 0);
    world.sit_down_related(Role::Intake, "scjg");
    CHECK(told(path + "sort=due") == names_of(world, path + "sort=due", "id").size());
    CHECK(told(path + "view=open") == names_of(world, path + "view=open", "id").size());
}

TEST_CASE("filters: the journal by deed, person, thing and days, from either end") {
    ConsoleWorld world;
    struct Noted {
        const char *by, *what, *about;
    };
    for (const Noted& one : {Noted{"li", "exported", "tickets"}, Noted{"li", "account_made", "wu"},
                             Noted{"wang", "exported", "cards"}}) {
        REQUIRE(registry::note(world.db(), {0, world.wall, one.by, one.what, one.about}).ok());
        world.pass(std::chrono::hours{24});
    }
    world.sit_down(Role::Auditor);
    const std::string path = "/api/v1/journal";
    CHECK(names_of(world, path, "n") == Names{"3", "2", "1"});
    CHECK(names_of(world, path + "?sort=oldest", "n") == Names{"1", "2", "3"});
    CHECK(paged(world, path + "?sort=oldest", "n") == Names{"1", "2", "3"});
    CHECK(paged(world, path + "?sort=newest", "n") == Names{"3", "2", "1"});
    CHECK(names_of(world, path + "?what=exported", "n") == Names{"3", "1"});
    CHECK(paged(world, path + "?what=exported", "n") == Names{"3", "1"});
    CHECK(names_of(world, path + "?by=li", "n") == Names{"2", "1"});
    CHECK(names_of(world, path + "?about=t", "n") == Names{"1"});
    // The first was noted on 2 November at ten, each other a day later.
    CHECK(names_of(world, path + "?from=2026-11-03", "n") == Names{"3", "2"});
    CHECK(names_of(world, path + "?to=2026-11-03", "n") == Names{"2", "1"});
    CHECK(names_of(world, path + "?from=2026-11-03&to=2026-11-03", "n") == Names{"2"});
    refuses(world, path, {"sort=shoe", "from=today", "to=2026-13-01", "limit=0", "limit=101"});
}

TEST_CASE("filters: the registry by unit, use and words, from either end") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    const std::string path = "/api/v1/registry/window";
    const Names all = names_of(world, path, "code");
    REQUIRE(all.size() > 2);
    CHECK(names_of(world, path + "?sort=last", "code") == Names(all.rbegin(), all.rend()));
    CHECK(paged(world, path + "?sort=last", "code") == Names(all.rbegin(), all.rend()));
    CHECK(paged(world, path + "?sort=code", "code") == all);
    CHECK(names_of(world, path + "?q=" + all[1], "code").front() == all[1]);
    const json::value first = world.get(path).json().at("items").at(0);
    const std::string unit(first.at("fields").at("unit").as_string());
    for (const std::string& code : names_of(world, path + "?unit=" + unit, "code")) {
        const auto one = world.get(path + "/" + code).json();
        CHECK(one.at("fields").at("unit").as_string() == unit);
    }
    CHECK(names_of(world, path + "?active=true", "code") == all);
    CHECK(names_of(world, path + "?active=false", "code").empty());
    CHECK(names_of(world, path + "?q=no-such-name", "code").empty());
    refuses(world, path, {"active=perhaps", "sort=shoe", "limit=0"});
}

TEST_CASE("filters: notices by level, recipient, unit and digest; they leave as a file too") {
    ConsoleWorld world;
    world.file("等了很久。", "");
    world.pass(std::chrono::hours{24 * 40});
    const auto found = supervision::judge(world.db(), domain::date_of(world.wall));
    REQUIRE(found.ok());
    REQUIRE(supervision::carry_out(world.db(), found.value(), world.wall).value() > 0);
    world.sit_down(Role::Supervisor);
    const std::string path = "/api/v1/notices";
    const Names all = names_of(world, path, "id");
    REQUIRE_FALSE(all.empty());
    std::size_t by_level = 0;
    for (const std::string level : {"notice", "warning", "yellow", "red"}) {
        for (const std::string& one : names_of(world, path + "?level=" + level, "level")) {
            CHECK(one == level);
            ++by_level;
        }
    }
    CHECK(by_level == all.size());
    CHECK(names_of(world, path + "?to=center", "id") ==
          all);  // Nobody verified it: the center's own.
    CHECK(names_of(world, path + "?to=unit_leader", "id").empty());
    CHECK(names_of(world, path + "?unit=scjg", "id").empty());
    CHECK(names_of(world, path + "?digest=true", "id").size() <= all.size());
    refuses(world, path, {"level=purple", "to=mayor", "digest=no", "open=no"});
    const auto file = world.post(
        "/api/v1/exports",
        R"({"format":"csv","language":"zh-CN","list":"notices","query":"to=center",)"
        R"("columns":[{"field":"level","title":"级别"}],"words":[{"code":"level.red","text":"红牌"}]})");
    REQUIRE(file.status == 200);
    CHECK(file.body.find("红牌") != std::string::npos);
}

TEST_CASE("filters: of a sample only those that somebody still has to call") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    const char* caller = R"({"name":"wang","display":"王芳","role":"callback"})";
    REQUIRE(world.post("/api/v1/accounts", caller).status == 201);
    for (int i = 0; i < 60; ++i) world.rate(5, "2", "13800005678");
    world.sit_down(Role::Callback);
    const std::string path = "/api/v1/samples?month=2026-11";
    const Names drawn = names_of(world, path, "record");
    REQUIRE_FALSE(drawn.empty());
    CHECK(names_of(world, path + "&open=true", "record") == drawn);
    REQUIRE(world
                .post("/api/v1/samples/2026-11/" + drawn[0] + "/calls",
                      R"({"outcome":"verified","level":5})")
                .status == 200);
    CHECK(names_of(world, path + "&open=true", "record") == Names(drawn.begin() + 1, drawn.end()));
    CHECK(names_of(world, path, "record") == drawn);
    refuses(world, "/api/v1/samples", {"open=perhaps"});
    CHECK(world.post("/api/v1/views", R"({"list":"samples","name":"待打","query":"month=2026-11"})")
              .status == 201);
}

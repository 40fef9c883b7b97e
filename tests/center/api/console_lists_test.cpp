// SPDX-License-Identifier: Apache-2.0
// Lists that every desk has: cases, kiosks, monitoring points; by role, page by page, as files, and
// changed at the version that was read.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/fleet/alarms.h"
#include "sync/center/supervision/sweep.h"
#include "tests/center/cases/case_file.h"

#include <fmt/format.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

json::array items(const ConsoleWorld::Answer& answer) {
    REQUIRE(answer.status == 200);
    return answer.json().at("items").as_array();
}

void import_cases(ConsoleWorld& world, const std::string& rows) {
    const auto report = cases::import_csv(world.db(), kHeader + rows,
                                          {cases::case_key(world.keys()), world.random, kToldAt});
    REQUIRE(report.ok());
    REQUIRE(report.value().errors.empty());
}

void add_kiosks(ConsoleWorld& world, int count) {
    for (int i = 0; i < count; ++i) {
        const std::string row = fmt::format(
            "INSERT INTO kiosk (name, epoch, public_key, enrolled_at_ms, counter_max, "
            "counters_seen) VALUES ('hall-{:03}', 1, randomblob(32), 0, 0, 0)",
            i);
        REQUIRE(world.db().run(row).ok());
    }
}

const std::string kLiOfPolice =
    "420600-2026-0003,户籍,gajj,5,李,6031,5270,JNXM23H3YFCY,received,,1,5,,2026-11-21\n";

}  // namespace

TEST_CASE("cases: the center's people see all of them, a unit its own, an administrator none") {
    ConsoleWorld world;
    import_cases(world, kWang + kLi + kLiOfPolice);
    for (const Role role : {Role::Intake, Role::Callback, Role::Supervisor, Role::Auditor}) {
        world.sit_down(role);
        CHECK(items(world.get("/api/v1/cases")).size() == 3);
    }
    world.sit_down(Role::Administrator);
    CHECK(world.get("/api/v1/cases").status == 403);
    world.sit_down(Role::Handler, "gajj");
    const auto own = [&] { return items(world.get("/api/v1/cases?unit=scjg")); };
    REQUIRE(own().size() == 1);
    CHECK(own().at(0).at("case_no").as_string() == "420600-2026-0003");
    const MutantScope open("api.foreign_cases");
    CHECK(own().size() != 1);
}

TEST_CASE("cases: what is told of one, and no more") {
    ConsoleWorld world;
    import_cases(world, kWang);
    world.sit_down(Role::Intake);
    world.wall = at_hall(domain::Date::of(2026, 12, 1), 600);
    const json::value one = items(world.get("/api/v1/cases")).at(0);
    CHECK(one.at("applicant").as_string() == "王*");
    CHECK(one.at("stage").as_string() == "reviewing");
    CHECK(one.at("due_on").as_string() == "2026-11-30");
    CHECK(one.at("overdue") == true);
    CHECK(one.at("updated_on").as_string() == "2026-11-20");
    CHECK(items(world.get("/api/v1/cases?overdue=true&stage=reviewing&q=420600-2026")).size() == 1);
    CHECK(items(world.get("/api/v1/cases?stage=completed")).empty());
    for (const auto& [query, field] : {std::pair{"stage=open", "stage"},
                                       {"overdue=yes", "overdue"},
                                       {"sort=up", "sort"},
                                       {"limit=101", "limit"}}) {
        CHECK(world.get(std::string("/api/v1/cases?") + query).field() == field);
    }
}

TEST_CASE("cases: one has its clock, what comes next, its cards and its tickets") {
    ConsoleWorld world;
    import_cases(world, kWang + kLi);
    world.wall = at_hall(domain::Date::of(2026, 11, 26), 600);
    const std::string ticket = world.file("x", "", "3");
    world.sit_down(Role::Intake);
    const std::string path = "/api/v1/cases/420600-2026-0001";
    const json::value one = world.get(path).json();
    CHECK(one.at("applicant").as_string() == "王*");
    CHECK(one.at("statutory_days") == 20);
    const json::object clock = one.at("clock").as_object();
    CHECK(clock.at("running") == true);
    CHECK(clock.at("counted_due").as_string() == "2026-11-30");  // 15 working days on.
    CHECK(clock.at("days").as_array().size() == 21);
    CHECK(clock.at("days").at(0) ==
          json::value{{"date", "2026-11-10"}, {"counted", true}, {"why", "working"}});
    CHECK(clock.at("days").at(4).at("why").as_string() == "weekend");
    CHECK(clock.at("days_left") == 2);
    CHECK(clock.at("reached").as_string() == "notice");  // A fifth of 15 is left.
    CHECK(clock.at("next").as_string() == "warning");
    CHECK(clock.at("next_on").as_string() == "2026-11-27");
    CHECK(one.at("tickets").as_array().empty());
    // A case that was not accepted has no clock.
    const json::value fresh = world.get("/api/v1/cases/420600-2026-0002").json();
    CHECK(fresh.at("clock").at("days_left").is_null());
    CHECK(fresh.at("clock").at("days").as_array().empty());
    CHECK(world.get("/api/v1/cases/420600-2026-9999").status == 404);
    world.sit_down(Role::Handler, "gajj");
    CHECK(world.get(path).status == 404);
    {
        const MutantScope open("api.foreign_cases");
        CHECK(world.get(path).status == 200);
    }
    world.sit_down(Role::Administrator);
    CHECK(world.get(path).status == 403);
    // Its cards, and no other's.
    const auto due = supervision::judge_cases(world.db(), domain::date_of(world.wall));
    REQUIRE(due.ok());
    REQUIRE(supervision::carry_out(world.db(), due.value(), world.wall).ok());
    world.sit_down(Role::Supervisor);
    CHECK(items(world.get("/api/v1/cards?subject=case&about=420600-2026-0001")).size() == 1);
    CHECK(items(world.get("/api/v1/cards?subject=case&about=420600-2026-0002")).empty());
}

TEST_CASE("cases: a ticket is linked to its case, by one at a time, and told to who may see it") {
    ConsoleWorld world;
    import_cases(world, kWang + kLiOfPolice);
    const std::string ticket = world.file("x", "", "2");
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(ticket, {{"action", "accept"}}).status == 200);
    const auto link = [&](const std::string& case_no, int version) {
        return world.post(
            "/api/v1/tickets/" + ticket + "/case",
            json::serialize(json::object{{"case_no", case_no}, {"expected_version", version}}));
    };
    CHECK(link("420600-2026-9999", 1).field() == "case_no");
    CHECK(link("!", 1).field() == "case_no");
    const auto linked = link("420600-2026-0001", 1);
    REQUIRE(linked.status == 200);
    CHECK(linked.json() == json::value{{"case_no", "420600-2026-0001"}, {"version", 2}});
    CHECK(link("420600-2026-0003", 1).status == 409);
    {
        const MutantScope open("tickets.case_overwrites");
        CHECK(link("420600-2026-0001", 1).status == 200);
    }
    const auto told = [&] {
        return std::string(
            world.get("/api/v1/tickets/" + ticket).json().at("case").at("case_no").as_string());
    };
    CHECK(told() == "420600-2026-0001");
    const auto about = [&](const std::string& case_no) {
        return world.get("/api/v1/cases/" + case_no).json().at("tickets").as_array().size();
    };
    CHECK(about("420600-2026-0001") == 1);
    const auto entry = items(world.get("/api/v1/journal?what=case_linked")).at(0);
    CHECK(entry.at("fields").at("case_no").as_string() == " -> 420600-2026-0001");
    // The unit that has the ticket sees the number of its own case, and of no other unit's.
    world.sit_down(Role::Handler, "scjg");
    CHECK(told() == "420600-2026-0001");
    world.sit_down(Role::Supervisor);
    REQUIRE(link("420600-2026-0003", 2).status == 200);
    CHECK(about("420600-2026-0001") == 0);
    CHECK(about("420600-2026-0003") == 1);
    world.sit_down(Role::Handler, "scjg");
    CHECK(told().empty());
    CHECK(link("", 3).status == 403);
    world.sit_down_related(Role::Intake, "scjg");
    CHECK(link("", 3).status == 404);
    // Whoever is related to the case's unit sees the ticket, and not that it is about that case.
    world.sit_down_related(Role::Intake, "gajj");
    CHECK(told().empty());
    world.sit_down(Role::Supervisor);
    REQUIRE(link("", 3).status == 200);
    CHECK(about("420600-2026-0003") == 0);
}

TEST_CASE("cases: a file has the rows that its maker sees") {
    ConsoleWorld world;
    import_cases(world, kWang + kLi + kLiOfPolice);
    world.sit_down(Role::Supervisor);
    const auto file = world.post(
        "/api/v1/exports",
        R"({"list":"cases","format":"csv","language":"zh-CN","query":"unit=scjg&sort=oldest",
            "columns":[{"field":"case_no","title":"编号"},{"field":"stage","title":"环节"}],
            "words":[{"code":"stage.reviewing","text":"审查中"}]})");
    REQUIRE(file.status == 200);
    CHECK(file.body.find("\"420600-2026-0001\",\"审查中\"") != std::string::npos);
    CHECK(file.body.find("0003") == std::string::npos);
    world.sit_down(Role::Administrator);
    const auto refused =
        world.post("/api/v1/exports", R"({"list":"cases","format":"csv","language":"en",
            "columns":[{"field":"case_no","title":"x"}]})");
    CHECK(refused.status == 403);
}

TEST_CASE("kiosks: what needs somebody stands first, in pages, counted whole") {
    ConsoleWorld world;
    world.sit_down(Role::Auditor);
    add_kiosks(world, 120);
    REQUIRE(
        fleet::raise(world.db(), {fleet::AlarmKind::Gap, "hall-077", 1, 1, "x"}, world.wall).ok());
    REQUIRE(fleet::use_counter(world.db(), "hall-050", 2, world.wall).ok());
    world.wall += fleet::kSilentAfter;
    REQUIRE(fleet::use_counter(world.db(), "hall-051", 2, world.wall).ok());
    REQUIRE(fleet::revoke(world.db(), "hall-000", world.wall).ok());
    std::vector<std::string> seen;
    std::string cursor = "0";
    while (true) {
        const auto page = world.get("/api/v1/kiosks?limit=50&cursor=" + cursor);
        for (const json::value& one : items(page)) {
            seen.emplace_back(one.at("kiosk").as_string());
        }
        const json::value counts = page.json().at("counts");
        CHECK(counts.at("silent") == 1);
        CHECK(counts.at("online") == 1);
        CHECK(counts.at("revoked") == 1);
        CHECK(counts.at("unheard") == 118);
        if (page.json().at("next").is_null()) break;
        cursor = page.json().at("next").as_string();
    }
    REQUIRE(seen.size() == 121);
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 121);
    CHECK(seen[0] == "hall-050");  // Silent.
    CHECK(seen[1] == "hall-077");  // Something is missing.
    CHECK(seen[119] == "hall-051");
    CHECK(seen[120] == "hall-000");
    CHECK(items(world.get("/api/v1/kiosks?troubled=true")).size() == 1);
    CHECK(items(world.get("/api/v1/kiosks?state=revoked")).size() == 1);
    CHECK(world.get("/api/v1/kiosks?state=lost").field() == "state");
    CHECK(world.get("/api/v1/kiosks?troubled=no").field() == "troubled");
}

TEST_CASE("points: whoever changes one names what was read, and sees what another wrote") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    const auto point = [](json::object more) {
        json::object body{{"code", "jc09"},
                          {"name", {{"zh", "税务窗口"}, {"en", "Tax"}}},
                          {"kind", "window"},
                          {"since", "2026-11-01"}};
        for (auto& [name, value] : more) body[name] = value;
        return json::serialize(body);
    };
    REQUIRE(world.post("/api/v1/points", point({})).status == 204);
    const auto listed = [&] {
        for (const json::value& one : items(world.get("/api/v1/points"))) {
            if (one.at("code").as_string() == "jc09") return one;
        }
        return json::value();
    };
    CHECK(listed().at("version") == 1);
    CHECK(world.post("/api/v1/points", point({})).field() == "expected_version");
    CHECK(world.post("/api/v1/points", point({{"expected_version", 1}, {"unit", "scjg"}})).status ==
          204);
    CHECK(listed().at("version") == 2);
    const auto late = world.post("/api/v1/points", point({{"expected_version", 1}}));
    CHECK(late.status == 409);
    CHECK(late.json().at("current").at("fields").at("unit").as_string() == "scjg");
    world.more_headers["if-match"] = "\"v2\"";
    CHECK(world.post("/api/v1/points", point({{"unit", "gajj"}})).status == 204);
    world.more_headers.clear();
    CHECK(listed().at("unit").as_string() == "gajj");
    CHECK(world.post("/api/v1/points", point({{"expected_version", 3}, {"unit", "nobody"}}))
              .field() == "unit");
    CHECK(items(world.get("/api/v1/points?unit=gajj&kind=window&active=true")).size() == 1);
    CHECK(items(world.get("/api/v1/points?unit=gajj&active=false")).empty());
    CHECK(world.get("/api/v1/points?active=maybe").field() == "active");
    const std::string monitor =
        R"({"code":"1009","point":"jc09","name":"示例","from":"2026-01-01","until":"2026-12-31"})";
    CHECK(world.post("/api/v1/monitors", monitor).json().at("version") == 1);
    CHECK(world.post("/api/v1/monitors", monitor).field() == "expected_version");
}

TEST_CASE("points: many are given to a unit at once, and keep what the deed does not name") {
    ConsoleWorld world;
    world.sit_down(Role::Supervisor);
    const auto done = world.post(
        "/api/v1/actions",
        R"({"list":"registry","kind":"point","deed":{"active":true,"fields":{"unit":"gajj"}},"items":[
            {"id":"jc01","expected_version":1},{"id":"jc02","expected_version":7},
            {"id":"jc77","expected_version":1}]})");
    REQUIRE(done.status == 200);
    CHECK(done.json().at("done") == 1);
    // Each refusal is said in both languages, as if it had been asked alone.
    for (const std::size_t i : {1U, 2U}) {
        const json::value problem = done.json().at("items").at(i).at("problem");
        CHECK_FALSE(problem.at("detail").as_string().empty());
        CHECK_FALSE(problem.at("detail_zh").as_string().empty());
    }
    const json::value one = items(world.get("/api/v1/points")).at(0);
    CHECK(one.at("unit").as_string() == "gajj");
    CHECK_FALSE(one.at("name").at("zh").as_string().empty());
    CHECK_FALSE(one.at("since").as_string().empty());
}

TEST_CASE("versions: a ticket says its version as a tag, and a change may name it so") {
    ConsoleWorld world;
    const std::string id = world.file("x", "");
    world.sit_down(Role::Intake);
    const auto read = world.get("/api/v1/tickets/" + id);
    CHECK(read.headers.at("etag") == "\"v1\"");
    CHECK_FALSE(read.headers.contains("cache-control"));  // The server's own: kept by nobody.
    const auto act = [&](const std::string& tag, json::object deed) {
        world.more_headers["if-match"] = tag;
        deed["action"] = "accept";
        return world.post("/api/v1/tickets/" + id + "/actions", json::serialize(deed));
    };
    CHECK(act("v1", {}).field() == "if-match");
    CHECK(act("\"v1\"", {{"expected_version", 2}}).field() == "expected_version");
    CHECK(act("\"v7\"", {}).status == 409);
    const auto done = act("\"v1\"", {});
    CHECK(done.status == 200);
    CHECK(done.headers.at("etag") == "\"v2\"");
    world.more_headers.clear();
    const auto none = world.post("/api/v1/tickets/" + id + "/actions", R"({"action":"accept"})");
    CHECK(none.field() == "expected_version");
}

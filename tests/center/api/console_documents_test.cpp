// SPDX-License-Identifier: Apache-2.0
// Papers: numbered without gaps, true to what has happened, never with a citizen's words, and never
// shown to who may not see what they are about.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/documents/documents.h"
#include "sync/center/documents/texts.h"
#include "sync/center/rules/profile.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;
namespace json = boost::json;

namespace {

ConsoleWorld::Answer make(ConsoleWorld& world, const std::string& kind, const std::string& ticket,
                          json::object more = {}) {
    more["kind"] = kind;
    more["subject"] = ticket;
    return world.post("/api/v1/documents", json::serialize(more));
}

/// A complaint that was accepted, and so is with its unit.
std::string accepted(ConsoleWorld& world) {
    const std::string ticket = world.file("窗口让我跑了三趟", "13812345678");
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(ticket, {{"action", "callback"}, {"outcome", "verified"}}).status == 200);
    REQUIRE(world.act(ticket, {{"action", "accept"}}).status == 200);
    return ticket;
}

}  // namespace

TEST_CASE("documents: every paper of the texts has a number and a title in every rule profile") {
    for (const rules::Profile& profile : rules::built_in_profiles()) {
        for (const auto& [kind, told] : documents::templates()) {
            CAPTURE(kind);
            REQUIRE(profile.document(kind) != nullptr);
        }
    }
    CHECK_FALSE(documents::read_templates("[[document]]\nkind = \"x\"").ok());
}

TEST_CASE(
    "documents: an acceptance notice in both languages, without words and numbers of citizens") {
    ConsoleWorld world;
    const std::string ticket = accepted(world);
    const auto made = make(world, "acceptance", ticket, {{"copies", {"市优化办"}}});
    REQUIRE(made.status == 201);
    const json::value paper = made.json();
    CHECK(paper.at("number").as_string() == "效投受〔2026〕1号");
    CHECK(paper.at("title").as_string() == "受理告知书");
    const std::string zh(paper.at("text").at("zh").as_string());
    const std::string en(paper.at("text").at("en").as_string());
    const std::string no(world.get("/api/v1/tickets/" + ticket).json().at("ticket_no").as_string());
    CHECK(zh.find(no) != std::string::npos);
    CHECK(zh.find("2026年11月2日") != std::string::npos);
    CHECK(en.find(no) != std::string::npos);
    CHECK(en.find("2026-11-02") != std::string::npos);
    for (const std::string& text : {zh, en}) {
        CHECK(text.find('{') == std::string::npos);
        CHECK(text.find("跑了三趟") == std::string::npos);
        CHECK(text.find("5678") == std::string::npos);
        CHECK(text.find("说明：\n") == std::string::npos);  // An empty line is left out.
    }
}

TEST_CASE("documents: numbers are used once and have no gaps; a void one explains itself") {
    ConsoleWorld world;
    const std::string ticket = accepted(world);
    std::vector<std::string> ids;
    for (int n = 1; n <= 3; ++n) {
        const auto made = make(world, "supervise", ticket);
        REQUIRE(made.status == 201);
        CHECK(made.json().at("number").as_string() == "效督〔2026〕" + std::to_string(n) + "号");
        ids.emplace_back(made.json().at("id").as_string());
        CHECK(make(world, "supervise", ticket, {{"addressee", std::string(101, 'x')}}).status ==
              400);
        CHECK(make(world, "supervise", "99999").status == 404);
    }
    const std::string path = "/api/v1/documents/" + ids[1] + "/void";
    CHECK(world.post(path, R"({"reason":""})").field() == "reason");
    const auto gone = world.post(path, R"({"reason":"承办单位填写错误"})");
    REQUIRE(gone.status == 200);
    CHECK(gone.json().at("void") == true);
    CHECK(gone.json().at("void_reason").as_string() == "承办单位填写错误");
    CHECK(world.post(path, R"({"reason":"x"})").status == 409);
    const auto next = make(world, "supervise", ticket);
    CHECK(next.json().at("number").as_string() == "效督〔2026〕4号");
    const auto counted = documents::verify_numbers(world.db());
    REQUIRE(counted.ok());
    CHECK(counted.value() == 4);
    CHECK_FALSE(world.db().run("DELETE FROM document WHERE n = 1").ok());
    CHECK_FALSE(world.db().run("UPDATE document SET number = 'x' WHERE n = 1").ok());
    world.pass(std::chrono::hours{24 * 60});
    world.sit_down(Role::Supervisor);
    CHECK(make(world, "supervise", ticket).json().at("number").as_string() == "效督〔2027〕1号");
}

TEST_CASE("documents: none says what has not happened") {
    const auto lies = [] {
        ConsoleWorld world;
        const std::string ticket = world.file("x", "");
        world.sit_down(Role::Supervisor);
        const auto made = make(world, "acceptance", ticket);
        return made.status == 201;
    };
    CHECK_FALSE(lies());
    const MutantScope careless("documents.untrue");
    CHECK(lies());
}

TEST_CASE(
    "documents: who may not see the ticket sees no paper of it, and not everybody makes one") {
    const auto seen_by_stranger = [] {
        ConsoleWorld world;
        const std::string ticket = accepted(world);
        REQUIRE(make(world, "supervise", ticket).status == 201);
        REQUIRE(make(world, "call_record", ticket).status == 201);
        world.sit_down(Role::Handler, "scjg");
        const auto own = world.get("/api/v1/documents").json().at("items").as_array();
        CHECK(own.size() == 1);  // The record of calls is not for the unit.
        CHECK(make(world, "supervise", ticket).status == 403);
        world.sit_down(Role::Administrator);
        CHECK(world.get("/api/v1/documents").status == 403);
        world.sit_down(Role::Handler, "gajj");
        CHECK(world.get("/api/v1/documents/1").status == 404);
        return !world.get("/api/v1/documents").json().at("items").as_array().empty();
    };
    CHECK_FALSE(seen_by_stranger());
    const MutantScope open("documents.no_guard");
    CHECK(seen_by_stranger());
}

TEST_CASE("api: the same request under the same key is done once and answered again") {
    const auto made_twice = [] {
        ConsoleWorld world;
        const std::string ticket = accepted(world);
        world.more_headers["idempotency-key"] = "k-1";
        const auto first = make(world, "supervise", ticket);
        const auto second = make(world, "supervise", ticket);
        REQUIRE(first.status == 201);
        const bool same = second.body == first.body;
        if (same) CHECK(second.headers.at("idempotency-replayed") == "true");
        const auto other = make(world, "urge", ticket);
        if (same) CHECK(other.field() == "idempotency-key");
        world.more_headers["idempotency-key"] = std::string(65, 'k');
        CHECK(make(world, "supervise", ticket).field() == "idempotency-key");
        world.more_headers["idempotency-key"] = "k-1";
        world.pass(std::chrono::hours{25});
        world.sit_down(Role::Supervisor);
        const auto later = make(world, "supervise", ticket);
        CHECK(later.status == 201);
        CHECK(later.body != first.body);
        return !same;
    };
    CHECK_FALSE(made_twice());
    const MutantScope careless("api.no_idempotency");
    CHECK(made_twice());
}

TEST_CASE("exports: every list is a file, without formulas and without a telephone number") {
    ConsoleWorld world;
    const std::string ticket = accepted(world);
    REQUIRE(make(world, "supervise", ticket, {{"words", "=1+1"}}).status == 201);
    const auto file = [&](const std::string& list, const std::string& field) {
        return world.post(
            "/api/v1/exports",
            json::serialize(json::object{{"list", list},
                                         {"format", "csv"},
                                         {"language", "en"},
                                         {"columns", {{{"field", field}, {"title", "t"}}}}}));
    };
    CHECK(file("documents", "number").body.find("效督〔2026〕1号") != std::string::npos);
    CHECK(file("registry/unit", "fields.name.zh").body.find("市场监督管理局") != std::string::npos);
    for (const char* list : {"cards", "issues", "duties", "contacts", "points", "kiosks", "journal",
                             "registry/monitor"}) {
        CAPTURE(list);
        CHECK(file(list, "code").status == 200);
    }
    CHECK(file("points", "monitors.phone").field() == "columns.0.field");
    CHECK(file("moons", "code").field() == "list");
    CHECK(file("accounts", "name").status == 403);
    REQUIRE(accounts::create_account(world.db(), {"li", "李明", Role::Administrator, {}, false},
                                     world.random, world.wall)
                .ok());
    world.sit_down(Role::Administrator);
    CHECK(file("documents", "number").status == 403);
    CHECK(file("tickets", "state").status == 403);
    for (const char* list : {"callbacks", "registry/unit", "documents"}) {
        CHECK(world
                  .post("/api/v1/views", json::serialize(json::object{
                                             {"list", list}, {"name", "n"}, {"query", "limit=5"}}))
                  .status == 201);
    }
}

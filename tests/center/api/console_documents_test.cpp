// SPDX-License-Identifier: Apache-2.0
// Papers: numbered without gaps, true to what has happened, never with a citizen's words, and never
// shown to who may not see what they are about.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/documents/bulletin.h"
#include "sync/center/documents/documents.h"
#include "sync/center/documents/texts.h"
#include "sync/center/documents/words.h"
#include "sync/center/rules/profile.h"
#include "sync/center/supervision/sweep.h"

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

bool has(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

/// What the clocks have earned by now is issued.
void judge(ConsoleWorld& world) {
    const auto found = supervision::judge(world.db(), domain::date_of(world.wall));
    REQUIRE(found.ok());
    REQUIRE(supervision::carry_out(world.db(), found.value(), world.wall).ok());
}

json::value draft(ConsoleWorld& world, const std::string& kind, const std::string& subject,
                  const std::string& words) {
    const auto answer = world.post(
        "/api/v1/documents/draft",
        json::serialize(json::object{{"kind", kind}, {"subject", subject}, {"words", words}}));
    REQUIRE(answer.status == 200);
    return answer.json();
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

TEST_CASE("documents: a draft draws no number and is kept nowhere") {
    ConsoleWorld world;
    const std::string ticket = accepted(world);
    const json::value shown = draft(world, "supervise", ticket, "尽快");
    CHECK(shown.at("number").as_string().empty());
    CHECK(shown.at("id").as_string().empty());
    CHECK(world.get("/api/v1/documents").json().at("items").as_array().empty());
    const auto made = make(world, "supervise", ticket, {{"words", "尽快"}});
    CHECK(made.json().at("text") == shown.at("text"));
    CHECK(made.json().at("number").as_string() == "效督〔2026〕1号");
}

TEST_CASE("documents: a card that is upheld is neglect; the unit signs its self-criticism") {
    ConsoleWorld world;
    accepted(world);
    world.pass(std::chrono::hours{24 * 60});
    judge(world);
    world.sit_down(Role::Supervisor);
    const json::value card =
        world.get("/api/v1/cards?level=red").json().at("items").as_array().at(0);
    const std::string id(card.at("id").as_string());
    const std::string unit(card.at("unit").as_string());
    CHECK(make(world, "self_criticism", id, {{"words", "x"}}).status == 403);
    CHECK(make(world, "grave_neglect", id).status == 409);  // Nobody has upheld it.
    const std::string center(make(world, "red", id).json().at("issuer").as_string());

    world.sit_down(Role::Handler, unit);
    CHECK(make(world, "self_criticism", id).field() == "words");
    const auto written = make(world, "self_criticism", id, {{"words", "窗口缺岗，已整改。"}});
    REQUIRE(written.status == 201);
    const json::value paper = written.json();
    CHECK(paper.at("issuer").as_string() == "市场监督管理局");
    CHECK(paper.at("addressee").as_string() == center);
    CHECK(paper.at("number").as_string() == "效检〔2027〕1号");
    CHECK(has(std::string(paper.at("text").at("zh").as_string()), "窗口缺岗，已整改。"));
    const auto deed = [&](const char* action, std::int64_t version) {
        return world.post(
            "/api/v1/cards/" + id + "/actions",
            json::serialize(json::object{
                {"action", action}, {"expected_version", version}, {"words", "属实"}}));
    };
    REQUIRE(deed("answer", 1).status == 200);
    world.sit_down(Role::Handler, "gajj");
    CHECK(make(world, "self_criticism", id, {{"words", "x"}}).status == 404);

    world.sit_down(Role::Supervisor);
    REQUIRE(deed("uphold", 2).status == 200);
    CHECK(make(world, "neglect", id).status == 409);  // That is for a yellow one.
    const auto told = make(world, "grave_neglect", id, {{"words", "无人值守"}});
    REQUIRE(told.status == 201);
    CHECK(told.json().at("addressee").as_string() == "市场监督管理局");
    CHECK(told.json().at("issuer").as_string() == center);
}

TEST_CASE("documents: a bulletin counts a month that is over, and hides what is too small") {
    ConsoleWorld world;
    for (int i = 0; i < 6; ++i) world.file("窗口让我跑了三趟", "13812345678");
    world.file("排队", "", "2", "manner");
    for (int i = 0; i < 12; ++i) world.rate(5);
    world.sit_down(Role::Supervisor);
    CHECK(make(world, "bulletin", "202611", {{"words", "x"}}).field() == "kind");  // It runs yet.
    for (const char* month : {"202612", "202613", "202600", "0", "20261"}) {
        CAPTURE(month);
        CHECK(make(world, "bulletin", month, {{"words", "x"}}).status == 404);
    }
    world.pass(std::chrono::hours{24 * 40});
    judge(world);  // Nobody called anybody: the center's own red cards, in December.
    world.sit_down(Role::Supervisor);
    CHECK(make(world, "bulletin", "202611").field() == "words");
    const json::value november = draft(world, "bulletin", "202611", "请认真整改。");
    const std::string zh(november.at("text").at("zh").as_string());
    const std::string en(november.at("text").at("en").as_string());
    CHECK(has(zh, "2026年11月"));
    CHECK(has(zh, "收到投诉和差评7件"));
    CHECK(has(zh, "| 类别 | 件数 |"));
    CHECK(has(zh, "| 少于5 |"));
    CHECK(has(zh, "| 1 | 市场监督管理局 | 12 | 100.0% | 0.0% |"));
    CHECK(has(zh, "本月没有预警和红黄牌。"));
    CHECK(has(en, "| 1 | Market Regulation Bureau | 12 | 100.0% | 0.0% |"));
    for (const std::string& text : {zh, en}) {
        CHECK_FALSE(has(text, "{"));
        CHECK_FALSE(has(text, "跑了三趟"));
        CHECK_FALSE(has(text, "5678"));
    }
    world.pass(std::chrono::hours{24 * 31});
    world.sit_down(Role::Supervisor);
    const auto made = make(world, "bulletin", "202612", {{"words", "请认真整改。"}});
    REQUIRE(made.status == 201);
    CHECK(
        has(std::string(made.json().at("text").at("zh").as_string()), "| 投诉中心 | 0 | 0 | 7 |"));
    CHECK(made.json().at("number").as_string() == "效通〔2027〕1号");
    world.sit_down(Role::Handler, "gajj");  // It is for everybody, and written by one.
    CHECK(world.get("/api/v1/documents?kind=bulletin").json().at("items").as_array().size() == 1);
    CHECK(make(world, "bulletin", "202612", {{"words", "x"}}).status == 403);
    CHECK(documents::table_line({"a|b\nc", "d"}) == "| a/b c | d |");
}

TEST_CASE("documents: what papers put together is said in both languages, or refused by its name") {
    const auto all = documents::read_words(source_file("assets/documents/words.toml"));
    REQUIRE(all.ok());
    CHECK(all.value().size() > 30);
    CHECK(documents::read_words("[month]\nfew = { zh = \"少\" }").error().field == "month.few");
    CHECK(documents::read_words("month = 1").error().field == "month");
    CHECK(documents::read_words("[month").error().field == "words");
    const domain::Date day = domain::Date::of(2026, 3, 2);
    CHECK(documents::word_of("subject.day", day).zh == "2026年3月2日");
    CHECK(documents::word_of("subject.day", day).en == "2026-03-02");
    CHECK(documents::word_or_code("call", "verified").zh == "接通，已核实");
    CHECK(documents::word_or_code("call", "sang").en == "sang");
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

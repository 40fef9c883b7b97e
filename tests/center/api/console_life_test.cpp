// SPDX-License-Identifier: Apache-2.0
// Notices, samples and cases over HTTP.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/journal.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/tickets/tickets.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

domain::Rating rating(int level) {
    domain::Rating made;
    made.window = "2";
    made.unit = "scjg";
    made.scale = "national-5";
    made.level = level;
    made.phone = SecretText("13800005678");
    return made;
}

std::string cases_body(const char* stage) {
    return json::serialize(
        json::object{{"cases", json::array{json::object{{"case_no", "420600-2026-0009"},
                                                        {"service", "许可"},
                                                        {"unit", "scjg"},
                                                        {"window", "3"},
                                                        {"applicant_surname", "王"},
                                                        {"id_last4", "002X"},
                                                        {"phone_last4", "5678"},
                                                        {"query_code", "XY7K-29QX-M4T8"},
                                                        {"stage", stage},
                                                        {"accepted_on", "2026-10-01"},
                                                        {"promised_wd", 5},
                                                        {"statutory_wd", 20},
                                                        {"updated_at", "2026-10-20 09:00"}}}}});
}

}  // namespace

TEST_CASE(
    "cases over HTTP: good rows go in, the clock earns a card, the unit is told and reads it") {
    ConsoleWorld world;
    world.sit_down(Role::Intake);
    CHECK(world.post("/api/v1/cases", cases_body("reviewing")).status == 403);
    world.sit_down(Role::Supervisor);
    const auto bad = world.post("/api/v1/cases", cases_body("lost"));
    REQUIRE(bad.status == 200);
    const auto wrong = bad.json().at("errors").at(0);
    CHECK(wrong.at("column").as_string() == "stage");
    CHECK(wrong.at("why").as_string().starts_with("must be received, "));
    CHECK(wrong.at("why_zh").as_string().starts_with("应为"));
    const auto broken = world.post("/api/v1/cases", R"({"cases":[1]})").json();
    CHECK(broken.at("errors").as_array().at(0).at("row") == 1);
    REQUIRE(world.post("/api/v1/cases", cases_body("reviewing")).json().at("added") == 1);
    CHECK(world.post("/api/v1/cases", cases_body("reviewing")).json().at("updated") == 1);
    world.more_headers["idempotency-key"] = "import-1";
    CHECK(world.post("/api/v1/cases", cases_body("reviewing")).json().at("updated") == 1);
    const auto again = world.post("/api/v1/cases", cases_body("reviewing"));
    CHECK(again.headers.at("idempotency-replayed") == "true");
    world.more_headers.clear();
    const auto found = supervision::judge_cases(world.db(), domain::date_of(world.wall));
    REQUIRE(found.ok());
    REQUIRE(supervision::carry_out(world.db(), found.value(), world.wall).value() == 1);
    const json::value card = world.get("/api/v1/cards?subject=case").json().at("items").at(0);
    CHECK(card.at("ticket_no").as_string() == "420600-2026-0009");
    CHECK(card.at("ticket").as_string().empty());
    CHECK(world.get("/api/v1/cards?subject=x").field() == "subject");
    const auto paper = world.post(
        "/api/v1/documents",
        json::serialize(json::object{{"kind", card.at("level")}, {"subject", card.at("id")}}));
    REQUIRE(paper.status == 201);
    CHECK(paper.json().at("text").at("zh").as_string().find("编号420600-2026-0009的办件") !=
          json::string::npos);

    world.sit_down(Role::Handler, "scjg");
    const json::value told = world.get("/api/v1/notices?open=true").json().at("items").at(0);
    const std::string path =
        "/api/v1/notices/" + std::string(told.at("id").as_string()) + "/acknowledgement";
    world.sit_down(Role::Handler, "rlzy");
    CHECK(world.post(path, "{}").status == 404);
    world.sit_down(Role::Handler, "scjg");
    REQUIRE(world.post(path, "{}").status == 200);
    CHECK_FALSE(world.post(path, "{}").json().at("acknowledged_by").as_string().empty());
    CHECK(world.get("/api/v1/notices?open=true").json().at("items").as_array().empty());
    CHECK(world.get("/api/v1/notices?limit=0").field() == "limit");
    CHECK(world.get("/api/v1/notices?level=blue").field() == "level");
    CHECK(world.get("/api/v1/notices?to=me").field() == "to");
    CHECK(world.get("/api/v1/notices?what=x").field() == "what");
    CHECK(world.get("/api/v1/notices?level=red&unit=rlzy").json().at("items").as_array().empty());
    CHECK(told.at("text_en").as_string().starts_with("Red card: 420600-2026-0009"));
    world.sit_down(Role::Administrator);
    CHECK(world.get("/api/v1/notices").json().at("items").as_array().empty());
}

TEST_CASE("samples over HTTP: the seed is told to who may draw again, a call is written down") {
    ConsoleWorld world;
    world.take(rating(1));
    world.sit_down(Role::Auditor);
    const auto ask = [&] { return world.get("/api/v1/samples?month=2026-11"); };
    std::int64_t rest = 0;
    // By chance, one in twenty; the keys are others each time.
    for (; ask().json().at("tally").at("n") == 0; rest += 10) {
        for (int i = 0; i < 10; ++i) world.take(rating(5));
    }
    const auto seen = ask();
    REQUIRE(seen.status == 200);
    CHECK(seen.json().at("seed").as_string().size() == 64);
    CHECK(seen.json().at("ratings_rest").as_int64() == rest);
    CHECK(world.get("/api/v1/samples?month=x").field() == "month");
    CHECK(world.get("/api/v1/samples?open=no").field() == "open");
    const auto first = world.get("/api/v1/samples?month=2026-11&limit=1").json();
    CHECK(first.at("items").as_array().size() == 1);
    CHECK(first.at("next").as_string() == "1");
    CHECK(first.at("tally").at("done") == 0);
    const auto open = world.get("/api/v1/samples?month=2026-11&open=true").json();
    CHECK(open.at("items").as_array().size() == first.at("tally").at("n").as_int64());
    world.sit_down(Role::Intake);
    CHECK(world.get("/api/v1/samples").status == 403);
    world.sit_down(Role::Callback);
    const json::value sample = seen.json();
    for (const json::value& item : sample.at("items").as_array()) {
        const std::string path =
            "/api/v1/samples/2026-11/" + std::string(item.at("record").as_string());
        if (item.at("bad").as_bool()) {
            CHECK(item.at("ticket").is_string());
            CHECK(world.post(path + "/contact", R"({"reason":"抽样回访"})").status == 404);
            continue;
        }
        CHECK(world.post(path + "/contact", R"({"reason":"抽样回访"})").json().at("phone") ==
              "13800005678");
        const auto noted = registry::journal(world.db(), 0, 1);
        REQUIRE(noted.ok());
        CHECK(noted.value().at(0).what == "contact_revealed");
        const std::string record(item.at("record").as_string());
        CHECK(noted.value().at(0).about == "2026-11/" + record.substr(0, 8));
        CHECK(world.post(path + "/calls", R"({"outcome":"verified"})").field() == "level");
        REQUIRE(world.post(path + "/calls", R"({"outcome":"verified","level":5})").status == 200);
        CHECK(world.post(path + "/calls", R"({"outcome":"verified","level":5})").status == 409);
    }
    CHECK(world.post("/api/v1/samples/2026-11/00/calls", R"({"outcome":"verified","level":5})")
              .status == 404);
}

TEST_CASE("samples over HTTP: who is related to a unit sees nothing that was drawn about it") {
    ConsoleWorld world;
    world.sit_down(Role::Callback);
    const auto drawn = [&] {
        return world.get("/api/v1/samples?month=2026-11").json().at("items").as_array();
    };
    while (drawn().empty()) world.take(rating(5));  // By chance, one in twenty.
    const json::array all = drawn();
    const std::string path =
        "/api/v1/samples/2026-11/" + std::string(all[0].at("record").as_string()) + "/contact";
    world.sit_down_related(Role::Callback, "scjg");
    CHECK(drawn().empty());
    CHECK(world.post(path, R"({"reason":"抽样回访"})").status == 404);
    const MutantScope open("api.samples_of_relatives");
    CHECK(drawn().size() == all.size());
}

TEST_CASE("life: what a citizen's withdrawal means for others does not tell when it was (S-12)") {
    ConsoleWorld world;
    const std::string main = world.file("y", "");
    const std::string other = world.file("z", "");
    world.sit_down(Role::Supervisor);
    const auto number = world.get("/api/v1/tickets/" + main).json().at("ticket_no").as_string();
    REQUIRE(world.act(other, {{"action", "merge"}, {"into", number}}).status == 200);
    store::Statement code = world.db().prepare("SELECT receipt_code FROM ticket WHERE id = :id");
    REQUIRE(code.bind(":id", std::int64_t{std::stoll(main)}).step().value());
    world.pass(std::chrono::minutes{37});
    REQUIRE(tickets::make_wish(world.db(), code.text(0), domain::Wish::Withdraw, world.wall).ok());
    world.sit_down(Role::Supervisor);  // The session of half an hour ago is over.
    for (const auto& [id, type] :
         {std::pair(main, "withdrawn"), std::pair(main, "left"), std::pair(other, "separated")}) {
        CAPTURE(type);
        const auto body = world.get("/api/v1/tickets/" + id);
        CHECK(body.body.find(minute_of(world.wall)) == body.body.npos);
        int found = 0;
        const json::value ticket = body.json();
        for (const json::value& event : ticket.at("events").as_array()) {
            if (event.at("type").as_string() != type) continue;
            ++found;
            CHECK(event.at("at").at("half").as_string() == "am");
        }
        CHECK(found == 1);
    }
}

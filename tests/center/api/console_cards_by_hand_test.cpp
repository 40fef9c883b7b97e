// SPDX-License-Identifier: Apache-2.0
// A supervisor's own cards about cases of the approval system and about monitors' reports: each for
// a rule that it names, once, with the life of any card.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/supervision/sweep.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

constexpr const char* kCase = "420600-2026-0009";

void import_case(ConsoleWorld& world) {
    world.sit_down(Role::Supervisor);
    const json::object row{{"case_no", kCase},
                           {"service", "许可"},
                           {"unit", "scjg"},
                           {"window", "3"},
                           {"applicant_surname", "王"},
                           {"id_last4", "002X"},
                           {"phone_last4", "5678"},
                           {"query_code", "XY7K-29QX-M4T8"},
                           {"stage", "reviewing"},
                           {"accepted_on", "2026-10-28"},
                           {"promised_wd", 20},
                           {"statutory_wd", 40},
                           {"updated_at", "2026-10-29 09:00"}};
    const auto answer =
        world.post("/api/v1/cases", json::serialize(json::object{{"cases", json::array{row}}}));
    REQUIRE(answer.status == 200);
    REQUIRE(answer.json().at("added") == 1);
}

std::string cards_of_case() {
    std::string path("/api/v1/cases/");
    return path.append(kCase).append("/cards");
}

std::string hand(const char* level, const char* rule, const char* words = "已核对纸质档案") {
    return json::serialize(json::object{{"level", level}, {"rule", rule}, {"words", words}});
}

std::string deed(json::object fields, std::int64_t version) {
    fields["expected_version"] = version;
    fields["words"] = "到窗口看过";
    return json::serialize(fields);
}

json::value only(const ConsoleWorld::Answer& answer) {
    REQUIRE(answer.status == 200);
    REQUIRE(answer.json().at("items").as_array().size() == 1);
    return answer.json().at("items").at(0);
}

/// A monitor's problem about window 3 of scjg. @return its path.
std::string report(ConsoleWorld& world) {
    domain::Issue made;
    made.monitor = "1001";
    made.window = "3";
    made.text = SecretText(std::string_view("多收工本费"));
    world.take(made);
    world.sit_down(Role::Supervisor);
    return "/api/v1/issues/" +
           std::string(only(world.get("/api/v1/issues?limit=1")).at("id").as_string());
}

ConsoleWorld::Answer verify(ConsoleWorld& world, const std::string& path, const char* finding) {
    return world.post(path + "/actions", deed({{"action", "verify"}, {"finding", finding}}, 1));
}

}  // namespace

TEST_CASE("cards by hand: about a case, for a rule that is named, and once for each") {
    ConsoleWorld world;
    import_case(world);
    const auto rules = world.get("/api/v1/triggers").json().at("items").as_array();
    CHECK(rules.size() == 8);
    const auto put = [&](const std::string& body) { return world.post(cards_of_case(), body); };
    CHECK(put(hand("yellow", "")).field() == "rule");
    CHECK(put(hand("yellow", "weather")).field() == "rule");
    CHECK(put(hand("notice", "off_system")).field() == "level");
    CHECK(put(hand("yellow", "off_system", "")).field() == "words");
    CHECK(put(R"({"finding":"true","rule":"fees","words":"x"})").field() == "finding");
    CHECK(world.post("/api/v1/cases/420600-2026-0001/cards", hand("yellow", "fees")).status == 404);
    const auto card = put(hand("yellow", "off_system"));
    REQUIRE(card.status == 201);
    CHECK(card.json().at("subject").as_string() == "case");
    CHECK(card.json().at("ticket_no").as_string() == kCase);
    CHECK(card.json().at("unit").as_string() == "scjg");
    CHECK(card.json().at("clock").as_string() == "manual.off_system");
    CHECK(card.json().at("rule").at("zh").as_string() == "系统外审批");
    CHECK(card.json().at("answer_by").as_string() == "2026-11-05");
    CHECK(card.json().at("events").at(0).at("words").as_string() == "已核对纸质档案");
    CHECK(card.json().at("events").at(0).at("by").as_string() == "li");
    const auto again = put(hand("yellow", "off_system"));
    CHECK(again.status == 409);
    CHECK(again.field() == "rule");
    // A second yellow card on one matter is a red one, by the rules of the hall.
    const auto second = put(hand("yellow", "fees"));
    REQUIRE(second.status == 201);
    CHECK(second.json().at("level").as_string() == "red");
    CHECK(supervision::verify_cards(world.db()).ok());
    const MutantScope open("supervision.hands_out_again");
    CHECK(put(hand("yellow", "off_system")).status == 201);
}

TEST_CASE("cards by hand: the unit is told, objects or answers, and a supervisor takes it back") {
    ConsoleWorld world;
    import_case(world);
    const std::string id(
        world.post(cards_of_case(), hand("red", "off_system")).json().at("id").as_string());
    const std::string acts = "/api/v1/cards/" + id + "/actions";
    world.sit_down(Role::Handler, "scjg");
    const json::value notice = world.get("/api/v1/notices?open=true").json().at("items").at(0);
    CHECK(notice.at("card").as_string() == id);
    CHECK(notice.at("text").as_string().find(kCase) != json::string::npos);
    CHECK(world.get("/api/v1/today").json().at("cards") == 1);
    REQUIRE(world
                .post(acts, R"({"action":"object","expected_version":1,"words":"系统停电",)"
                            R"("evidence":"停电通知"})")
                .status == 200);
    world.sit_down(Role::Supervisor);
    const auto removed = world.post(acts, deed({{"action", "remove"}}, 2));
    REQUIRE(removed.status == 200);
    CHECK(removed.json().at("state").as_string() == "removed");
    CHECK(removed.json().at("rule").at("code").as_string() == "off_system");
}

TEST_CASE("cards by hand: one that its unit leaves unanswered becomes red") {
    ConsoleWorld world;
    import_case(world);
    REQUIRE(world.post(cards_of_case(), hand("yellow", "no_reasons")).status == 201);
    world.pass(std::chrono::hours{24 * 7});
    const auto found = supervision::judge_cards(world.db(), domain::date_of(world.wall));
    REQUIRE(found.ok());
    REQUIRE(supervision::carry_out(world.db(), found.value(), world.wall).value() == 1);
    world.sit_down(Role::Supervisor);
    const json::value red = only(world.get("/api/v1/cards?level=red"));
    CHECK(red.at("clock").as_string() == "manual.no_reasons");
}

TEST_CASE("cards by hand: of a unit that the registry does not know the center has it itself") {
    ConsoleWorld world;
    import_case(world);
    REQUIRE(world.db().run("UPDATE case_file SET unit = 'nobody'").ok());
    CHECK(world.post(cards_of_case(), hand("yellow", "other")).json().at("unit").as_string() == "");
}

TEST_CASE("cards by hand: about a monitor's report, and not before it was found true") {
    ConsoleWorld world;
    const std::string path = report(world);
    const auto put = [&](const std::string& body) { return world.post(path + "/cards", body); };
    const auto early = put(hand("yellow", "fees"));
    CHECK(early.status == 409);
    CHECK(early.field() == "finding");
    REQUIRE(verify(world, path, "partly").status == 200);
    const auto card = put(hand("yellow", "fees"));
    REQUIRE(card.status == 201);
    CHECK(card.json().at("subject").as_string() == "issue");
    CHECK(card.json().at("unit").as_string() == "scjg");
    CHECK(card.json().at("rule").at("code").as_string() == "fees");
    CHECK(put(hand("yellow", "fees")).field() == "rule");
    world.sit_down(Role::Handler, "scjg");
    CHECK(only(world.get("/api/v1/cards")).at("level").as_string() == "yellow");
    CHECK(world.get(path).status == 404);  // The card, never the report.

    ConsoleWorld other;
    const std::string untrue = report(other);
    REQUIRE(verify(other, untrue, "untrue").status == 200);
    CHECK(other.post(untrue + "/cards", hand("yellow", "fees")).status == 409);
    const MutantScope open("supervision.tells_of_unproved_reports");
    CHECK(other.post(untrue + "/cards", hand("yellow", "fees")).status == 201);
}

TEST_CASE(
    "cards by hand: nobody but a supervisor issues one, and who is related to the unit none") {
    ConsoleWorld world;
    import_case(world);
    const std::string path = report(world);
    REQUIRE(verify(world, path, "true").status == 200);
    for (const Role role : {Role::Intake, Role::Callback, Role::Auditor}) {
        world.sit_down(role);
        CHECK(world.post(cards_of_case(), hand("yellow", "fees")).status == 403);
        CHECK(world.post(path + "/cards", hand("yellow", "fees")).status == 403);
    }
    world.sit_down(Role::Handler, "scjg");
    CHECK(world.post(cards_of_case(), hand("yellow", "fees")).status == 403);
    CHECK(world.post(path + "/cards", hand("yellow", "fees")).status == 404);
    world.sit_down(Role::Administrator);
    CHECK(world.post(path + "/cards", hand("yellow", "fees")).status == 404);
    world.sit_down_related(Role::Supervisor, "scjg");
    CHECK(world.post(cards_of_case(), hand("yellow", "fees")).status == 404);
    CHECK(world.post(path + "/cards", hand("yellow", "fees")).status == 404);
}

TEST_CASE("cards by hand: a ticket's may name a rule, too, and then comes once") {
    ConsoleWorld world;
    const std::string path = "/api/v1/tickets/" + world.file("x", "") + "/cards";
    world.sit_down(Role::Supervisor);
    CHECK(world.post(path, hand("yellow", "weather")).field() == "rule");
    const auto card = world.post(path, hand("yellow", "no_reasons"));
    REQUIRE(card.status == 201);
    CHECK(card.json().at("rule").at("code").as_string() == "no_reasons");
    CHECK(world.post(path, hand("yellow", "no_reasons")).status == 409);
    const auto plain = world.post(path, R"({"level":"yellow","words":"又一次"})");
    REQUIRE(plain.status == 201);
    CHECK_FALSE(plain.json().as_object().contains("rule"));
}

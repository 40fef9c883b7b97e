// SPDX-License-Identifier: Apache-2.0
// Every limit that openapi.json sets to a request holds: one step beyond it is refused by its name,
// at it the length is no reason to refuse.
#include "console_world.h"
#include "contract.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;

namespace {

json::string characters(std::int64_t count) {
    json::string text;
    for (std::int64_t i = 0; i < count; ++i) text += "字";
    return text;
}

/// Values that break one limit each.
std::vector<json::value> beyond(const json::object& limits) {
    std::vector<json::value> bad{json::array{}, json::object{}};
    const auto at = [&](const char* name) { return limits.if_contains(name); };
    const bool is_text = limits.at("type").as_string() == "string";
    bad.push_back(is_text ? json::value(7) : json::value("7"));
    if (at("maxLength") != nullptr) bad.push_back(characters(at("maxLength")->as_int64() + 1));
    if (at("minLength") != nullptr) bad.push_back(characters(at("minLength")->as_int64() - 1));
    if (at("enum") != nullptr) bad.emplace_back("nope");
    if (at("pattern") != nullptr) bad.emplace_back("R9");
    if (at("minimum") != nullptr) bad.emplace_back(at("minimum")->as_int64() - 1);
    if (at("maximum") != nullptr) bad.emplace_back(at("maximum")->as_int64() + 1);
    return bad;
}

std::vector<json::value> at_the_limit(const json::object& limits) {
    std::vector<json::value> good;
    for (const char* name : {"maxLength", "minLength"}) {
        const json::value* length = limits.if_contains(name);
        if (length != nullptr) good.push_back(characters(length->as_int64()));
    }
    return good;
}

/// Sends `good` with `field` changed in every way that matters. `send` makes its own fresh world.
template <class Send>
void probe(const std::string& schema_name, const std::string& field, const json::object& good,
           Send send) {
    CAPTURE(schema_name);
    CAPTURE(field);
    const json::object& whole = schema(schema_name);
    const json::object& limits = whole.at("properties").at(field).as_object();
    const auto sent = [&](const json::value& value) {
        json::object body = good;
        body[field] = value;
        return send(json::serialize(body));
    };
    for (const json::value& value : beyond(limits)) {
        CAPTURE(json::serialize(value).substr(0, 60));
        const auto refused = sent(value);
        CHECK(refused.status == 400);
        CHECK(refused.field() == field);
    }
    for (const json::value& value : at_the_limit(limits)) {
        const auto answer = sent(value);
        if (answer.status == 400)
            CHECK(answer.json().at("detail").as_string().find("characters") == json::string::npos);
    }
    for (const json::value& required : whole.at("required").as_array()) {
        if (required.as_string() != field) continue;
        json::object body = good;
        body.erase(field);
        CHECK(send(json::serialize(body)).field() == field);
        CHECK(sent(nullptr).field() == field);
    }
}

}  // namespace

TEST_CASE("limits: of what is done with a ticket") {
    const std::pair<const char*, json::object> fields[] = {
        {"action", {}},
        {"expected_version", {{"action", "accept"}}},
        {"outcome", {{"action", "callback"}}},
        {"note", {{"action", "callback"}, {"outcome", "verified"}}},
        {"duration_s", {{"action", "callback"}, {"outcome", "verified"}}},
        {"recording", {{"action", "callback"}, {"outcome", "verified"}}},
        {"agreed_at", {{"action", "callback"}, {"outcome", "rescheduled"}}},
        {"reason_code", {{"action", "refuse"}, {"words", "x"}}},
        {"words", {{"action", "refuse"}, {"reason_code", "R1"}}},
        {"text", {{"action", "reply"}}},
        {"result", {{"action", "close"}}},
        {"finding", {{"action", "reply"}, {"text", "x"}}},
        {"unit", {{"action", "dispatch"}}},
        {"into", {{"action", "merge"}}},
        {"class", {{"action", "classify"}}},
        {"satisfaction", {{"action", "closing_call"}, {"outcome", "verified"}, {"solved", "yes"}}},
        {"solved", {{"action", "closing_call"}, {"outcome", "verified"}, {"satisfaction", 3}}},
        {"contacted", {{"action", "closing_call"}}},
        {"told", {{"action", "closing_call"}}},
        {"pressed", {{"action", "closing_call"}}},
    };
    CHECK(std::size(fields) == schema("TicketAction").at("properties").as_object().size());
    ConsoleWorld world;
    for (const auto& [field, good] : fields) {
        json::object body = good;
        body["expected_version"] = 1;
        probe("TicketAction", field, body, [&](const std::string& text) {
            world.sit_down(rules::Role::Supervisor);
            return world.post("/api/v1/tickets/" + world.file("x", "13812345678") + "/actions",
                              text);
        });
    }
}

TEST_CASE("limits: of the reason for which a contact is shown") {
    ConsoleWorld world;
    const std::string id = world.file("x", "13812345678");
    world.sit_down(rules::Role::Callback);
    const auto reveal = [&](const std::string& body) {
        return world.post("/api/v1/tickets/" + id + "/contact", body);
    };
    probe("Reveal", "reason", {}, reveal);
    CHECK(reveal(json::serialize(json::object{{"reason", characters(200)}})).status == 200);
}

TEST_CASE("limits: of signing in and of a password of one's own") {
    ConsoleWorld world;
    for (const char* field : {"account", "password"}) {
        probe("SignIn", field, {{"account", "li"}, {"password", "wrong"}},
              [&](const std::string& body) { return world.post("/api/v1/session", body); });
    }
    REQUIRE(accounts::create_account(world.db(), {"li", "李明", rules::Role::Supervisor, {}, true},
                                     world.random, world.wall)
                .ok());
    world.sit_down(rules::Role::Supervisor);
    for (const char* field : {"old", "new"}) {
        probe(
            "PasswordChange", field, {{"old", "wrong"}, {"new", "a password of my own"}},
            [&](const std::string& body) { return world.post("/api/v1/session/password", body); });
    }
}

TEST_CASE("limits: of asking for the next call") {
    ConsoleWorld world;
    world.sit_down(rules::Role::Callback);
    CHECK(schema("CallAsk").at("properties").as_object().size() == 1);
    json::string long_id(33, '7');
    for (const json::value& value : {json::value(7), json::value("x"), json::value("0"),
                                     json::value("-1"), json::value(long_id)}) {
        CAPTURE(json::serialize(value));
        const auto refused =
            world.post("/api/v1/callbacks/next", json::serialize(json::object{{"put_off", value}}));
        CHECK(refused.status == 400);
        CHECK(refused.field() == "put_off");
    }
}

TEST_CASE("limits: of making a paper and of marking one void") {
    ConsoleWorld world;
    const std::string id = world.file("x", "");
    const json::object good{{"kind", "supervise"}, {"subject", id}};
    const auto make = [&](const std::string& body) {
        world.sit_down(rules::Role::Supervisor);
        return world.post("/api/v1/documents", body);
    };
    for (const char* field : {"kind", "subject", "addressee", "words", "due_on"}) {
        probe("DocumentWish", field, good, make);
    }
    REQUIRE(make(json::serialize(good)).status == 201);
    probe("VoidReason", "reason", {}, [&](const std::string& body) {
        world.sit_down(rules::Role::Supervisor);
        return world.post("/api/v1/documents/1/void", body);
    });
}

TEST_CASE("limits: of giving a kiosk or a case to somebody, and of shutting a kiosk out") {
    ConsoleWorld world;
    const std::string ticket = world.file("x", "");  // While its kiosk may send.
    const std::string kiosk = std::string("/api/v1/kiosks/") + ConsoleWorld::kKiosk + "/actions";
    const auto send = [&](const std::string& body) {
        world.sit_down(rules::Role::Administrator);
        return world.post(kiosk, body);
    };
    const json::object assign{{"action", "assign"}, {"expected_version", 1}, {"point", ""}};
    for (const char* field : {"action", "expected_version", "point"}) {
        probe("KioskAction", field, assign, send);
    }
    probe("KioskAction", "reason", {{"action", "revoke"}, {"expected_version", 1}}, send);
    const json::object watch{{"action", "assign"}, {"expected_version", 1}, {"account", ""}};
    for (const char* field : {"action", "expected_version", "account"}) {
        probe("CaseAction", field, watch, [&](const std::string& body) {
            world.sit_down(rules::Role::Supervisor);
            return world.post("/api/v1/cases/420600-2026-0001/actions", body);
        });
    }
    for (const char* field : {"case_no", "expected_version"}) {
        probe("TicketCaseWish", field, {{"case_no", ""}, {"expected_version", 1}},
              [&](const std::string& body) {
                  world.sit_down(rules::Role::Supervisor);
                  return world.post("/api/v1/tickets/" + ticket + "/case", body);
              });
    }
}

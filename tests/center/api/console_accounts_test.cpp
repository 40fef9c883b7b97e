// SPDX-License-Identifier: Apache-2.0
// The second factor, keeping accounts, sessions, saved filters and the journal.
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/accounts/second_factor.h"
#include "sync/center/accounts/staff.h"
#include "sync/center/api/effects.h"
#include "sync/center/registry/journal.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;
namespace json = boost::json;

namespace {

constexpr const char* kPassword = "a password of my own";
const std::string kLi = "/api/v1/accounts/li/actions";

void make(ConsoleWorld& world, const std::string& name, Role role, const std::string& unit = {}) {
    REQUIRE(accounts::create_account(world.db(), {name, "李明", role, unit, true}, world.random,
                                     world.wall)
                .ok());
    const auto hash = accounts::hash_password(kPassword);
    REQUIRE(hash.ok());
    REQUIRE(accounts::set_password(world.db(), name, hash.value(), world.wall).ok());
}

ConsoleWorld::Answer keep_session(ConsoleWorld& world, const ConsoleWorld::Answer& answer) {
    if (answer.status != 200) return answer;
    const std::string cookie = answer.headers.at("set-cookie");
    const std::size_t start = cookie.find('=') + 1;
    world.cookie = cookie.substr(start, cookie.find(';') - start);
    world.csrf = std::string(answer.json().at("csrf").as_string());
    return answer;
}

ConsoleWorld::Answer sign_in(ConsoleWorld& world, const std::string& password = kPassword) {
    world.stand_up();
    return keep_session(
        world, world.post("/api/v1/session", json::serialize(json::object{
                                                 {"account", "li"}, {"password", password}})));
}

accounts::TotpSecret secret_of(const std::string& base32) {
    accounts::TotpSecret secret;
    std::uint64_t held = 0;
    std::size_t at = 0;
    int bits = 0;
    for (const char c : base32) {
        const auto value = static_cast<std::uint64_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
        held = (held << 5U) | value;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        secret.bytes.at(at++) = static_cast<std::uint8_t>(held >> static_cast<unsigned>(bits));
    }
    return secret;
}

std::string body_of(const std::string& field, const std::string& value) {
    return json::serialize(json::object{{field, value}});
}

/// Sets a second factor for li, who is signed in. @return its secret.
accounts::TotpSecret enrol(ConsoleWorld& world) {
    const auto offered =
        world.post("/api/v1/session/second-factor", body_of("password", kPassword));
    REQUIRE(offered.status == 200);
    const auto secret = secret_of(std::string(offered.json().at("secret").as_string()));
    const std::string code = accounts::totp_code(secret, accounts::totp_step(world.wall));
    REQUIRE(world.request("PUT", "/api/v1/session/second-factor", body_of("code", code)).status ==
            200);
    return secret;
}

std::string code_now(const accounts::TotpSecret& secret, const ConsoleWorld& world) {
    return accounts::totp_code(secret, accounts::totp_step(world.wall));
}

}  // namespace

TEST_CASE("second factor: the codes of RFC 6238, appendix B") {
    const auto secret = accounts::TotpSecret::from(as_bytes("12345678901234567890"));
    REQUIRE(secret);
    const std::pair<std::int64_t, const char*> vectors[] = {
        {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
        {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& [seconds, code] : vectors) {
        CHECK(accounts::totp_code(*secret, accounts::totp_step(wall_ms(seconds * 1000))) == code);
    }
    CHECK(accounts::to_base32(secret->view()) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(accounts::to_base32(as_bytes("f")) == "MY");
}

TEST_CASE("second factor: once set, the password alone opens nothing, and a code works once") {
    ConsoleWorld world;
    make(world, "li", Role::Supervisor);
    REQUIRE(sign_in(world).status == 200);
    CHECK(world.post("/api/v1/session/second-factor", body_of("password", "wrong")).field() ==
          "password");
    const auto secret = enrol(world);
    CHECK(world.get("/api/v1/session").json().at("has_second_factor").as_bool());
    const auto opened = sign_in(world);
    CHECK(opened.json().at("awaits_code").as_bool());
    for (const char* path : {"/api/v1/tickets", "/api/v1/hall", "/api/v1/sessions"}) {
        CHECK(world.get(path).status == 403);
    }
    CHECK(world
              .post("/api/v1/session/password",
                    json::serialize(json::object{{"old", kPassword}, {"new", "another password"}}))
              .status == 403);
    const auto give = [&](const std::string& code) {
        return world.post("/api/v1/session/code", body_of("code", code));
    };
    const std::string spent = code_now(secret, world);  // It set the factor up.
    CHECK(give(spent).status == 401);
    world.pass(std::chrono::seconds{30});
    const std::string before = world.cookie;
    REQUIRE(keep_session(world, give(code_now(secret, world))).status == 200);
    CHECK(world.cookie != before);
    CHECK(world.get("/api/v1/tickets").status == 200);
    CHECK(give("123456").status == 409);
    world.cookie = before;
    CHECK(world.get("/api/v1/session").status == 401);
    REQUIRE(sign_in(world).status == 200);
    CHECK(give(code_now(secret, world)).status == 401);
    const MutantScope twice("accounts.code_twice");
    CHECK(give(code_now(secret, world)).status == 200);
}

TEST_CASE("second factor: five wrong codes lock, and the right password does not clear them") {
    ConsoleWorld world;
    make(world, "li", Role::Supervisor);
    REQUIRE(sign_in(world).status == 200);
    const auto secret = enrol(world);
    for (int i = 0; i < 5; ++i) {
        REQUIRE(sign_in(world).status == 200);
        CHECK(world.post("/api/v1/session/code", body_of("code", "00000x")).status == 401);
    }
    CHECK(sign_in(world).status == 429);
    world.pass(accounts::kLockTime + std::chrono::minutes{1});
    REQUIRE(sign_in(world).status == 200);
    CHECK(world.post("/api/v1/session/code", body_of("code", code_now(secret, world))).status ==
          200);
}

TEST_CASE("second factor: the test fails when the code is never asked for") {
    ConsoleWorld world;
    make(world, "li", Role::Supervisor);
    REQUIRE(sign_in(world).status == 200);
    enrol(world);
    REQUIRE(sign_in(world).status == 200);
    CHECK(world.get("/api/v1/tickets").status == 403);
    const MutantScope open("api.no_second_factor");
    CHECK(world.get("/api/v1/tickets").status == 200);
}

TEST_CASE("second factor: its secret is nowhere in the database in clear") {
    ConsoleWorld world;
    make(world, "li", Role::Supervisor);
    REQUIRE(sign_in(world).status == 200);
    const auto secret = enrol(world);
    store::Statement select = world.db().prepare("SELECT totp_secret FROM account");
    REQUIRE(select.step().ok());
    const Bytes kept = select.blob(0);
    CHECK(kept.size() > 20);
    CHECK(std::ranges::search(kept, secret.bytes).empty());
}

TEST_CASE("accounts: an administrator makes, changes, stops and starts them, and each is noted") {
    ConsoleWorld world;
    make(world, "li", Role::Intake);
    world.sit_down(Role::Administrator);
    REQUIRE(world.db().run("UPDATE account SET name = 'chief' WHERE name = 'li'").ok());
    make(world, "zhou", Role::Intake);
    const std::string zhou = "/api/v1/accounts/zhou/actions";
    const auto made = world.post("/api/v1/accounts",
                                 R"({"name":"wu","display":"吴","role":"handler","unit":"scjg"})");
    REQUIRE(made.status == 201);
    CHECK(made.json().at("password").as_string().size() == 19);
    CHECK(
        world.post("/api/v1/accounts", R"({"name":"wu","display":"吴","role":"intake"})").status ==
        409);
    CHECK(
        world.post("/api/v1/accounts", R"({"name":"xu","display":"x","role":"handler"})").field() ==
        "unit");
    CHECK(world
              .post("/api/v1/accounts",
                    R"({"name":"xu","display":"x","role":"handler","unit":"none"})")
              .field() == "unit");
    const auto changed =
        world.post(zhou, R"({"action":"change","display":"周","role":"callback"})");
    REQUIRE(changed.status == 200);
    CHECK(changed.json().at("account").at("role").as_string() == "callback");
    CHECK(
        world.post(zhou, R"({"action":"disable"})").json().at("account").at("state").as_string() ==
        "disabled");
    world.stand_up();
    const auto refused =
        world.post("/api/v1/session",
                   json::serialize(json::object{{"account", "zhou"}, {"password", kPassword}}));
    CHECK(refused.status == 401);
    world.sit_down(Role::Administrator);
    CHECK(world.post(zhou, R"({"action":"enable"})").status == 200);
    CHECK(world.post(zhou, R"({"action":"relate","unit":"scjg","reason":"配偶"})").status == 200);
    CHECK(world.post(zhou, R"({"action":"relate","unit":"scjg"})").field() == "reason");
    CHECK(world.post(zhou, R"({"action":"unrelate","unit":"gaj"})").status == 400);
    CHECK(world.post("/api/v1/accounts/nobody/actions", R"({"action":"disable"})").status == 404);
    const auto journal = world.get("/api/v1/journal").json().at("items").as_array();
    REQUIRE(journal.size() == 5);
    CHECK(journal[0].at("what").as_string() == "account_relate");
    CHECK(journal[3].at("fields").at("role").as_string() == "intake -> callback");
    CHECK(registry::verify_journal(world.db()).value() == 5);
}

TEST_CASE("accounts: nobody stops or raises themselves") {
    ConsoleWorld world;
    make(world, "li", Role::Administrator);
    world.sit_down(Role::Administrator);
    for (const char* body :
         {R"({"action":"disable"})", R"({"action":"change","display":"x","role":"supervisor"})",
          R"({"action":"reset_second_factor"})"}) {
        CHECK(world.post(kLi, body).status == 409);
    }
}

TEST_CASE("accounts: who is related to a unit sees no ticket about it, by list or by address") {
    ConsoleWorld world;
    const std::string id = world.file("x", "");
    world.sit_down(Role::Supervisor);
    CHECK(world.get("/api/v1/tickets/" + id).status == 200);
    world.stand_up();
    make(world, "li", Role::Supervisor);
    REQUIRE(accounts::relate(world.db(), "li", "scjg", "配偶").ok());
    REQUIRE(sign_in(world).status == 200);
    CHECK(world.get("/api/v1/tickets/" + id).status == 404);
    CHECK(world.get("/api/v1/tickets").json().at("items").as_array().empty());
    CHECK(world.get("/api/v1/today").json().at("open") == 0);
    CHECK(world
              .post("/api/v1/tickets/" + id + "/actions",
                    R"({"action":"accept","expected_version":1})")
              .status == 404);
}

TEST_CASE("accounts: a preview counts what the account would see, by the rule of the lists") {
    ConsoleWorld world;
    world.file("x", "");
    const accounts::Account before{"li", "李明", Role::Supervisor, "", false};
    accounts::Account after = before;
    after.unit = "scjg";  // Somebody of a unit who works at the center sees nothing about it.
    const auto told = api::effects_of(world.db(), api::AccountTurn{before, after},
                                      domain::date_of(world.wall));
    REQUIRE(told.ok());
    CHECK(told.value().at(0) == std::pair<std::string, std::int64_t>{"sees_before", 1});
    CHECK(told.value().at(1) == std::pair<std::string, std::int64_t>{"sees_after", 0});
}

TEST_CASE("sessions: one sees and ends one's own, an administrator everybody's") {
    ConsoleWorld world;
    make(world, "li", Role::Supervisor);
    REQUIRE(sign_in(world).status == 200);
    const std::string first = world.cookie;
    world.pass(std::chrono::minutes{3});
    world.cookie.clear();
    REQUIRE(sign_in(world).status == 200);
    const auto list = world.get("/api/v1/sessions").json().at("items").as_array();
    REQUIRE(list.size() == 2);
    CHECK(list[0].at("opened_min") == 3);
    CHECK_FALSE(list[0].at("here").as_bool());
    CHECK(list[1].at("here").as_bool());
    const std::string path = "/api/v1/sessions/" + std::string(list[0].at("id").as_string());
    CHECK(world.request("DELETE", path).status == 204);
    CHECK(world.request("DELETE", path).status == 404);
    world.cookie = first;
    CHECK(world.get("/api/v1/session").status == 401);
}

TEST_CASE("views: a filter is its owner's alone, and saving its name again changes it") {
    ConsoleWorld world;
    make(world, "li", Role::Intake);
    world.sit_down(Role::Intake);
    const auto save = [&](const std::string& query) {
        return world.post("/api/v1/views",
                          json::serialize(json::object{
                              {"list", "tickets"}, {"name", "市场局 <b>"}, {"query", query}}));
    };
    REQUIRE(save("unit=scjg").status == 201);
    const auto again = save("unit=scjg&view=mine");
    const auto kept = world.get("/api/v1/views").json().at("items").as_array();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].at("query").as_string() == "unit=scjg&view=mine");
    CHECK(world.post("/api/v1/views", R"({"list":"x","name":"x","query":"x"})").field() == "list");
    const auto another = [&](int i) {
        return world.post("/api/v1/views", R"({"list":"tickets","name":"n)" + std::to_string(i) +
                                               R"(","query":"q"})");
    };
    for (int i = 1; i < accounts::kSavedViewsMax; ++i) REQUIRE(another(i).status == 201);
    CHECK(another(0).field() == "name");     // Fifty are enough ..
    CHECK(save("unit=scjg").status == 201);  // .. and each of them can still be changed.
    make(world, "zhou", Role::Intake);
    const std::string path = "/api/v1/views/" + std::string(again.json().at("id").as_string());
    CHECK_FALSE(
        accounts::forget_view(world.db(), "zhou", std::stoll(path.substr(path.rfind('/') + 1)))
            .ok());
    CHECK(world.request("DELETE", path).status == 204);
    CHECK(world.request("DELETE", path).status == 404);
    CHECK(world.request("DELETE", "/api/v1/views/x").status == 404);
}

TEST_CASE("journal: a changed or missing entry is named") {
    ConsoleWorld world;
    for (int i = 0; i < 4; ++i) {
        REQUIRE(registry::note(world.db(), {0, world.wall, "li", "exported", "tickets"}).ok());
    }
    CHECK_FALSE(world.db().run("UPDATE journal SET by = 'x' WHERE n = 2").ok());
    CHECK_FALSE(world.db().run("DELETE FROM journal WHERE n = 2").ok());
    REQUIRE(world.db().run("DROP TRIGGER journal_stays").ok());
    REQUIRE(world.db().run("UPDATE journal SET by = 'x' WHERE n = 3").ok());
    world.sit_down(Role::Auditor);
    const auto answer = world.post("/api/v1/journal/verification", "{}");
    REQUIRE(answer.status == 200);
    const json::array chains = answer.json().at("chains").as_array();
    CHECK(chains[0].at("whole").as_bool());
    CHECK_FALSE(chains[2].at("whole").as_bool());
    CHECK(chains[2].at("place").as_string() == "journal.3");
    REQUIRE(chains.size() == 6);
    CHECK(chains[5].at("chain").as_string() == "documents");
    CHECK(chains[5].at("whole").as_bool());
    // An event of one ticket among several: both are named, or nobody knows where to look.
    world.file("x", "");
    const std::string second = world.file("y", "");
    world.sit_down(Role::Auditor);
    REQUIRE(world.db().run("DROP TRIGGER ticket_event_stays").ok());
    REQUIRE(world.db().run("UPDATE ticket_event SET by = 'x' WHERE ticket = " + second).ok());
    const auto event = world.post("/api/v1/journal/verification", "{}").json().at("chains").at(0);
    CHECK(event.at("place").as_string() == "ticket." + second + ".event.1");
    // A paper that was numbered and is gone.
    REQUIRE(world.db().run("INSERT INTO document_serial VALUES ('supervise', 2026, 1)").ok());
    const auto gap = world.post("/api/v1/journal/verification", "{}").json().at("chains").at(5);
    CHECK_FALSE(gap.at("whole").as_bool());
    CHECK(gap.at("place").as_string() == "document.supervise.2026.1");
}

TEST_CASE("accounts: of two administrators at once the second is told what the first did") {
    ConsoleWorld world;
    make(world, "zhou", Role::Intake);
    world.sit_down(Role::Administrator);
    const std::string path = "/api/v1/accounts/zhou/actions";
    const auto version = [&] {
        const json::value list = world.get("/api/v1/accounts").json();
        for (const json::value& one : list.at("items").as_array()) {
            if (one.at("name").as_string() == "zhou") return one.at("version").as_int64();
        }
        return std::int64_t{-1};
    };
    const auto change = [&](const char* display, std::int64_t expected) {
        return world.post(path, json::serialize(json::object{{"action", "change"},
                                                             {"display", display},
                                                             {"role", "callback"},
                                                             {"unit", ""},
                                                             {"expected_version", expected}}));
    };
    const std::int64_t read = version();
    CHECK(read == 0);  // Made from the command line of a test: nothing is noted of it.
    const auto first = change("周一", read);
    REQUIRE(first.status == 200);
    CHECK(first.json().at("account").at("version").as_int64() == version());
    const auto second = change("周二", read);
    CHECK(second.status == 409);
    CHECK(second.field() == "expected_version");
    CHECK(second.json().at("detail").as_string().find("li came first: \"account_change\"") == 0);
    CHECK(accounts::find_account(world.db(), "zhou").value().display == "周一");
    CHECK(change("周二", version()).status == 200);
    CHECK(world.post(path, R"({"action":"disable"})").status == 200);  // As forms of old ask.
}

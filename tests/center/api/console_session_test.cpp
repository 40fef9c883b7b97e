// SPDX-License-Identifier: Apache-2.0
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;

namespace {

std::string credentials(const std::string& account, const std::string& password) {
    return json::serialize(json::object{{"account", account}, {"password", password}});
}

std::string make_li(ConsoleWorld& world) {
    const auto made = accounts::create_account(
        world.db(), {"li", "李明", rules::Role::Supervisor, {}, true}, world.random, world.wall);
    REQUIRE(made.ok());
    return made.value();
}

/// Signs in and keeps the cookie, as a browser does.
ConsoleWorld::Answer sign_in(ConsoleWorld& world, const std::string& password) {
    const auto answer = world.post("/api/v1/session", credentials("li", password));
    if (answer.status != 200) return answer;
    const std::string cookie = answer.headers.at("set-cookie");
    const std::size_t start = cookie.find('=') + 1;
    world.cookie = cookie.substr(start, cookie.find(';') - start);
    world.csrf = std::string(answer.json().at("csrf").as_string());
    return answer;
}

int status_without_csrf(ConsoleWorld& world, const std::string& id) {
    world.sit_down(rules::Role::Supervisor);
    world.csrf.clear();
    return world
        .post("/api/v1/tickets/" + id + "/actions", R"({"action":"accept","expected_version":1})")
        .status;
}

}  // namespace

TEST_CASE("console: signing in gives a cookie that scripts and other sites never see") {
    ConsoleWorld world;
    const auto answer = sign_in(world, make_li(world));
    REQUIRE(answer.status == 200);
    CHECK(departure(answer.json(), "Session") == "");
    const std::string cookie = answer.headers.at("set-cookie");
    CHECK(cookie.starts_with("__Host-sunbooth="));
    for (const char* flag : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"}) {
        CHECK(cookie.find(flag) != std::string::npos);
    }
    CHECK(answer.body.find(world.cookie) == std::string::npos);
    CHECK(world.get("/api/v1/session").status == 200);
}

TEST_CASE("console: signing in again ends the session that the browser had") {
    ConsoleWorld world;
    const std::string password = make_li(world);
    REQUIRE(sign_in(world, password).status == 200);
    const std::string before = world.cookie;
    REQUIRE(sign_in(world, password).status == 200);
    CHECK(world.cookie != before);
    CHECK(world.get("/api/v1/session").status == 200);
    world.cookie = before;
    CHECK(world.get("/api/v1/session").status == 401);
}

TEST_CASE("console: a one-time password opens nothing but the change of itself") {
    ConsoleWorld world;
    const std::string password = make_li(world);
    REQUIRE(sign_in(world, password).status == 200);
    CHECK(world.get("/api/v1/session").json().at("must_change_password").as_bool());
    for (const char* path : {"/api/v1/tickets", "/api/v1/hall", "/api/v1/kiosks"}) {
        CHECK(world.get(path).status == 403);
    }
    const auto change = [&](const std::string& old, const std::string& fresh) {
        return world.post("/api/v1/session/password",
                          json::serialize(json::object{{"old", old}, {"new", fresh}}));
    };
    CHECK(change("wrong", "a password of my own").field() == "old");
    CHECK(change(password, "short").field() == "new");
    CHECK(change(password, password).field() == "new");
    const auto changed = change(password, "a password of my own");
    REQUIRE(changed.status == 200);
    CHECK(departure(changed.json(), "Session") == "");
    CHECK_FALSE(changed.json().at("must_change_password").as_bool());
    CHECK(world.get("/api/v1/tickets").status == 200);
}

TEST_CASE("console: five wrong passwords are counted though each is refused") {
    ConsoleWorld world;
    make_li(world);
    for (int i = 0; i < 5; ++i) {
        const auto wrong = world.post("/api/v1/session", credentials("li", "wrong"));
        CHECK(wrong.status == 401);
        CHECK(departure(wrong.json(), "Problem") == "");
        CHECK_FALSE(wrong.headers.contains("set-cookie"));
    }
    const auto locked = world.post("/api/v1/session", credentials("li", "wrong"));
    CHECK(locked.status == 429);
    CHECK(locked.headers.at("retry-after") == "900");
}

TEST_CASE("console: nothing but signing in and the contract is open to strangers") {
    ConsoleWorld world;
    const std::string id = world.file("x", "");
    CHECK(world.get("/api/v1/openapi.json").status == 200);
    for (const std::string& path :
         {std::string("/api/v1/session"), std::string("/api/v1/hall"),
          std::string("/api/v1/tickets"), "/api/v1/tickets/" + id, std::string("/api/v1/kiosks")}) {
        CAPTURE(path);
        CHECK(world.get(path).status == 401);
    }
    CHECK(world.post("/api/v1/tickets/" + id + "/actions", "{}").status == 401);
    CHECK(world.post("/api/v1/tickets/" + id + "/contact", "{}").status == 401);
}

TEST_CASE("console: whatever changes something needs the CSRF token") {
    ConsoleWorld world;
    const std::string id = world.file("x", "");
    CHECK(status_without_csrf(world, id) == 403);
    CHECK(world.post("/api/v1/tickets/" + id + "/contact", R"({"reason":"x"})").status == 403);
    CHECK(world.post("/api/v1/session/password", "{}").status == 403);
    CHECK(world.request("DELETE", "/api/v1/session").status == 403);
    CHECK(world.get("/api/v1/tickets").status == 200);
}

TEST_CASE("console: the mutant api.no_csrf is caught") {
    const MutantScope mutant("api.no_csrf");
    ConsoleWorld world;
    CHECK(status_without_csrf(world, world.file("x", "")) != 403);
}

TEST_CASE("console: signing out ends the session and clears the cookie") {
    ConsoleWorld world;
    world.sit_down(rules::Role::Auditor);
    const auto gone = world.request("DELETE", "/api/v1/session");
    CHECK(gone.status == 204);
    CHECK(gone.headers.at("set-cookie").find("Max-Age=0") != std::string::npos);
    CHECK(world.get("/api/v1/session").status == 401);
}

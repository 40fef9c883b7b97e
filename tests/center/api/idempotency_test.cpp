// SPDX-License-Identifier: Apache-2.0
// The same request under the same key is done once, on every route that changes something: also
// where a part of it is judged before the writer has it, and where the answer is a file.
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/api/registry_routes.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

std::string calendar_wish() {
    return json::serialize(json::object{
        {"ics",
         "BEGIN:VCALENDAR\r\nX-WR-CALNAME:本厅\r\nX-SUNBOOTH-LAYER:HALL\r\n"
         "X-SUNBOOTH-SOURCE:停电通知\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261103\r\n"
         "SUMMARY:停电（休）\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"},
        {"expected_edition", "0"}});
}

std::string rules_wish() {
    std::string toml = source_file("assets/rules/hubei-xiangyang.toml");
    toml.replace(toml.find("\nfrom = \"") + 9, 10, "2027-02-01");
    return json::serialize(json::object{{"toml", toml}});
}

struct Case {
    Role role;
    const char* method;
    const char* path;
    std::string body;
};
/// Each of them would be refused, or done twice, if it were asked again without a key.
std::vector<Case> cases() {
    return {
        {Role::Administrator, "POST", "/api/v1/accounts",
         R"({"name":"wu","display":"吴","role":"intake"})"},
        {Role::Administrator, "POST", "/api/v1/accounts/wu/actions",
         R"({"action":"reset_password"})"},
        {Role::Administrator, "PUT", "/api/v1/registry/division/4206",
         R"({"expected_version":0,"active":true,"fields":{"name.zh":"襄阳市"}})"},
        {Role::Supervisor, "POST", "/api/v1/calendar", calendar_wish()},
        {Role::Supervisor, "POST", "/api/v1/rules", rules_wish()},
        {Role::Supervisor, "POST", "/api/v1/exports",
         R"({"format":"xlsx","language":"en","columns":[{"field":"filed_date","title":"x"}]})"},
    };
}

/// The console's routes over a world, with sessions of their own.
struct Desk {
    explicit Desk(ConsoleWorld& world)
        : sessions(world.random), services{world.keys(), world.vault(), sessions,     callbacks,
                                           world.calls,  world.random,  world.streams} {}
    accounts::Sessions sessions;
    callbacks::Desk callbacks;
    api::ConsoleServices services;
};

std::int64_t journal_length(ConsoleWorld& world) {
    auto select = world.db().prepare("SELECT count(*) FROM journal");
    REQUIRE(select.step().ok());
    return select.integer(0);
}

/// @return the routes of cases() that were done a second time.
std::string done_twice() {
    ConsoleWorld world;
    world.file("x", "13812345678");
    std::string twice;
    for (const Case& one : cases()) {
        CAPTURE(one.path);
        world.sit_down(one.role);
        world.more_headers["idempotency-key"] = "k-1";
        const auto first = world.request(one.method, one.path, one.body);
        REQUIRE(first.status < 300);
        const std::int64_t length = journal_length(world);
        const auto again = world.request(one.method, one.path, one.body);
        const bool same = again.status == first.status &&
                          again.headers.contains("idempotency-replayed") &&
                          journal_length(world) == length;
        if (!same) twice += std::string(one.path) + " ";
        if (same && !std::string_view(one.path).starts_with("/api/v1/accounts")) {
            CHECK(again.body == first.body);
        }
        world.more_headers.clear();
    }
    return twice;
}

}  // namespace

TEST_CASE("idempotency: accounts, registry, calendar, rules and files are done once under a key") {
    CHECK(done_twice() == "");
    const MutantScope careless("api.no_idempotency");
    CHECK(done_twice() != "");
}

TEST_CASE("idempotency: a one-time password is told once, and never kept") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    world.more_headers["idempotency-key"] = "k-1";
    const Case make = cases().front();
    const auto first = world.request(make.method, make.path, make.body).json();
    const auto again = world.request(make.method, make.path, make.body).json();
    CHECK(first.at("password").is_string());
    CHECK(again.at("password").is_null());
    CHECK(again.at("account") == first.at("account"));
}

TEST_CASE("idempotency: what was refused before the writer had it is no answer to be kept") {
    ConsoleWorld world;
    world.sit_down(Role::Administrator);
    world.more_headers["idempotency-key"] = "k-1";
    const char* nameless = R"({"name":"","display":"吴","role":"intake"})";
    CHECK(world.post("/api/v1/accounts", nameless).field() == "name");
    CHECK(world.post("/api/v1/accounts", cases().front().body).status == 201);
    // The key is taken by what was done, not by what was refused.
    CHECK(world.post("/api/v1/accounts", nameless).field() == "idempotency-key");
}

TEST_CASE("idempotency: an answer that is too long to be kept is not given twice under a key") {
    ConsoleWorld world;
    Desk desk(world);
    const auto session = desk.sessions.open({"li", "李明", Role::Supervisor, "", false}, world.now);
    int done = 0;
    const api::Route route = api::with_idempotency(
        desk.services, {"POST",
                        "/api/v1/exports",
                        api::Lane::Writer,
                        [&done](api::Context&, const wire::Request&, const api::PathArgs&,
                                std::any&) -> Result<wire::Response> {
                            ++done;
                            return wire::Response{200, {}, Bytes(2 * 1024 * 1024, 'x')};
                        },
                        {}});
    wire::Request request;
    request.method = "POST";
    request.path = "/api/v1/exports";
    request.headers = {{"cookie", "__Host-sunbooth=" + session.token},
                       {"x-sunbooth-csrf", session.session.csrf},
                       {"idempotency-key", "k-1"}};
    api::Context context{world.db(), world.now, world.wall, "192.0.2.1"};
    std::any prepared;
    REQUIRE(route.handle(context, request, {}, prepared).ok());
    const auto again = route.handle(context, request, {}, prepared);
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().field == "idempotency-key");
    CHECK(done == 1);
}

TEST_CASE("idempotency: the contract names the header on every route that heeds it, and no other") {
    ConsoleWorld world;
    Desk desk(world);
    const json::value contract = json::parse(source_file("sync/center/api/openapi.json"));
    for (const api::Route& route : api::console_routes(desk.services)) {
        std::string method = route.method;
        for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
        CAPTURE(method);
        CAPTURE(route.pattern);
        const json::object& operation =
            contract.at("paths").at(route.pattern).at(method).as_object();
        bool named = false;
        if (const auto* parameters = operation.if_contains("parameters")) {
            for (const json::value& one : parameters->as_array()) {
                const auto* title = one.as_object().if_contains("name");
                named = named || (title != nullptr && *title == "Idempotency-Key");
            }
        }
        CHECK(named == api::heeds_idempotency(route));
    }
}

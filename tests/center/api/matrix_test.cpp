// SPDX-License-Identifier: Apache-2.0
// Who may ask what, and about which object: every route of the console times every role times an
// object that is theirs, another unit's, or sealed (S-11). The table below is what is meant; a
// route without a row fails, so that nobody adds one without having thought of it. And whatever is
// answered, nothing tells when or at which kiosk a complaint was filed (S-12).
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/accounts/staff.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/hall.h"
#include "sync/center/rules/issue_life.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/notices.h"

#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;

namespace {

constexpr Role kRoles[] = {Role::Intake,     Role::Callback, Role::Handler,
                           Role::Supervisor, Role::Auditor,  Role::Administrator};
using Roles = std::set<Role>;
const Roles kAll(std::begin(kRoles), std::end(kRoles));
const Roles kTickets{Role::Intake, Role::Callback, Role::Handler, Role::Supervisor, Role::Auditor};
const Roles kAdmin{Role::Administrator};
const Roles kRuleKeepers{Role::Supervisor, Role::Administrator};
const Roles kAnswerers{Role::Intake, Role::Callback, Role::Supervisor};

Roles roles_that(bool (*may)(Role)) {
    Roles roles;
    for (const Role role : kRoles) {
        if (may(role)) roles.insert(role);
    }
    return roles;
}
const Roles kIssues = roles_that(rules::may_see_issues);
const Roles kKeepers = roles_that(rules::may_keep_monitors);
const Roles kContacts = roles_that(rules::may_log_contacts);
const Roles kPoints = roles_that(
    [](Role role) { return rules::may_see_issues(role) || rules::may_keep_monitors(role); });

struct Row {
    Roles may;
    std::string body{};
    bool of_ticket = false;  ///< {id} is a ticket: only those who see it know that it exists.
    bool open = false;       ///< Asked without a session.
    bool names_kiosks = false;
};

const std::map<std::string, Row>& table() {
    static const std::map<std::string, Row> kTable = {
        {"POST /api/v1/session",
         {.may = kAll, .body = R"({"account":"nobody","password":"x"})", .open = true}},
        {"GET /api/v1/session", {.may = kAll}},
        {"DELETE /api/v1/session", {.may = kAll}},
        {"POST /api/v1/session/password", {.may = kAll}},
        {"POST /api/v1/session/code", {.may = kAll}},
        {"POST /api/v1/session/second-factor", {.may = kAll}},
        {"PUT /api/v1/session/second-factor", {.may = kAll}},
        {"GET /api/v1/sessions", {.may = kAll}},
        {"DELETE /api/v1/sessions/{id}", {.may = kAll}},
        {"GET /api/v1/hall", {.may = kAll}},
        {"GET /api/v1/openapi.json", {.may = kAll, .open = true}},
        {"GET /api/v1/today", {.may = kAll, .names_kiosks = true}},
        {"GET /api/v1/kiosks", {.may = kAll, .names_kiosks = true}},
        {"GET /api/v1/views", {.may = kAll}},
        {"POST /api/v1/views", {.may = kAll}},
        {"DELETE /api/v1/views/{id}", {.may = kAll}},
        {"GET /api/v1/accounts", {.may = {Role::Administrator, Role::Auditor}}},
        {"POST /api/v1/accounts", {.may = kAdmin}},
        {"POST /api/v1/accounts/{name}/actions", {.may = kAdmin, .body = R"({"action":"enable"})"}},
        {"POST /api/v1/accounts/{name}/preview", {.may = kAdmin, .body = R"({"action":"enable"})"}},
        {"GET /api/v1/accounts/{name}/history", {.may = {Role::Administrator, Role::Auditor}}},
        {"GET /api/v1/journal", {.may = {Role::Administrator, Role::Auditor, Role::Supervisor}}},
        {"POST /api/v1/journal/verification", {.may = {Role::Auditor, Role::Supervisor}}},
        {"GET /api/v1/statistics", {.may = kTickets}},
        {"GET /api/v1/supervision", {.may = kTickets}},
        {"GET /api/v1/events", {.may = kAll}},
        {"GET /api/v1/ratings", {.may = kTickets}},
        {"GET /api/v1/retention", {.may = {Role::Auditor, Role::Supervisor}}},
        {"GET /api/v1/parked", {.may = {Role::Administrator, Role::Auditor}, .names_kiosks = true}},
        {"POST /api/v1/parked/attempts", {.may = kAdmin}},
        {"GET /api/v1/registry/{kind}", {.may = kAll}},
        {"GET /api/v1/registry/{kind}/{code}", {.may = kAll}},
        {"GET /api/v1/registry/{kind}/{code}/history", {.may = kAll}},
        {"PUT /api/v1/registry/{kind}/{code}", {.may = kAdmin}},
        {"POST /api/v1/registry/{kind}/{code}/preview", {.may = kAdmin}},
        {"POST /api/v1/actions", {.may = kAll}},
        {"GET /api/v1/cases", {.may = kTickets}},
        {"GET /api/v1/cases/{case_no}", {.may = {}}},  // There is none.
        {"POST /api/v1/cases/{case_no}/actions",
         {.may = {Role::Intake, Role::Callback, Role::Supervisor},
          .body = R"({"action":"assign","expected_version":1,"account":""})"}},
        {"GET /api/v1/colleagues",
         {.may = {Role::Intake, Role::Callback, Role::Supervisor, Role::Auditor}}},
        {"POST /api/v1/kiosks/{kiosk}/actions",
         {.may = {Role::Supervisor, Role::Administrator},
          .body = R"({"action":"assign","expected_version":1,"point":""})"}},
        {"GET /api/v1/documents", {.may = kTickets}},
        {"POST /api/v1/documents",
         {.may = {Role::Supervisor}, .body = R"({"kind":"supervise","subject":"9999"})"}},
        {"POST /api/v1/documents/draft",
         {.may = {Role::Supervisor}, .body = R"({"kind":"supervise","subject":"9999"})"}},
        {"GET /api/v1/documents/{id}", {.may = {}}},
        {"POST /api/v1/documents/{id}/void", {.may = {}, .body = R"({"reason":"x"})"}},
        {"GET /api/v1/points", {.may = kPoints}},
        {"POST /api/v1/points", {.may = kKeepers}},
        {"POST /api/v1/monitors", {.may = kKeepers}},
        {"POST /api/v1/monitors/{code}/badge", {.may = kKeepers}},
        {"DELETE /api/v1/monitors/{code}/badge", {.may = kKeepers}},
        {"POST /api/v1/monitors/{code}/pin", {.may = kKeepers}},
        {"GET /api/v1/duties", {.may = kPoints}},
        {"GET /api/v1/contacts", {.may = kIssues}},
        {"POST /api/v1/contacts", {.may = kContacts}},
        {"GET /api/v1/issues", {.may = kAll}},  // Whom they do not concern gets an empty list.
        {"GET /api/v1/issues/{id}", {.may = {}}},
        {"POST /api/v1/issues/{id}/actions",
         {.may = {}, .body = R"({"action":"verify","expected_version":1,"words":"x"})"}},
        {"GET /api/v1/calls", {.may = kAll}},
        {"POST /api/v1/calls/{kiosk}/acknowledgement", {.may = kAnswerers}},
        {"GET /api/v1/tickets/{id}/explain", {.may = kTickets, .of_ticket = true}},
        {"POST /api/v1/tickets/{id}/cards",
         {.may = {Role::Supervisor},
          .body = R"({"level":"yellow","words":"x"})",
          .of_ticket = true}},
        {"GET /api/v1/triggers", {.may = {Role::Supervisor}}},
        // There is neither such a case nor such a report: nobody learns more than that.
        {"POST /api/v1/cases/{case_no}/cards",
         {.may = {}, .body = R"({"level":"yellow","rule":"other","words":"x"})"}},
        {"POST /api/v1/issues/{id}/cards",
         {.may = {}, .body = R"({"level":"yellow","rule":"other","words":"x"})"}},
        {"GET /api/v1/tickets", {.may = kAll}},
        {"POST /api/v1/exports",
         {.may = kTickets,
          .body =
              R"({"format":"csv","language":"en","columns":[{"field":"filed_date","title":"x"}]})"}},
        {"POST /api/v1/tickets/actions", {.may = kAll}},
        {"GET /api/v1/tickets/{id}", {.may = kTickets, .of_ticket = true}},
        {"POST /api/v1/tickets/{id}/actions",
         {.may = roles_that([](Role role) { return rules::may(role, rules::Action::Dispatch); }),
          .body = R"({"action":"dispatch","expected_version":9,"unit":"scjg"})",
          .of_ticket = true}},
        {"POST /api/v1/tickets/{id}/contact",
         {.may = {Role::Intake, Role::Callback, Role::Supervisor},
          .body = R"({"reason":"x"})",
          .of_ticket = true}},
        {"POST /api/v1/tickets/{id}/case",
         {.may = kAnswerers, .body = R"({"case_no":"","expected_version":1})", .of_ticket = true}},
        {"POST /api/v1/callbacks/next",
         {.may = roles_that([](Role role) { return rules::may(role, rules::Action::Callback); })}},
        {"GET /api/v1/calendar", {.may = kAll}},
        {"GET /api/v1/calendar/ics", {.may = kAll}},
        {"GET /api/v1/calendar/changes/{edition}", {.may = {}}},  // There is none.
        {"POST /api/v1/calendar", {.may = kRuleKeepers}},
        {"POST /api/v1/calendar/preview", {.may = kRuleKeepers}},
        {"GET /api/v1/rules", {.may = kAll}},
        {"POST /api/v1/rules", {.may = kRuleKeepers}},
        {"POST /api/v1/rules/preview", {.may = kRuleKeepers}},
        {"GET /api/v1/notices", {.may = kAll}},  // Whom none concerns gets an empty list.
        {"POST /api/v1/notices/{id}/acknowledgement", {.may = {}}},
        {"GET /api/v1/samples", {.may = {Role::Callback, Role::Supervisor, Role::Auditor}}},
        {"POST /api/v1/samples/{month}/{record}/contact",
         {.may = {Role::Callback, Role::Supervisor}, .body = R"({"reason":"x"})"}},
        {"POST /api/v1/samples/{month}/{record}/calls",
         {.may = {Role::Callback, Role::Supervisor}, .body = R"({"outcome":"no_answer"})"}},
        {"POST /api/v1/cases", {.may = kRuleKeepers}},
        {"GET /api/v1/cards", {.may = kAll}},
        {"GET /api/v1/cards/{id}", {.may = {}}},  // There is none: nobody learns more than that.
        {"POST /api/v1/cards/{id}/actions",
         {.may = {}, .body = R"({"action":"answer","expected_version":1,"words":"x"})"}},
    };
    return kTable;
}

ConsoleWorld::Answer ask(ConsoleWorld& world, const std::string& route, const std::string& id) {
    std::string path = route.substr(route.find(' ') + 1);
    if (const auto at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, id);
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"{name}", "wu"},
                                      {"{kind}", "unit"},
                                      {"{code}", "scjg"},
                                      {"{edition}", "7777"},
                                      {"{month}", "2026-11"},
                                      {"{record}", "00"},
                                      {"{case_no}", "420600-2026-7777"},
                                      {"{kiosk}", "nowhere"}}) {
        if (const auto at = path.find(name); at != std::string::npos) {
            path.replace(at, name.size(), value);
        }
    }
    const Row& row = table().at(route);
    return world.request(route.substr(0, route.find(' ')), path,
                         row.body.empty() ? "{}" : row.body);
}

/// Turned away for who they are: 403, or 404 where even the being of a thing is a secret.
bool is_turned_away(const ConsoleWorld::Answer& answer) {
    return answer.status == 401 || answer.status == 403;
}

void make_accounts(ConsoleWorld& world) {
    for (const char* name : {"li", "wu"}) {
        REQUIRE(accounts::create_account(world.db(), {name, "李明", Role::Intake, {}, false},
                                         world.random, world.wall)
                    .ok());
    }
}

/// A hall whose topic "fees" is extortion (06), which the accused unit must never see.
void seal_fees(ConsoleWorld& world) {
    std::string hall = source_file("assets/demo/hall.json");
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"\"version\": 1", "\"version\": 2"},
          {"\"08\", \"09\", \"12\"", "\"06\""}}) {
        REQUIRE(hall.find(from) != std::string::npos);
        hall.replace(hall.find(from), from.size(), to);
    }
    REQUIRE(registry::import_hall(world.db(), hall, world.wall).ok());
}

std::string lines(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& one : all) text += one + "\n";
    return text;
}

std::vector<std::string> console_routes(ConsoleWorld& world) {
    std::vector<std::string> routes;
    for (const std::string& route : world.routes()) {
        if (route.find(" /api/") != std::string::npos) routes.push_back(route);
    }
    return routes;
}

/// What differs from the table, one line each.
std::vector<std::string> departures(ConsoleWorld& world, const std::string& ticket) {
    std::vector<std::string> wrong;
    for (const std::string& route : console_routes(world)) {
        if (!table().contains(route)) continue;
        const Row& row = table().at(route);
        for (const Role role : kRoles) {
            world.sit_down(role, role == Role::Handler ? "scjg" : "");
            const auto answer = ask(world, route, row.of_ticket ? ticket : "7777");
            const bool denied = is_turned_away(answer) || (row.of_ticket && answer.status == 404);
            const bool meant = row.may.contains(role) || (row.may.empty() && answer.status == 404);
            if (denied == meant && !row.open) {
                wrong.push_back(route + " as " + rules::to_string(role) + ": " +
                                std::to_string(answer.status));
            }
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE("matrix: every route of the console has a row, and no row is without a route") {
    ConsoleWorld world;
    std::set<std::string> rows;
    for (const auto& [route, row] : table()) rows.insert(route);
    const auto routes = console_routes(world);
    CHECK(std::set<std::string>(routes.begin(), routes.end()) == rows);
}

TEST_CASE("contract: every body of every route has an example, and each is as its schema says") {
    CHECK(lines(wrong_examples()) == "");
}

TEST_CASE("matrix: nobody who is not signed in gets anything") {
    ConsoleWorld world;
    const std::string ticket = world.file("x", "13812345678");
    for (const auto& [route, row] : table()) {
        world.stand_up();
        CAPTURE(route);
        const int status = ask(world, route, ticket).status;
        if (!row.open) CHECK(status == 401);
    }
}

TEST_CASE("matrix: every role times every route, on a ticket that its unit has (S-11)") {
    ConsoleWorld world;
    make_accounts(world);
    const std::string ticket = world.file("x", "13812345678");
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(ticket, {{"action", "callback"}, {"outcome", "verified"}}).status == 200);
    REQUIRE(world.act(ticket, {{"action", "accept"}}).status == 200);
    const auto wrong = departures(world, ticket);
    CHECK(lines(wrong) == "");
    const MutantScope open("api.no_role_check");
    CHECK_FALSE(departures(world, ticket).empty());
}

TEST_CASE("matrix: another unit's ticket and a sealed one do not exist for a unit, on any route") {
    ConsoleWorld world;
    make_accounts(world);
    const std::string foreign = world.file("x", "13812345678");
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(foreign, {{"action", "callback"}, {"outcome", "verified"}}).status == 200);
    REQUIRE(world.act(foreign, {{"action", "accept"}}).status == 200);
    seal_fees(world);
    const std::string sealed = world.file("索要红包", "13812345678", "2", "fees");
    for (const auto& [route, row] : table()) {
        if (!row.of_ticket) continue;
        CAPTURE(route);
        for (const auto& [id, unit] : {std::pair{foreign, "gajj"}, std::pair{sealed, "scjg"}}) {
            world.sit_down(Role::Handler, unit);
            const int status = ask(world, route, id).status;
            CHECK((status == 404 || status == 403));
            if (route.starts_with("GET")) CHECK(status == 404);
        }
    }
    world.sit_down(Role::Handler, "scjg");
    for (const char* list : {"/api/v1/tickets", "/api/v1/tickets?view=open"}) {
        CHECK(world.get(list).body.find("\"id\":\"" + sealed + "\"") == std::string::npos);
    }
}

TEST_CASE("matrix: no answer tells the minute or the kiosk of a filing, to any role (S-12)") {
    ConsoleWorld world;
    make_accounts(world);
    world.pass(std::chrono::minutes{7});  // Filed at 10:24, when nothing else is done.
    const std::string ticket = world.file("x", "13812345678");
    world.pass(std::chrono::hours{3});  // What staff do has minutes of its own: 13:24.
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(ticket, {{"action", "callback"}, {"outcome", "verified"}}).status == 200);
    const auto leaks = [&] {
        std::vector<std::string> found;
        for (const auto& [route, row] : table()) {
            for (const Role role : kRoles) {
                world.sit_down(role, role == Role::Handler ? "scjg" : "");
                const std::string body = ask(world, route, row.of_ticket ? ticket : "7777").body;
                const bool kiosk = body.find(ConsoleWorld::kKiosk) != std::string::npos;
                if (body.find("10:24") != std::string::npos || (kiosk && !row.names_kiosks)) {
                    found.push_back(route);
                }
            }
        }
        return found;
    };
    CHECK(lines(leaks()) == "");
    const MutantScope open("api.shows_the_filing");
    CHECK_FALSE(leaks().empty());
}

TEST_CASE("matrix: who is related to a unit is shown no notice about it") {
    for (const Role role : {Role::Intake, Role::Callback, Role::Supervisor, Role::Auditor}) {
        supervision::Notice notice;
        notice.unit = "zjjs";
        notice.accused = "scjg";
        CHECK_FALSE(supervision::is_seen_by(notice, {role, {}, {"scjg"}}));
        CHECK_FALSE(supervision::is_seen_by(notice, {role, {}, {"zjjs"}}));
        CHECK(supervision::is_seen_by(notice, {role, {}, {"gajj"}}));
        const MutantScope open("supervision.sees_related_notices");
        CHECK(supervision::is_seen_by(notice, {role, {}, {"scjg"}}));
    }
}

TEST_CASE("matrix: who is related to a unit sees no card and no report about it") {
    supervision::Card card;
    card.unit = "zjjs";
    card.accused = "scjg";
    monitoring::IssueFile file;
    file.unit = "scjg";
    for (const Role role : {Role::Intake, Role::Callback, Role::Supervisor, Role::Auditor}) {
        const rules::Viewer related{role, {}, {"scjg"}};
        const rules::Viewer other{role, {}, {"gajj"}};
        CHECK_FALSE(supervision::is_seen_by(card, related));
        CHECK(supervision::is_seen_by(card, other));
        CHECK_FALSE(monitoring::is_seen_by(file, related));
        CHECK(monitoring::is_seen_by(file, other) == rules::may_see_issues(role));
    }
    const rules::Viewer related{Role::Supervisor, {}, {"scjg"}};
    {
        const MutantScope open("supervision.sees_related");
        CHECK(supervision::is_seen_by(card, related));
    }
    const MutantScope open("monitoring.sees_related");
    CHECK(monitoring::is_seen_by(file, related));
}

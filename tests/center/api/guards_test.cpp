// SPDX-License-Identifier: Apache-2.0
// Two guards (domain.md 2.3) as properties over all routes: who is related to a unit, and a unit
// that a sealed ticket accuses, learn nothing of such a ticket and change nothing of it, whatever
// they ask. Who may not see what is said here again, in a few lines, and held against the program
// on random tickets: their numbers must stand in no answer of any route.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/hall.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

struct Filed {
    std::string id, number, unit, handler;
    bool sealed = false;
};

/// Who asks.
struct Asker {
    Role role;
    std::string unit;     ///< That they belong to.
    std::string related;  ///< To this unit; empty: to none.
};
const Asker kAskers[] = {
    {Role::Handler, "scjg", ""},   {Role::Handler, "gajj", ""},    {Role::Supervisor, "", "scjg"},
    {Role::Intake, "", "gajj"},    {Role::Callback, "", "scjg"},   {Role::Auditor, "", "gajj"},
    {Role::Administrator, "", ""}, {Role::Supervisor, "scjg", ""},
};

/// What the law lets them see, said without the program's own words for it.
bool may_know(const Asker& asker, const Filed& ticket) {
    if (asker.role == Role::Administrator) return false;
    // Who belongs to a unit and works at the center is related to it.
    const std::string& own = asker.role == Role::Handler ? asker.related
                             : asker.related.empty()     ? asker.unit
                                                         : asker.related;
    const bool related = !own.empty() && (own == ticket.unit || own == ticket.handler);
    if (related) return false;
    if (asker.role != Role::Handler) return true;
    return ticket.handler == asker.unit && !(ticket.sealed && ticket.unit == asker.unit);
}

/// A hall whose topic "fees" is extortion (06): sealed against the unit that it accuses.
void seal_fees(ConsoleWorld& world) {
    std::string hall = source_file("assets/demo/hall.json");
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"\"version\": 1", "\"version\": 2"},
          {"\"08\", \"09\", \"12\"", "\"06\""}}) {
        hall.replace(hall.find(from), from.size(), to);
    }
    REQUIRE(registry::import_hall(world.db(), hall, world.wall).ok());
}

/// The window of the demo hall at which a unit sits.
std::string window_of(ConsoleWorld& world, const std::string& unit) {
    const auto hall = registry::hall_in_force(world.db());
    REQUIRE(hall.ok());
    for (const domain::Window& window : hall.value()->windows) {
        if (window.unit == unit) return window.code;
    }
    return {};
}

std::string random_unit(SeededRandom& random) {
    return random.between(0, 1) == 0 ? "scjg" : "gajj";
}

/// Tickets about two units, some sealed, some with one of them, some answered.
std::vector<Filed> file_some(ConsoleWorld& world, SeededRandom& random) {
    std::vector<Filed> all;
    for (int i = 0; i < 6; ++i) {
        Filed one;
        one.unit = random_unit(random);
        one.sealed = random.between(0, 1) == 1;
        one.id = world.file("x", "", window_of(world, one.unit), one.sealed ? "fees" : "slow");
        world.sit_down(Role::Supervisor);
        const auto page = world.get("/api/v1/tickets/" + one.id).json();
        one.number = page.at("ticket_no").as_string();
        if (random.between(0, 3) > 0) {
            const auto accepted = world.act(one.id, {{"action", "accept"}});
            REQUIRE(accepted.status == 200);
            one.handler = one.sealed ? "" : one.unit;
        }
        if (!one.handler.empty() && random.between(0, 1) == 1) {
            const std::string to = random_unit(random);
            REQUIRE(world.act(one.id, {{"action", "dispatch"}, {"unit", to}}).status == 200);
            one.handler = to;
        }
        if (one.sealed && random.between(0, 1) == 1) {
            // As a hand on the file could do it: the guard does not trust the way it came.
            REQUIRE(world.db()
                        .run("UPDATE ticket SET state = 'accepted', handled_by = unit WHERE id = " +
                             one.id)
                        .ok());
            one.handler = one.unit;
        }
        all.push_back(one);
    }
    // Weeks later every one of them has earned cards, and those have notices.
    world.pass(std::chrono::hours{24 * 40});
    const domain::Date today = domain::date_of(world.wall);
    const auto found = supervision::judge(world.db(), today);
    REQUIRE(found.ok());
    CHECK(found.value().due.size() > 0);
    REQUIRE(supervision::carry_out(world.db(), found.value(), world.wall).ok());
    return all;
}

void sit_down(ConsoleWorld& world, const Asker& asker) {
    if (asker.related.empty()) {
        world.sit_down(asker.role, asker.unit);
    } else {
        world.sit_down_related(asker.role, asker.related);
    }
}

/// Every path of a route that can be asked about a ticket: its id in every place of an id.
std::string path_for(std::string path, const std::string& id) {
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"{id}", id},
                                      {"{name}", "wu"},
                                      {"{kind}", "unit"},
                                      {"{code}", "scjg"},
                                      {"{edition}", "1"},
                                      {"{month}", "2026-11"},
                                      {"{record}", "00"},
                                      {"{kiosk}", "nowhere"}}) {
        if (const auto at = path.find(name); at != path.npos) path.replace(at, name.size(), value);
    }
    return path;
}

constexpr const char* kExport =
    R"({"format":"csv","language":"en","columns":[{"field":"ticket_no","title":"n"}]})";

/// Requests that name the ticket by its number or its id in their bodies and queries.
std::vector<std::array<std::string, 3>> asking_by_name(const Filed& ticket) {
    const std::string by_id = "/api/v1/tickets/" + ticket.id;
    const std::string deed = R"({"action":"supervise","expected_version":1,"note":"x"})";
    return {
        {"GET", "/api/v1/tickets?q=" + ticket.number, ""},
        {"GET", "/api/v1/tickets?view=open&unit=" + ticket.unit, ""},
        {"GET", "/api/v1/cards?unit=" + ticket.unit, ""},
        {"GET", "/api/v1/notices?unit=" + ticket.unit, ""},
        {"POST", by_id + "/actions", deed},
        {"POST", by_id + "/contact", R"({"reason":"x"})"},
        {"POST", "/api/v1/documents", R"({"kind":"supervise","subject":")" + ticket.id + R"("})"},
        {"POST", "/api/v1/tickets/actions",
         R"({"deed":{"action":"supervise","note":"x"},"tickets":[{"id":")" + ticket.id +
             R"(","version":1}]})"},
    };
}

std::int64_t version_of(ConsoleWorld& world, const std::string& id) {
    auto select = world.db().prepare("SELECT version FROM ticket WHERE id = :id");
    REQUIRE(select.bind(":id", static_cast<std::int64_t>(std::stoll(id))).step().ok());
    return select.integer(0);
}

/// @return what somebody learnt or changed who must not, one line each.
std::vector<std::string> leaks(std::uint64_t seed, bool first_alone = false) {
    ConsoleWorld world;
    seal_fees(world);
    SeededRandom random(seed);
    const std::vector<Filed> tickets = file_some(world, random);
    std::vector<std::string> found;
    const auto check = [&](const Asker& asker, const std::string& route, const std::string& body) {
        for (const Filed& ticket : tickets) {
            if (may_know(asker, ticket) || body.find(ticket.number) == body.npos) continue;
            found.push_back(std::string(rules::to_string(asker.role)) + " " + asker.unit +
                            asker.related + ": " + route + " tells " + ticket.number);
        }
    };
    for (const Asker& asker : kAskers) {
        if (first_alone && !found.empty()) return found;
        sit_down(world, asker);
        for (const std::string& route : world.routes()) {
            if (!route.starts_with("GET /api/")) continue;
            const Filed& some = tickets[random.between(0, tickets.size() - 1)];
            const std::string path = path_for(route.substr(4), some.id);
            check(asker, route, world.get(path).body);
        }
        check(asker, "the list as a file", world.post("/api/v1/exports", kExport).body);
        for (const Filed& ticket : tickets) {
            const std::int64_t before = version_of(world, ticket.id);
            for (const auto& [method, path, body] : asking_by_name(ticket)) {
                if (method == "POST" && may_know(asker, ticket)) continue;
                check(asker, method + " " + path, world.request(method, path, body).body);
            }
            if (version_of(world, ticket.id) != before) found.push_back("changed " + ticket.id);
        }
    }
    return found;
}

std::string lines(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& one : all) text += one + "\n";
    return text;
}

bool is_caught(const char* name) {
    const MutantScope mutant(name);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        if (!leaks(seed, true).empty()) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("guards: on random tickets no route tells who is related, or accused by a sealed one") {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        CAPTURE(seed);
        CHECK(lines(leaks(seed)) == "");
    }
}

TEST_CASE("guards: whoever sees what they are related to is caught, and so is an accused unit") {
    CHECK(is_caught("rules.sees_related"));
    CHECK(is_caught("rules.accused_sees_sealed"));
    CHECK(is_caught("supervision.sees_related"));
}

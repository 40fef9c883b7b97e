// SPDX-License-Identifier: Apache-2.0
// The day's work: counts, the lists behind them, and who is called next.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/fleet/kiosks.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

const json::object kVerified{{"action", "callback"}, {"outcome", "verified"}, {"note", ""}};
const json::object kNobody{{"action", "callback"}, {"outcome", "no_answer"}, {"note", ""}};
const json::object kAccept{{"action", "accept"}};
const json::object kReply{{"action", "reply"}, {"text", "已经整改。"}};
const json::object kClose{{"action", "close"}, {"result", "not_asked"}, {"note", ""}};

std::vector<std::string> ids_of(const json::value& rows) {
    std::vector<std::string> ids;
    for (const json::value& row : rows.as_array()) ids.emplace_back(row.at("id").as_string());
    return ids;
}

/// Every id of a list, page by page of two.
std::vector<std::string> all_of(ConsoleWorld& world, const std::string& query) {
    std::vector<std::string> ids;
    std::string cursor;
    do {
        const auto page = world.get("/api/v1/tickets?limit=2&" + query + cursor).json();
        const auto more = ids_of(page.at("items"));
        ids.insert(ids.end(), more.begin(), more.end());
        const json::value& next = page.at("next");
        cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string());
        REQUIRE(ids.size() < 99);
    } while (!cursor.empty());
    return ids;
}

std::int64_t count(ConsoleWorld& world, const char* what) {
    return world.get("/api/v1/today").json().at(what).as_int64();
}

void work(ConsoleWorld& world, const std::string& id, const std::vector<json::object>& deeds) {
    world.sit_down(Role::Supervisor);
    for (const json::object& deed : deeds) REQUIRE(world.act(id, deed).status == 200);
}

}  // namespace

TEST_CASE("today: every count has exactly the tickets of its list behind it, for every role") {
    ConsoleWorld world;
    const std::string late = world.file("x", "13812345678");
    const std::string late_answer = world.file("x", "");
    work(world, late_answer, {kAccept});
    world.pass(std::chrono::hours{24 * 7});
    const std::string tried = world.file("x", "13812345678");
    const std::string accepted = world.file("x", "");
    const std::string answered = world.file("x", "");
    const std::string closed = world.file("x", "");
    work(world, tried, {kNobody});
    work(world, accepted, {kAccept});
    work(world, answered, {kAccept, kReply});
    work(world, closed, {kAccept, kReply, kClose});
    // Attempts fall on different half-days (domain.md 2.6): who was tried just now is not tried
    // again.
    world.sit_down(Role::Callback);
    CHECK(count(world, "retry") == 0);
    CHECK(all_of(world, "view=retry").empty());
    {
        const MutantScope open("tickets.retries_at_once");
        CHECK(all_of(world, "view=retry") == std::vector<std::string>{tried});
    }
    world.pass(std::chrono::hours{5});  // 15:17.
    for (const Role role : {Role::Intake, Role::Callback, Role::Handler, Role::Supervisor,
                            Role::Auditor, Role::Administrator}) {
        world.sit_down(role, role == Role::Handler ? "scjg" : "");
        CAPTURE(rules::to_string(role));
        for (const char* view : {"open", "mine", "overdue", "soon", "retry"}) {
            CAPTURE(view);
            CHECK(all_of(world, std::string("view=") + view).size() ==
                  static_cast<std::size_t>(count(world, view)));
        }
        CHECK(all_of(world, "waiting=callback").size() ==
              static_cast<std::size_t>(count(world, "calls")));
    }
    world.sit_down(Role::Supervisor);
    CHECK(all_of(world, "view=open") ==
          std::vector<std::string>{late, tried, late_answer, accepted, answered});
    CHECK(all_of(world, "view=overdue") == std::vector<std::string>{late});
    CHECK(all_of(world, "view=soon") == std::vector<std::string>{tried});
    CHECK(all_of(world, "view=retry") == std::vector<std::string>{tried});
    CHECK(all_of(world, "view=open&state=accepted&unit=scjg&kind=complaint") ==
          std::vector<std::string>{late_answer, accepted});
    world.sit_down(Role::Callback);
    CHECK(all_of(world, "view=mine") == std::vector<std::string>{late, tried, answered});
    CHECK(ids_of(world.get("/api/v1/today").json().at("first")) ==
          std::vector<std::string>{late, tried, answered});
    world.sit_down(Role::Handler, "scjg");
    CHECK(all_of(world, "view=mine") == std::vector<std::string>{late_answer, accepted});
    world.sit_down(Role::Administrator);
    CHECK(count(world, "open") == 0);
}

TEST_CASE("today: a kiosk that has fallen silent is named, a revoked one is not counted") {
    ConsoleWorld world;
    world.sit_down(Role::Auditor);
    const auto kiosks = [&] { return world.get("/api/v1/today").json().at("kiosks"); };
    CHECK(kiosks() == json::value{{"enrolled", 1}, {"silent", json::array{}}});
    REQUIRE(fleet::use_counter(world.db(), ConsoleWorld::kKiosk, 2, world.wall).ok());
    world.wall += fleet::kSilentAfter;
    CHECK(kiosks() == json::value{{"enrolled", 1}, {"silent", json::array{ConsoleWorld::kKiosk}}});
    REQUIRE(fleet::revoke(world.db(), ConsoleWorld::kKiosk, world.wall).ok());
    CHECK(kiosks() == json::value{{"enrolled", 0}, {"silent", json::array{}}});
}

TEST_CASE("lists: oldest first, by unit and state, by number, each page following the one before") {
    ConsoleWorld world;
    std::vector<std::string> filed;
    for (int i = 0; i < 5; ++i) filed.push_back(world.file("x", ""));
    work(world, filed[1], {kAccept});
    work(world, filed[3], {kAccept});
    const std::vector<std::string> accepted{filed[1], filed[3]};
    std::vector<std::string> newest(filed.rbegin(), filed.rend());
    for (const char* query : {"", "unit=scjg", "q=TS420600202611"}) {
        CAPTURE(query);
        CHECK(all_of(world, query) == newest);
        CHECK(all_of(world, std::string(query) + "&sort=oldest") == filed);
        CHECK(all_of(world, std::string(query) + "&sort=oldest&state=accepted") == accepted);
        CHECK(all_of(world, std::string(query) + "&kind=rating").empty());
    }
    CHECK(all_of(world, "state=accepted&sort=oldest") == accepted);
    CHECK(all_of(world, "unit=none").empty());
    CHECK(all_of(world, "q=TS4206009").empty());
    for (const char* query : {"view=x", "sort=x", "view=open&cursor=1", "view=open&cursor=1.x",
                              "view=open&cursor=.1", "cursor=1.2"}) {
        CAPTURE(query);
        CHECK(world.get(std::string("/api/v1/tickets?") + query).status == 400);
    }
}

TEST_CASE("calls: the next one is handed out to those who call, and to nobody else") {
    ConsoleWorld world;
    const std::string first = world.file("x", "13812345678");
    const std::string second = world.file("x", "13812345678");
    const auto next = [&](const std::string& body) {
        return world.post("/api/v1/callbacks/next", body);
    };
    for (const Role role : {Role::Intake, Role::Handler, Role::Auditor, Role::Administrator}) {
        world.sit_down(role, "scjg");
        CHECK(next("{}").status == 403);
    }
    world.sit_down(Role::Callback);
    const auto turn = next("{}").json();
    CHECK(turn.at("id").as_string() == first);
    CHECK(turn.at("ready") == 2);
    CHECK(turn.at("next_slot") == json::value{{"date", "2026-11-02"}, {"half", "pm"}});
    CHECK(next(R"({"put_off":")" + first + "\"}").json().at("id").as_string() == second);
    REQUIRE(world.act(second, kNobody).status == 200);
    REQUIRE(world.act(first, kVerified).status == 200);
    const auto none = next("{}").json();
    CHECK(none.at("id").is_null());
    CHECK(none.at("ready") == 0);
    CHECK(none.at("later") == 1);
    world.csrf.clear();
    CHECK(next("{}").status == 403);
}

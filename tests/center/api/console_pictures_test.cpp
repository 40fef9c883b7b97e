// SPDX-License-Identifier: Apache-2.0
// The figures behind the pictures, over HTTP: what is counted, against which day, and for whom.
#include "console_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

constexpr std::chrono::hours kDay{24};

void work(ConsoleWorld& world, const std::string& id, const std::vector<json::object>& deeds) {
    world.sit_down(Role::Supervisor);
    for (const json::object& deed : deeds) REQUIRE(world.act(id, deed).status == 200);
}

/// Six complaints that are answered and closed after so many days.
std::vector<std::string> close_six(ConsoleWorld& world, int days) {
    std::vector<std::string> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(world.file("x", ""));
    for (const std::string& id : ids) work(world, id, {{{"action", "accept"}}});
    world.pass(days * kDay);
    for (const std::string& id : ids) {
        work(world, id,
             {{{"action", "reply"}, {"text", "已经整改。"}},
              {{"action", "close"}, {"result", "satisfied"}, {"note", ""}}});
    }
    return ids;
}

json::value closing_of(ConsoleWorld& world, std::size_t bar) {
    const auto answer = world.get("/api/v1/statistics?from=2026-10-01");
    REQUIRE(answer.status == 200);
    return answer.json().at("closing").at(bar);
}

}  // namespace

TEST_CASE("pictures: closed tickets are held against their due day, archived ones too") {
    ConsoleWorld world;
    const auto quick = close_six(world, 2);
    const auto slow = close_six(world, 45);
    CHECK(closing_of(world, 1) == json::value{{"days", 3}, {"count", 6}, {"late", 0}});
    CHECK(closing_of(world, 5) == json::value{{"days", 60}, {"count", 6}, {"late", 6}});
    world.pass(90 * kDay);
    for (const std::string& id : quick) work(world, id, {{{"action", "archive"}}});
    CHECK(closing_of(world, 1).at("count").as_int64() == 6);
    const auto whole = world.get("/api/v1/statistics?from=2026-10-01").json();
    CHECK(whole.at("funnel").at(4).at("count").as_int64() == 12);
    CHECK(whole.at("limit").at("unit").as_string() == "working_days");
    CHECK(whole.at("limit").at("n").as_int64() == 15);  // Hubei's profile: from transfer to answer.
}

TEST_CASE("pictures: a week without a ticket is a nought, and few are not shown") {
    ConsoleWorld world;
    close_six(world, 2);
    world.pass(14 * kDay);
    world.file("x", "");
    world.sit_down(Role::Supervisor);
    const auto flow = world.get("/api/v1/statistics?from=2026-11-02").json().at("flow").as_array();
    REQUIRE(flow.size() == 3);
    CHECK(flow[0] == json::value{{"week", "2026-11-02"}, {"filed", 6}, {"closed", 6}});
    CHECK(flow[1] == json::value{{"week", "2026-11-09"}, {"filed", 0}, {"closed", 0}});
    CHECK(flow[2].at("filed").is_null());  // One complaint may point at a person.
    world.sit_down(Role::Administrator);
    CHECK(world.get("/api/v1/statistics").status == 403);
    world.sit_down(Role::Handler, "rlzy");  // Another unit's people see nothing of it.
    CHECK(world.get("/api/v1/statistics?unit=scjg").json().at("funnel").at(0).at("count") == 0);
}

TEST_CASE("pictures: a bad rating that was found valid counts as accepted, and as due") {
    ConsoleWorld world;
    domain::Rating rating;
    rating.window = "2";
    rating.unit = "scjg";
    rating.scale = "national-5";
    rating.level = 1;
    for (int i = 0; i < 6; ++i) world.take(domain::Filing(rating));
    world.sit_down(Role::Supervisor);
    const auto rows = world.get("/api/v1/tickets?kind=rating").json().at("items").as_array();
    REQUIRE(rows.size() == 6);
    for (const json::value& row : rows) {
        const std::string id(row.at("id").as_string());
        work(world, id,
             {{{"action", "classify"}, {"class", "valid"}, {"words", ""}, {"note", ""}},
              {{"action", "reply"}, {"text", "已经整改。"}}});
    }
    const auto whole = world.get("/api/v1/statistics").json();
    CHECK(whole.at("funnel").at(2).at("count").as_int64() == 6);
    CHECK(whole.at("bad_fixed_in_time").at("n").as_int64() == 6);
}

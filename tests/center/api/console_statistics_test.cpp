// SPDX-License-Identifier: Apache-2.0
// Rates with their n, and nothing too small to be shown (S-12).
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;
namespace json = boost::json;

namespace {

json::value figures(ConsoleWorld& world, const std::string& query = {}) {
    const auto answer = world.get("/api/v1/statistics" + query);
    REQUIRE(answer.status == 200);
    return answer.json();
}

void rate_many(ConsoleWorld& world, std::initializer_list<std::pair<int, int>> levels,
               const std::string& window = "2") {
    for (const auto& [level, count] : levels) {
        for (int i = 0; i < count; ++i) world.rate(level, window);
    }
}

/// Every number in an answer that counts people: "n", "part" and those of arrays of counts.
void each_count(const json::value& value, const std::function<void(std::int64_t)>& each) {
    if (value.is_array()) {
        for (const auto& item : value.as_array()) each_count(item, each);
    } else if (value.is_object()) {
        for (const auto& [name, inner] : value.as_object()) {
            const bool counts = name == "n" || name == "count" || name == "counts";
            if (counts && inner.is_int64()) each(inner.as_int64());
            if (name == "counts") {
                for (const auto& one : inner.as_array()) {
                    if (one.is_int64()) each(one.as_int64());
                }
            }
            each_count(inner, each);
        }
    }
}

std::int64_t smallest_count(const json::value& value) {
    std::int64_t smallest = 1'000'000;
    each_count(value, [&](std::int64_t n) {
        if (n > 0) smallest = std::min(smallest, n);
    });
    return smallest;
}

}  // namespace

TEST_CASE("statistics: ratings by month and window, each rate with its n") {
    ConsoleWorld world;
    rate_many(world, {{5, 8}, {3, 2}, {1, 2}});
    rate_many(world, {{5, 3}}, "1");
    world.sit_down(Role::Supervisor);
    const auto all = figures(world);
    CHECK(all.at("from").as_string() == "2026-11-01");
    CHECK(all.at("ratings").at("n") == 15);
    CHECK(all.at("ratings").at("levels") == json::array{11, 0, 2, 0, 2});
    CHECK(all.at("ratings").at("bad") == json::value{{"n", 15}, {"part", 2}, {"permille", 133}});
    REQUIRE(all.at("months").as_array().size() == 1);
    CHECK(all.at("months").at(0).at("month").as_string() == "2026-11");
    const auto windows = all.at("windows").as_array();
    REQUIRE(windows.size() == 2);
    for (const auto& line : windows) {
        const bool small = line.at("window").as_string() == "1";
        CHECK(line.at("n").is_null() == small);
        CHECK(line.at("levels").as_array().size() == (small ? 0 : 5));
        CHECK(line.at("bad").at("permille").is_null() == small);
    }
    CHECK(figures(world, "?from=2026-10-01&to=2026-10-31").at("ratings").at("n") == 0);
    for (const char* query : {"?from=x", "?to=2026-10-01", "?from=2020-01-01"}) {
        CHECK(world.get(std::string("/api/v1/statistics") + query).status == 400);
    }
}

TEST_CASE("statistics: the funnel, the clock and the closing of tickets") {
    ConsoleWorld world;
    std::vector<std::string> filed;
    for (int i = 0; i < 12; ++i) filed.push_back(world.file("x", ""));
    world.sit_down(Role::Supervisor);
    for (std::size_t i = 0; i < 10; ++i) {
        REQUIRE(world.act(filed[i], {{"action", "accept"}}).status == 200);
        REQUIRE(world.act(filed[i], {{"action", "reply"}, {"text", "已整改"}}).status == 200);
    }
    world.pass(std::chrono::hours{48});
    world.sit_down(Role::Supervisor);
    for (std::size_t i = 0; i < 6; ++i) {
        REQUIRE(world.act(filed[i], {{"action", "close"}, {"result", "not_asked"}}).status == 200);
    }
    const auto all = figures(world);
    const auto stage = [&](std::size_t i) { return all.at("funnel").at(i).at("count"); };
    CHECK(stage(0) == 12);
    CHECK(stage(1) == 0);
    CHECK(stage(2) == 10);
    CHECK(stage(3) == 10);
    CHECK(stage(4) == 6);
    CHECK(all.at("closing").at(1).at("days") == 3);
    CHECK(all.at("closing").at(1).at("count") == 6);
    CHECK(all.at("answered_in_time") == json::value{{"n", 10}, {"part", 10}, {"permille", 1000}});
    REQUIRE(all.at("heat").at("rows").as_array().size() == 1);
    CHECK(all.at("heat").at("rows").at(0).at("counts") == json::array{0, 12});
    CHECK(all.at("heat").at("weeks").at(1).as_string() == "2026-11-02");
}

TEST_CASE("statistics: no count below five, whatever is asked for (S-12)") {
    ConsoleWorld world;
    SeededRandom random(12);
    const char* windows[] = {"1", "2", "3"};
    for (int day = 0; day < 12; ++day) {
        for (std::uint64_t i = random.between(1, 5); i > 0; --i) {
            world.rate(static_cast<int>(random.between(1, 5)), windows[random.between(0, 2)]);
            world.file("x", "", windows[random.between(0, 2)]);
        }
        world.pass(std::chrono::hours{24});
    }
    world.sit_down(Role::Supervisor);
    const auto smallest = [&] {
        std::int64_t found = 1'000'000;
        SeededRandom filters(7);
        for (int i = 0; i < 200; ++i) {
            const auto from =
                domain::Date::of(2026, 11, 2).plus(static_cast<int>(filters.between(0, 11)));
            const auto to = from.plus(static_cast<int>(filters.between(0, 20)));
            const auto answer = figures(world, "?from=" + from.iso() + "&to=" + to.iso() +
                                                   (filters.between(0, 1) ? "&unit=scjg" : ""));
            found = std::min(found, smallest_count(answer));
        }
        return found;
    };
    CHECK(smallest() >= 5);
    const MutantScope open("statistics.shows_few");
    CHECK(smallest() < 5);
}

TEST_CASE("statistics: a handler's are of their own unit, and an administrator has none") {
    ConsoleWorld world;
    rate_many(world, {{5, 12}});
    world.sit_down(Role::Handler, "gajj");
    CHECK(figures(world, "?unit=scjg").at("ratings").at("n") == 0);
    world.sit_down(Role::Handler, "scjg");
    CHECK(figures(world).at("ratings").at("n") == 12);
    world.sit_down(Role::Administrator);
    CHECK(world.get("/api/v1/statistics").status == 403);
}

TEST_CASE("lists: of one window, of some days") {
    ConsoleWorld world;
    world.file("x", "", "1");
    world.pass(std::chrono::hours{24});
    const std::string second = world.file("x", "", "2");
    world.sit_down(Role::Supervisor);
    const auto count = [&](const std::string& query) {
        return world.get("/api/v1/tickets?" + query).json().at("items").as_array().size();
    };
    CHECK(count("window=2") == 1);
    CHECK(count("window=9") == 0);
    CHECK(count("from=2026-11-03") == 1);
    CHECK(count("to=2026-11-02") == 1);
    CHECK(count("from=2026-11-02&to=2026-11-03") == 2);
    CHECK(world.get("/api/v1/tickets?from=x").field() == "from");
}

// SPDX-License-Identifier: Apache-2.0
// The figures behind the pictures, over HTTP: what is counted, against which day, and for whom.
#include "console_world.h"
#include "sync/base/mutant.h"
#include "sync/center/tickets/desk.h"

#include <algorithm>
#include <tuple>

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
              {{"action", "close"}, {"result", "not_asked"}, {"note", ""}}});
    }
    return ids;
}

json::value closing_of(ConsoleWorld& world, std::size_t bar) {
    const auto answer = world.get("/api/v1/statistics?from=2026-10-01");
    REQUIRE(answer.status == 200);
    return answer.json().at("closing").at(bar);
}

/// How many rows a list has, page by page.
std::int64_t rows_of(ConsoleWorld& world, const std::string& path) {
    std::int64_t count = 0;
    std::string cursor;
    do {
        const auto answer = world.get(path + "&limit=20" + cursor);
        REQUIRE(answer.status == 200);
        const json::value page = answer.json();
        count += static_cast<std::int64_t>(page.at("items").as_array().size());
        const json::value& next = page.at("next");
        cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string());
    } while (!cursor.empty());
    return count;
}

std::string text(const json::value& value) {
    return std::string(value.as_string());
}

/// Holds every number of the pictures against the list that it leads to.
class DrillDown {
public:
    DrillDown(ConsoleWorld& world, const std::string& unit) : world_(world), unit_(unit) {
        const auto answer = world.get("/api/v1/statistics?from=2026-10-01" + unit);
        REQUIRE(answer.status == 200);
        whole_ = answer.json();
        span_ = "from=" + text(whole_.at("from")) + "&to=" + text(whole_.at("to")) + unit;
        look_at_tickets();
        look_at_weeks();
        look_at_ratings();
        look_at_rates();
    }
    int looked_at = 0;
    std::vector<std::string> wrong{};

private:
    void hold(const json::value& number, const std::string& path) {
        if (number.is_null() || !wrong.empty()) return;  // Too few to be told; one wrong is enough.
        ++looked_at;
        const std::int64_t rows = rows_of(world_, "/api/v1/" + path);
        if (path.starts_with("tickets")) {
            const auto total = world_.get("/api/v1/" + path + "&total=true&limit=1").json();
            CHECK(total.at("total").at("n").as_int64() == rows);
        }
        if (rows == number.as_int64()) return;
        wrong.push_back(path + ": " + std::to_string(rows) + " rows, not " +
                        std::to_string(number.as_int64()));
    }
    void look_at_rates() {
        const std::pair<const char*, const char*> of_tickets[] = {
            {"answered_in_time", "answered"},
            {"bad_fixed_in_time", "fixed"},
            {"bad_called_back", "called"},
            {"callback_satisfied", "pleased"}};
        for (const auto& [name, rate] : of_tickets) {
            const std::string path = "tickets?" + span_ + "&rate=" + rate;
            const json::value& one = whole_.at(name);
            hold(one.at("n"), path);
            hold(one.at("part"), path + "&met=true");
            if (one.at("n").is_null() || one.at("part").is_null()) continue;
            hold(one.at("n").as_int64() - one.at("part").as_int64(), path + "&met=false");
        }
        const json::value& ratings = whole_.at("ratings");
        for (const char* rate : {"satisfied", "bad"}) {
            hold(ratings.at(rate).at("part"), "ratings?" + span_ + "&rate=" + rate);
        }
    }
    void look_at_tickets() {
        for (const json::value& one : whole_.at("funnel").as_array()) {
            hold(one.at("count"), "tickets?" + span_ + "&reached=" + text(one.at("stage")));
        }
        for (const json::value& one : whole_.at("closing").as_array()) {
            const std::string bar =
                one.at("days").is_null() ? "more" : std::to_string(one.at("days").as_int64());
            const std::string path = "tickets?" + span_ + "&closed_in=" + bar;
            hold(one.at("count"), path);
            hold(one.at("late"), path + "&late=true");
            if (one.at("count").is_null() || one.at("late").is_null()) continue;
            hold(one.at("count").as_int64() - one.at("late").as_int64(), path + "&late=false");
        }
    }
    /// The days of a week that are in the span.
    std::string days_of(const std::string& monday) const {
        const std::string sunday = domain::Date::parse(monday).value().plus(6).iso();
        return "from=" + std::max(monday, text(whole_.at("from"))) +
               "&to=" + std::min(sunday, text(whole_.at("to")));
    }
    void look_at_weeks() {
        for (const json::value& one : whole_.at("flow").as_array()) {
            const std::string monday = text(one.at("week"));
            const std::string sunday = domain::Date::parse(monday).value().plus(6).iso();
            hold(one.at("filed"), "tickets?" + days_of(monday) + unit_ + "&reached=registered");
            hold(one.at("closed"),
                 "tickets?" + span_ + "&closed_from=" + monday + "&closed_to=" + sunday);
        }
        for (const json::value& row : whole_.at("heat").at("rows").as_array()) {
            const std::string place =
                "&unit=" + text(row.at("unit")) + "&window=" + text(row.at("window"));
            for (std::size_t i = 0; i < row.at("counts").as_array().size(); ++i) {
                const std::string days = days_of(text(whole_.at("heat").at("weeks").at(i)));
                hold(row.at("counts").at(i), "tickets?" + days + place + "&reached=registered");
            }
        }
    }
    void look_at_line(const json::value& line, const std::string& path) {
        hold(line.at("n"), path);
        const json::array& levels = line.at("levels").as_array();
        for (std::size_t i = 0; i < levels.size(); ++i) {
            hold(levels[i], path + "&level=" + std::to_string(5 - i));
        }
    }
    void look_at_ratings() {
        look_at_line(whole_.at("ratings"), "ratings?" + span_);
        for (const json::value& line : whole_.at("months").as_array()) {
            const domain::Date first = domain::Date::parse(text(line.at("month")) + "-01").value();
            const domain::Date next = first.plus(31);
            const domain::Date last = domain::Date::of(next.year(), next.month(), 1).plus(-1);
            look_at_line(line, "ratings?from=" + first.iso() + "&to=" + last.iso() + unit_);
        }
        for (const json::value& line : whole_.at("windows").as_array()) {
            const auto code = [&](const char* name) {
                return line.at(name).as_string().empty() ? "(none)" : text(line.at(name));
            };
            look_at_line(
                line, "ratings?" + span_ + "&unit=" + code("unit") + "&window=" + code("window"));
        }
    }

    ConsoleWorld& world_;
    std::string unit_, span_;
    json::value whole_;
};

/// Seven weeks of a hall, the same each time: complaints at every stage, and ratings, one of which
/// an upheld appeal has left out of the figures.
void live_seven_weeks(ConsoleWorld& world) {
    SeededRandom random(41);
    const char* windows[] = {"2", "3", "4"};
    std::vector<std::string> open;
    for (int day = 0; day < 49; ++day) {
        for (std::uint64_t i = random.between(0, 3); i > 0; --i) {
            const bool calls = random.between(0, 3) == 0;
            open.push_back(
                world.file("x", calls ? "13812345678" : "", windows[random.between(0, 2)]));
        }
        for (std::uint64_t i = random.between(1, 5); i > 0; --i) {
            world.rate(static_cast<int>(random.between(2, 5)), windows[random.between(0, 2)]);
        }
        world.pass(kDay);
        std::erase_if(open, [&](const std::string& id) {
            if (random.between(0, 6) != 0) return false;
            world.sit_down(Role::Supervisor);
            const json::value ticket = world.get("/api/v1/tickets/" + id).json();
            const std::string state = text(ticket.at("state"));
            if (ticket.at("has_contact").as_bool() && state == "registered") {
                work(world, id, {{{"action", "callback"}, {"outcome", "verified"}}});
            } else if (state == "registered" || state == "verified") {
                work(world, id, {{{"action", "accept"}}});
            } else if (state == "accepted") {
                work(world, id, {{{"action", "reply"}, {"text", "已经整改。"}}});
            } else if (!ticket.at("has_contact").as_bool()) {
                work(world, id, {{{"action", "close"}, {"result", "not_asked"}}});
                return true;
            }
            return false;
        });
    }
    world.sit_down(Role::Supervisor);
    const json::value bad = world.get("/api/v1/tickets?kind=rating").json().at("items").at(0);
    const std::string id = text(bad.at("id"));
    work(world, id,
         {{{"action", "classify"}, {"class", "mistake"}, {"words", "误评"}, {"note", "按错了"}}});
    tickets::Deed overturn;
    overturn.action = rules::Action::Overturn;
    overturn.words = overturn.note = "理由";
    REQUIRE(tickets::act(world.db(), {"zhao", {Role::Supervisor, ""}}, std::stoll(id), 2, overturn,
                         world.wall)
                .ok());
}

}  // namespace

TEST_CASE("pictures: every number opens a list with exactly so many rows, for whoever looks") {
    ConsoleWorld world;
    live_seven_weeks(world);
    world.sit_down(Role::Auditor);
    const DrillDown all(world, "");
    CHECK(all.wrong == std::vector<std::string>{});
    CHECK(all.looked_at > 80);
    const DrillDown of_unit(world, "&unit=scjg");
    CHECK(of_unit.wrong == std::vector<std::string>{});
    {
        const MutantScope open("tickets.lists_excluded");
        CHECK_FALSE(DrillDown(world, "").wrong.empty());
    }
    world.sit_down(Role::Handler, "scjg");
    const DrillDown own(world, "&unit=scjg");
    CHECK(own.wrong == std::vector<std::string>{});
    CHECK(own.looked_at > 20);
    world.sit_down(Role::Auditor);
    CHECK(world.get("/api/v1/tickets?reached=closed").field() == "from");
    for (const char* wrong : {"reached=never", "closed_in=2", "late=maybe", "closed_to=x"}) {
        CHECK(world.get(std::string("/api/v1/tickets?from=2026-10-01&") + wrong).status == 400);
    }
}

TEST_CASE("ratings: few are not told, of some no level, and none by day (S-12)") {
    ConsoleWorld world;
    for (int i = 0; i < 4; ++i) world.rate(5, "2");
    world.sit_down(Role::Supervisor);
    const auto list = [&](const std::string& query) {
        return world.get("/api/v1/ratings?" + query).json().as_object();
    };
    CHECK(list("window=2").at("n").is_null());
    CHECK(list("window=2").at("items").as_array().empty());
    for (int i = 0; i < 3; ++i) world.rate(2, "2");
    world.sit_down(Role::Supervisor);
    const auto some = list("window=2");
    CHECK(some.at("n") == 7);
    CHECK(some.at("items").at(0).at("level").is_null());
    CHECK(some.at("items").at(0).at("tags").as_array().empty());
    CHECK(list("window=2&level=2").at("items").as_array().empty());
    for (int i = 0; i < 3; ++i) world.rate(4, "2");
    world.sit_down(Role::Supervisor);
    const auto many = list("window=2");
    CHECK(many.at("n") == 10);
    const json::object worst = many.at("items").at(0).as_object();
    CHECK(worst.at("level") == 2);
    CHECK(worst.at("month").as_string() == "2026-11");
    CHECK_FALSE(worst.at("tags").as_array().empty());
    CHECK(worst.at("ticket").is_string());
    CHECK(list("window=2&level=2").at("n") == 3);
    world.sit_down(Role::Handler, "gajj");  // Another unit's people.
    CHECK(list("unit=scjg&window=2").at("n") == 0);
    for (const char* query : {"level=6", "from=x", "limit=0", "to=2020-01-01", "cursor=50",
                              "cursor=2026-11.6.5", "cursor=2026-11.2.x", "cursor=2026-13.2.5"}) {
        CHECK(world.get(std::string("/api/v1/ratings?") + query).status == 400);
    }
}

TEST_CASE("ratings: page after page has each rating once, the newest month and the worst first") {
    ConsoleWorld world;
    for (int i = 0; i < 24; ++i) world.rate(1 + i % 5, i % 3 == 0 ? "2" : "3");
    world.pass(30 * kDay);
    for (int i = 0; i < 7; ++i) world.rate(2 + i % 4, "2");
    world.sit_down(Role::Supervisor);
    const auto read = [&](const std::string& query) {
        std::vector<std::pair<std::string, std::int64_t>> rows;
        std::string cursor;
        std::int64_t n = 0;
        do {
            const auto page =
                world.get("/api/v1/ratings?from=2026-10-01&limit=4" + query + cursor).json();
            if (cursor.empty()) n = page.at("n").as_int64();
            CHECK(page.at("n").is_null() == !cursor.empty());
            for (const json::value& row : page.at("items").as_array()) {
                rows.emplace_back(text(row.at("month")), row.at("level").as_int64());
            }
            cursor = page.at("next").is_null() ? "" : "&cursor=" + text(page.at("next"));
        } while (!cursor.empty());
        CHECK(n == static_cast<std::int64_t>(rows.size()));
        return rows;
    };
    const auto all = read("");
    REQUIRE(all.size() == 31);
    CHECK(std::ranges::is_sorted(all, [](const auto& one, const auto& other) {
        return std::tie(other.first, one.second) < std::tie(one.first, other.second);
    }));
    CHECK(read("&window=2").size() == 15);
    CHECK(read("&window=3&unit=scjg").size() == 16);
    CHECK(read("&rate=bad").size() == 12);
    CHECK(read("&unit=(none)").empty());
}

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
    // Counted as the bars are, in days of any kind: fifteen working ones and the weekends between.
    CHECK(whole.at("limit_days").as_int64() >= 21);
    CHECK(whole.at("limit_days").as_int64() <= 31);
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

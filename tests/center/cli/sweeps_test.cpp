// SPDX-License-Identifier: Apache-2.0
// The clock of a running center: dates counted again behind a change, cards issued and told.
#include "tests/center/cli/hall.h"
#include "tests/center/fresh_center.h"

#include <thread>

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

/// All that has left the house so far.
std::string lines_of(const Hall& hall) {
    std::string lines;
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(hall.folder / "notices", none)) {
        lines += center::read_file(file.path(), "FILE", 1'000'000).value();
    }
    return lines;
}

/// Waits half a minute at most: usually it is there at once.
std::string lines_with(const Hall& hall, const std::string& told) {
    std::string lines;
    for (int i = 0; i < 600 && lines.find(told) == lines.npos; ++i) {
        std::this_thread::sleep_for(milliseconds{50});
        lines = lines_of(hall);
    }
    return lines;
}

}  // namespace

TEST_CASE("calendar: a running center counts every date again behind a change, each change once") {
    Hall hall;
    hall.start();
    hall.sweep();
    const auto counted = [&hall](std::int64_t times) {
        for (int i = 0; i < 600 && hall.count("due_recount") < times; ++i) {
            std::this_thread::sleep_for(milliseconds{50});
        }
        return hall.count("due_recount") == times;
    };
    REQUIRE(center::run_errand(hall.folder, {.verb = "import hall",
                                             .words = {{"file", "h.json"}},
                                             .body = source_file("assets/demo/hall.json")})
                .ok());
    CHECK(counted(1));
    REQUIRE(hall.run(calendar("20271213")).find("本厅: edition 1") == 0);
    CHECK(counted(2));
    REQUIRE(hall.run(calendar("20271213")).find("本厅: edition 1") == 0);  // No change.
    REQUIRE(hall.run(calendar("20271214", "yes")).find("0 of 0 open due dates would move") == 0);
    CHECK(hall.count("calendar_edition") == 1);
    CHECK(hall.count("due_recount") == 2);
}

TEST_CASE(
    "notices: a running center issues the card of an overdue case and hands it out as lines") {
    Hall hall;
    hall.start();
    REQUIRE(center::run_errand(hall.folder, {.verb = "import hall",
                                             .words = {{"file", "h.json"}},
                                             .body = source_file("assets/demo/hall.json")})
                .ok());
    const std::string late =
        R"({"cases":[{"case_no":"LATE-0001","service":"营业执照","unit":"scjg","window":"2",)"
        R"("applicant_surname":"王","id_last4":"1234","phone_last4":"5678","stage":"reviewing",)"
        R"("query_code":"ABCD1234EFGH","accepted_on":"2025-03-03","promised_wd":10,)"
        R"("statutory_wd":20,"updated_at":"2025-03-03 10:00"}]})";
    REQUIRE(hall.run({.verb = "import cases", .words = {{"file", "c.json"}}, .body = late}) ==
            "1 cases added, 0 updated, 0 errors\n|");
    hall.sweep();
    const std::string told = R"("to":"unit_leader","unit":"scjg")";
    const std::string lines = lines_with(hall, told);
    CHECK(lines.find(told) != lines.npos);
    CHECK(lines.find("红牌：LATE-0001") != lines.npos);
    const std::string unsent = "notice WHERE about = 'LATE-0001' AND sent_at_ms IS NULL";
    for (int i = 0; i < 600 && hall.count(unsent) > 0; ++i) {
        std::this_thread::sleep_for(milliseconds{50});
    }
    CHECK(hall.count(unsent) == 0);
    CHECK(hall.count("card WHERE about = 'LATE-0001'") == 1);
}

TEST_CASE("notices: a running center reminds a monitor by a line in the own language, and once") {
    Hall hall;
    hall.clock_.stand_at(at_hall(domain::Date::of(2026, 11, 2), 12 * 60));
    hall.start();
    REQUIRE(center::run_errand(hall.folder, {.verb = "import hall",
                                             .words = {{"file", "h.json"}},
                                             .body = source_file("assets/demo/hall.json")})
                .ok());
    hall.sweep();
    const std::string lines = lines_with(hall, R"("to":"monitor","monitor":"1002")");
    CHECK(lines.find(R"("to":"monitor","monitor":"1002")") != lines.npos);
    CHECK(lines.find("自 2026-10-26 起的一周") != lines.npos);
    const std::string unsent = "reminder WHERE sent_at_ms IS NULL";
    for (int i = 0; i < 600 && hall.count(unsent) > 0; ++i) {
        std::this_thread::sleep_for(milliseconds{50});
    }
    CHECK(hall.count(unsent) == 0);
    // Whoever starts the center again the same day reminds nobody twice.
    const std::string told = lines_of(hall);
    hall.stop();
    hall.start();
    hall.sweep();
    std::this_thread::sleep_for(milliseconds{300});
    CHECK(lines_of(hall) == told);
}

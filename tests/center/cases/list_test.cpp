// SPDX-License-Identifier: Apache-2.0
// The list of cases that the center's people look at: by number, page by page.
#include "sync/center/cases/list.h"

#include "case_file.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using cases::CaseFilter;
using domain::CaseStage;

namespace {

std::string row(int n, const char* unit, const char* stage, const char* due) {
    const std::string no = std::to_string(1000 + n);
    return "420600-2026-" + no + ",食品经营许可," + unit + ",3,王,002X,5678,XY7K-29QX-M4T8," +
           stage + ",2026-11-09,15,20," + due + ",2026-11-20 09:00\n";
}

std::vector<std::string> numbers(CaseFile& file, CaseFilter filter) {
    std::vector<std::string> all;
    do {
        const auto page = cases::list(file.db(), filter);
        REQUIRE(page.ok());
        CHECK(page.value().items.size() <= static_cast<std::size_t>(filter.limit));
        for (const auto& one : page.value().items) all.push_back(one.view.case_no.substr(12));
        filter.after = page.value().next;
    } while (!filter.after.empty());
    return all;
}

using Numbers = std::vector<std::string>;

}  // namespace

TEST_CASE("cases: a list has each case once, however it is cut into pages, from either end") {
    CaseFile file;
    std::string rows;
    Numbers up;
    for (int n = 0; n < 23; ++n) {
        rows += row(n, "scjg", "reviewing", "2026-11-30");
        up.push_back(std::to_string(1000 + n));
    }
    REQUIRE(file.import(rows).errors.empty());
    const Numbers down(up.rbegin(), up.rend());
    for (const int limit : {1, 7, 22, 23, 24, 100}) {
        CAPTURE(limit);
        CHECK(numbers(file, {.limit = limit}) == down);
        CHECK(numbers(file, {.oldest_first = true, .limit = limit}) == up);
    }
    const auto first = cases::list(file.db(), {.limit = 1});
    CHECK(first.value().items.at(0).view.masked_name == "王*");
    CHECK(first.value().items.at(0).view.service == "食品经营许可");
}

TEST_CASE("cases: a list keeps to unit, stage, window, number and what is late, together too") {
    CaseFile file;
    REQUIRE(file.import(row(1, "scjg", "reviewing", "2026-11-22") +
                        row(2, "gajj", "reviewing", "2026-11-22") +
                        row(3, "scjg", "decided", "2026-11-22") +
                        row(4, "scjg", "received", "2026-11-23") + row(5, "scjg", "received", ""))
                .errors.empty());
    CHECK(numbers(file, {.unit = "gajj"}) == Numbers{"1002"});
    CHECK(numbers(file, {.stage = CaseStage::Received}) == Numbers{"1005", "1004"});
    CHECK(numbers(file, {.window = "9"}).empty());
    CHECK(numbers(file, {.number = "420600-2026-1003"}) == Numbers{"1003"});
    CHECK(numbers(file, {.number = "420600-2026-100", .limit = 2}).size() == 5);
    CHECK(numbers(file, {.number = "420601"}).empty());
    CHECK(numbers(file, {.number = "420600-2026-1003", .oldest_first = true}) == Numbers{"1003"});
    CHECK(numbers(file, {.number = "420600-2026-100", .oldest_first = true, .limit = 2}).size() ==
          5);
    const domain::Date today = domain::Date::of(2026, 11, 23);
    // What is decided is not late, nor what is due today.
    CHECK(numbers(file, {.overdue_on = today}) == Numbers{"1002", "1001"});
    CHECK(numbers(file, {.unit = "scjg", .overdue_on = today}) == Numbers{"1001"});
    const auto all = cases::list(file.db(), {});
    for (const auto& one : all.value().items) {
        const std::string no = one.view.case_no.substr(12);
        CHECK(cases::is_overdue(one.view, today) == (no == "1001" || no == "1002"));
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/running.h"

namespace sunbooth::center::cases {
namespace {

// The stages are those of the index case_running. A decision that was not handed out yet is late
// all the same (行政许可法 art. 44).
#define SUNBOOTH_RUNNING "stage IN ('accepted', 'reviewing', 'decided')"
constexpr std::string_view kRunning = R"sql(
    SELECT case_no, unit, accepted_on, promised_wd, statutory_wd, due_on, suspended_wd
      FROM case_file
     WHERE )sql" SUNBOOTH_RUNNING R"sql( AND due_on <= :until
     UNION ALL
    SELECT case_no, unit, accepted_on, promised_wd, statutory_wd, due_on, suspended_wd
      FROM case_file
     WHERE )sql" SUNBOOTH_RUNNING " AND due_on IS NULL";
constexpr std::string_view kOne =
    "SELECT 1 FROM case_file WHERE case_no = :case_no AND " SUNBOOTH_RUNNING;
constexpr std::string_view kCount =
    "SELECT count(*) FROM case_file WHERE unit = :unit AND " SUNBOOTH_RUNNING;

std::optional<domain::Date> day_of(const store::Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    const Result<domain::Date> day = domain::Date::parse(row.text(column));
    return day.ok() ? std::optional(day.value()) : std::nullopt;
}

std::optional<int> number_of(const store::Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return static_cast<int>(row.integer(column));
}

}  // namespace

Status each_running(store::Database& db, domain::Date until,
                    const std::function<void(const RunningCase&)>& each) {
    store::Statement select = db.prepare(kRunning);
    select.bind(":until", until.iso());
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("cases.each_running");
        if (!row.value()) return ok_status();
        each({select.text(0), select.text(1), day_of(select, 2),
              static_cast<int>(select.integer(3)), static_cast<int>(select.integer(4)),
              day_of(select, 5), number_of(select, 6)});
    }
}

Result<bool> is_running(store::Database& db, const std::string& case_no) {
    store::Statement select = db.prepare(kOne);
    return select.bind(":case_no", case_no).step();
}

Result<std::int64_t> count_running(store::Database& db, const std::string& unit) {
    store::Statement select = db.prepare(kCount);
    const Result<bool> row = select.bind(":unit", unit).step();
    if (!row.ok()) return row.error().in("cases.count_running");
    return select.integer(0);
}

}  // namespace sunbooth::center::cases

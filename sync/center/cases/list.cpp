// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/list.h"

#include "sync/center/cases/rows.h"

namespace sunbooth::center::cases {
namespace {

using domain::CaseStage;

constexpr std::string_view kSelect = R"sql(
    SELECT service, unit, window, masked_name, stage, accepted_on, promised_wd, due_on,
           updated_at_ms, case_no
      FROM case_file WHERE )sql";

/// Beyond every character that a number may have (domain::checked_case_no).
constexpr char kPastAll = '~';

/// Only what was asked for stands in the question, so that an index can answer it.
std::string question_of(const CaseFilter& filter) {
    std::string sql(kSelect);
    sql += filter.oldest_first ? "case_no > :after" : "case_no < :after";
    if (filter.stage) sql += " AND stage = :stage";
    if (!filter.unit.empty()) sql += " AND unit = :unit";
    if (!filter.window.empty()) sql += " AND window = :window";
    if (!filter.number.empty()) sql += " AND case_no >= :number AND case_no < :number_end";
    if (filter.overdue_on) {
        sql += " AND due_on < :today AND stage NOT IN ('decided', 'completed', 'returned')";
    }
    sql += filter.oldest_first ? " ORDER BY case_no" : " ORDER BY case_no DESC";
    return sql + " LIMIT :limit";
}

void bind(store::Statement& select, const CaseFilter& filter) {
    const bool from_the_end = filter.after.empty() && !filter.oldest_first;
    select.bind(":after", from_the_end ? std::string(1, kPastAll) : filter.after);
    select.bind(":limit", filter.limit + 1);
    if (filter.stage) select.bind(":stage", domain::to_string(*filter.stage));
    if (!filter.unit.empty()) select.bind(":unit", filter.unit);
    if (!filter.window.empty()) select.bind(":window", filter.window);
    if (filter.overdue_on) select.bind(":today", filter.overdue_on->iso());
    if (filter.number.empty()) return;
    select.bind(":number", filter.number).bind(":number_end", filter.number + kPastAll);
}

}  // namespace

bool is_overdue(const domain::CaseView& one, domain::Date today) {
    const bool open = one.stage != CaseStage::Decided && one.stage != CaseStage::Completed &&
                      one.stage != CaseStage::Returned;
    return open && one.due_on && *one.due_on < today;
}

Result<CasePage> list(store::Database& db, const CaseFilter& filter) {
    store::Statement select = db.prepare(question_of(filter));
    bind(select, filter);
    CasePage page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("cases.list");
        if (!row.value()) return page;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().case_no;
            return page;
        }
        page.items.push_back(view_of(select, select.text(9)));
    }
}

}  // namespace sunbooth::center::cases

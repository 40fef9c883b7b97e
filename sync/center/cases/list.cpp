// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/list.h"

#include "sync/base/mutant.h"
#include "sync/center/cases/rows.h"

namespace sunbooth::center::cases {
namespace {

using domain::CaseStage;

#define SUNBOOTH_CASE_COLUMNS                                                             \
    " f.service, f.unit, f.window, f.masked_name, f.stage, f.accepted_on, f.promised_wd," \
    " f.due_on, f.updated_at_ms, f.case_no, coalesce(w.account, ''), coalesce(w.version, 1)"
constexpr std::string_view kSelect = "SELECT" SUNBOOTH_CASE_COLUMNS " FROM ";
constexpr std::string_view kFind =
    "SELECT" SUNBOOTH_CASE_COLUMNS R"sql(, f.statutory_wd, f.suspended_wd
      FROM case_file f LEFT JOIN case_watch w ON w.case_no = f.case_no
     WHERE f.case_no = :case_no)sql";
constexpr std::string_view kFromAll =
    "case_file f LEFT JOIN case_watch w ON w.case_no = f.case_no WHERE ";
/// Along the index of who watches what: what others watch is not even read.
constexpr std::string_view kFromWatched =
    "case_watch w CROSS JOIN case_file f ON f.case_no = w.case_no WHERE "
    "w.account <> '' AND w.account = :watcher AND ";

/// Beyond every character that a number may have (domain::checked_case_no).
constexpr char kPastAll = '~';

/// Whether this is the first page of those whose number begins so.
bool begins(const CaseFilter& filter) {
    return filter.after.empty() && !filter.number.empty();
}

/// Only what was asked for stands in the question, so that an index can answer it.
std::string question_of(const CaseFilter& filter) {
    std::string sql(kSelect);
    sql += filter.watcher.empty() ? kFromAll : kFromWatched;
    const std::string number = filter.watcher.empty() ? "f.case_no" : "w.case_no";
    // One bound on each side, so that the index is entered where the page begins.
    sql += number + (!filter.oldest_first ? " < :after"
                     : begins(filter)     ? " >= :after"
                                          : " > :after");
    if (!filter.number.empty()) {
        sql += " AND " + number + (filter.oldest_first ? " < :number_end" : " >= :number");
    }
    if (filter.stage) sql += " AND f.stage = :stage";
    if (!filter.unit.empty()) sql += " AND f.unit = :unit";
    if (!filter.window.empty()) sql += " AND f.window = :window";
    if (filter.overdue_on) {
        sql += " AND f.due_on < :today AND f.stage NOT IN ('decided', 'completed', 'returned')";
    }
    sql += " ORDER BY " + number + (filter.oldest_first ? "" : " DESC");
    return sql + " LIMIT :limit";
}

void bind(store::Statement& select, const CaseFilter& filter) {
    const std::string end = filter.number + kPastAll;
    std::string after = filter.after;
    if (filter.oldest_first && begins(filter)) after = filter.number;
    if (!filter.oldest_first && (after.empty() || after > end)) after = end;
    select.bind(":after", after);
    select.bind(":limit", filter.limit + 1);
    if (filter.stage) select.bind(":stage", domain::to_string(*filter.stage));
    if (!filter.unit.empty()) select.bind(":unit", filter.unit);
    if (!filter.window.empty()) select.bind(":window", filter.window);
    if (!filter.watcher.empty()) select.bind(":watcher", filter.watcher);
    if (filter.overdue_on) select.bind(":today", filter.overdue_on->iso());
    if (filter.number.empty()) return;
    if (filter.oldest_first) select.bind(":number_end", end);
    if (!filter.oldest_first) select.bind(":number", filter.number);
}

}  // namespace

Result<WholeCase> find(store::Database& db, const std::string& case_no) {
    store::Statement select = db.prepare(kFind);
    select.bind(":case_no", case_no);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("cases.find");
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such case", "case_no"};
    WholeCase found{{view_of(select, select.text(9)), {select.text(10), select.integer(11)}},
                    static_cast<int>(select.integer(12))};
    if (!select.is_null(13)) found.suspended_days = static_cast<int>(select.integer(13));
    return found;
}

bool is_seen_by(const domain::CaseView& one, const rules::Viewer& viewer) {
    if (viewer.avoids.contains(one.unit)) return false;
    return viewer.role != rules::Role::Handler || one.unit == viewer.unit ||
           mutant("api.foreign_cases");
}

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
            page.next = page.items.back().view.case_no;
            return page;
        }
        page.items.push_back(
            {view_of(select, select.text(9)), {select.text(10), select.integer(11)}});
    }
}

}  // namespace sunbooth::center::cases

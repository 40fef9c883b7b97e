// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/cases/watch.h"
#include "sync/center/rules/life.h"
#include "sync/domain/case.h"
#include "sync/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::cases {

/// Which cases the center's people ask for; what is empty does not matter.
struct CaseFilter {
    std::optional<domain::CaseStage> stage{};
    std::string unit{}, window{};
    std::string number{};                      ///< How the number begins, in capitals.
    std::optional<domain::Date> overdue_on{};  ///< Late on this day; see is_overdue().
    std::string watcher{};                     ///< The account that keeps an eye on them.
    std::string after{};                       ///< The number that the page before ended with.
    bool oldest_first = false;                 ///< By number.
    int limit = 50;                            ///< 1..100
};
struct ListedCase {
    domain::CaseView view;
    Watch watch;
};
struct CasePage {
    std::vector<ListedCase> items;
    std::string next;  ///< For `after`; empty: there are no more.
};
/// By number; the cost does not grow with the pages before.
Result<CasePage> list(store::Database& db, const CaseFilter& filter);

/// One case, with what only its page needs.
struct WholeCase {
    ListedCase listed;
    int statutory_days = 0;               ///< Working days; 0: not told.
    std::optional<int> suspended_days{};  ///< As in RunningCase.
};
/// @return NotFound.
Result<WholeCase> find(store::Database& db, const std::string& case_no);

/// A unit has its own cases before it and knows of no others; who is related to a unit, none of
/// its.
bool is_seen_by(const domain::CaseView& one, const rules::Viewer& viewer);

/// Its day is over, and the department has not decided.
bool is_overdue(const domain::CaseView& one, domain::Date today);

}  // namespace sunbooth::center::cases

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::cases {

/// Days from the first to the last, both included, of one unit or (empty) of all.
struct CountSpan {
    domain::Date from, to;
    std::string unit{};
};
struct CompletedCount {
    std::string month;  ///< "2026-11"
    std::string unit, window;
    std::int64_t count = 0;
    std::int64_t due = 0;  ///< Of them, those that had a day to be done by: they tell it or not.
    std::int64_t in_time = 0;  ///< Done by that day,
    std::int64_t early = 0;    ///< and before it.
};
/// Cases that were completed, and so became ratable, by the day of their last change: the approval
/// system tells no other.
Result<std::vector<CompletedCount>> count_completed(store::Database& db, const CountSpan& span);

}  // namespace sunbooth::center::cases

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::intake {

/// Days from the first to the last, both included, of one unit or (empty) of all.
struct RatingSpan {
    domain::Date from, to;
    std::string unit{};
};
struct RatingCount {
    std::string month;  ///< "2026-11"
    std::string unit, window;
    int level = 0;  ///< National: 5 very satisfied .. 1 very dissatisfied.
    std::int64_t count = 0;
};
/// Ratings by month, window and level. Never by day or kiosk: who watched would know who rated.
Result<std::vector<RatingCount>> count_ratings(store::Database& db, const RatingSpan& span);

}  // namespace sunbooth::center::intake

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/ids.h"
#include "sync/domain/record.h"
#include "sync/store/database.h"

#include <functional>
#include <optional>
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
/// One rating as a sample is drawn from it.
struct RatingOf {
    domain::RecordId record;
    std::string half_day;  ///< "2026-10-26 am"
    std::string unit, window;
    int level = 0;
    domain::Language language = domain::Language::Zh;
    std::optional<bool> has_contact{};  ///< Nothing: it came before that was written down.
    bool is_erased = false;             ///< Its contact was erased, because its time was over.
};
/// Calls `each` with every rating of the span, in the order of half-days and ids.
Status each_rating(store::Database& db, const RatingSpan& span,
                   const std::function<void(const RatingOf&)>& each);

/// What was pressed beside the level: codes of the hall feed, in their order.
Result<std::vector<std::string>> tags_of(store::Database& db, const domain::RecordId& record);

/// Ratings by month, window and level. Never by day or kiosk: who watched would know who rated.
Result<std::vector<RatingCount>> count_ratings(store::Database& db, const RatingSpan& span);

}  // namespace sunbooth::center::intake

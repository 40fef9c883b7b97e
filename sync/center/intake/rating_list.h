// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace sunbooth::center::intake {

/// Ratings that a list asks for.
struct RatingsAsked {
    domain::Date from, to;                        ///< Both included.
    std::optional<std::string> unit{}, window{};  ///< Nothing: any; empty: those that name none.
    std::set<int> levels{1, 2, 3, 4, 5};
};
/// Where a rating stands in a list: the newest month first, then the worst level, then by lot.
struct RatingPlace {
    std::string month;  ///< "2026-11"
    int level = 0;
    std::int64_t lot = 0;
};
struct ListedRating {
    domain::RecordId record;
    RatingPlace place;
    std::string unit, window;
};

/// Calls `each` with the ratings behind `after` (nothing: from the first on) until it returns
/// false: what is read is what is told, among however many.
Status each_listed(store::Database& db, const RatingsAsked& asked,
                   const std::optional<RatingPlace>& after,
                   const std::function<bool(const ListedRating&)>& each);

/// How many there are, counted up to `most`.
Result<std::int64_t> count_listed(store::Database& db, const RatingsAsked& asked,
                                  std::int64_t most);

}  // namespace sunbooth::center::intake

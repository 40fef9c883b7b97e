// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/intake/rating_list.h"
#include "sync/center/rules/life.h"
#include "sync/domain/date.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sunbooth::center::statistics {

// The ratings behind a figure, one by one, under the same rules as the figure itself
// (formulas.h): of one to four none is shown, of fewer than ten no level. A rating is told by its
// month, in an order that says nothing of when it came: who watched a window would else know whose
// it is. A page costs its rows, among however many.

/// Stands for the empty code: of a rating of the whole hall.
inline constexpr std::string_view kNone = "(none)";

struct RatingFilter {
    domain::Date from, to;     ///< Both included.
    std::string unit, window;  ///< Empty: any; kNone: those that name none.
    std::set<int> levels{};    ///< Empty: any. Of fewer than ten there is none to ask for.
    std::optional<intake::RatingPlace> after{};  ///< The last of the page before.
    std::size_t limit = 50;
};
struct RatingRow {
    std::string month;  ///< "2026-11"
    std::string unit, window;
    std::optional<int> level{};       ///< Nothing: there are fewer than ten.
    std::vector<std::string> tags{};  ///< The same.
    std::int64_t ticket = 0;          ///< That was made of it, where `viewer` may see it; 0: none.
};
struct RatingRows {
    std::vector<RatingRow> items;
    /// All of them; nothing: one to four, of which none is told, or a page behind the first one.
    std::optional<std::int64_t> n{};
    bool more = false;                          ///< Counting ended early: there may be more than n.
    std::optional<intake::RatingPlace> next{};  ///< Others follow behind it.
};
/// Without those that an upheld appeal has left out of the figures.
Result<RatingRows> list_ratings(store::Database& db, const rules::Viewer& viewer,
                                const RatingFilter& filter);

}  // namespace sunbooth::center::statistics

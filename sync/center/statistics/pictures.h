// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/rules/life.h"
#include "sync/center/rules/profile.h"
#include "sync/center/statistics/formulas.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::statistics {

/// Days from the first to the last, both included, and whose.
struct Span {
    domain::Date from, to;
    std::string unit{};  ///< That is rated or complained of; empty: all.
};

/// Ratings of one month, or of one window.
struct RatingLine {
    std::string month;         ///< "2026-11"; empty for a window's line.
    std::string unit, window;  ///< Empty for a month's line.
    Levels levels{};
    Levels excluded{};         ///< Not among `levels`.
    std::int64_t ratable = 0;  ///< Cases that were completed.
};

/// Tickets of one window in one week.
struct Heat {
    std::string unit, window;
    std::map<domain::Date, std::int64_t> weeks;  ///< By their Monday.
};

/// Tickets of one week: how many came, and how many of the span's came to their end.
struct Flow {
    std::int64_t filed = 0, closed = 0;
};
/// Closed tickets: all of them, and those whose answer came after its due day.
struct Closed {
    std::int64_t all = 0, late = 0;
};

struct Pictures {
    Levels levels{};  ///< Valid ones: what an upheld appeal excluded is left out of all figures.
    std::int64_t excluded = 0;
    std::int64_t ratable = 0;
    std::vector<RatingLine> months, windows;
    Rate fixed, called, pleased,
        answered;  ///< Of bad ratings; `answered`: of all tickets, in time.
    std::vector<std::pair<std::string, std::int64_t>> funnel;  ///< Stage, tickets that reached it.
    /// Closed tickets by the days from filing to closing: up to 1, 3, 7, 15, 30, 60 and more.
    std::array<Closed, 7> closing{};
    std::vector<std::int32_t> closing_days;  ///< Of every closed ticket.
    /// For the answer, of the newest complaint: what the bars are to be held against.
    std::optional<rules::Limit> limit{};
    /// From filing to the day on which the answer is due, in days of any kind, of half the tickets
    /// that were filed: where the limit stands among the bars, which count such days.
    std::optional<std::int64_t> limit_days{};
    std::map<domain::Date, Flow> flow;  ///< By their Monday, without gaps.
    std::vector<Heat> heat;
    std::map<std::string, std::int64_t> categories;  ///< Tickets by category; "": bad ratings.
};
inline constexpr std::array<int, 6> kClosingDays = {1, 3, 7, 15, 30, 60};

/// Counts over the tickets that `viewer` may see; the ratings are those of the span's unit.
Result<Pictures> count_pictures(store::Database& db, const rules::Viewer& viewer, const Span& span,
                                domain::Date today);

}  // namespace sunbooth::center::statistics

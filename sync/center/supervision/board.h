// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/life.h"
#include "sync/center/supervision/coming.h"
#include "sync/store/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sunbooth::center::supervision {

// The supervisor's board: where every unit stands, and what the rules will say next if nobody does
// anything. It is counted when it is asked for, from the same judgement as sweep.h.

/// Warnings or cards of one unit and level.
struct Tally {
    rules::Level level = rules::Level::Notice;
    std::int64_t standing = 0;  ///< Issued, and neither settled nor decided about.
    std::int64_t answered = 0;  ///< Of them: answered or objected to, so that a supervisor decides.
    std::int64_t upheld = 0, removed = 0, settled = 0;  ///< Of those issued since `Span::from`.
};
struct UnitLine {
    std::string unit;           ///< Empty: the center itself.
    std::int64_t running = 0;   ///< Tickets whose clock runs against it.
    std::vector<Tally> levels;  ///< Notice, warning, yellow, red; always four.
};
struct Board {
    std::vector<UnitLine> units;  ///< The center first, then by code; only those with something.
    std::vector<Coming> coming;   ///< What comes first stands first; at most kComingMax.
    std::int64_t further = 0;     ///< How many more there are, of cases within kCaseDaysAhead.
};
inline constexpr std::size_t kComingMax = 200;

struct BoardSpan {
    domain::Date today;
    domain::Date from;  ///< Decided ones count when they were issued on this day or later.
};
/// What `viewer` may see: handlers their own unit's line. Reads only.
/// @return NotFound until a hall was imported.
Result<Board> board(store::Database& db, const rules::Viewer& viewer, const BoardSpan& span);

}  // namespace sunbooth::center::supervision

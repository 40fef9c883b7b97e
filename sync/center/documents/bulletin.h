// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/documents/subjects.h"

namespace sunbooth::center::documents {

// The bulletin of a month (domain.md 3.5): what the center counted, drawn up to be read, mended in
// its last part and issued. Figures only, over everything whoever may see it, so that what is too
// small to be shown is not (statistics/formulas.h); of a monitor's report nothing but its number,
// place and what came of it, and only of what was found true and is meant for a bulletin. Rows of a
// table are lines
// "| cell | cell |", of which the first is the head.

/// What it says of the month `yyyymm`, such as 202610. Its event "over" has been when the month is.
/// @return NotFound when it is no month, or one that has not begun.
Result<Said> said_of_month(store::Database& db, std::int64_t yyyymm, domain::Date today);

/// A line of a table; what would be taken for the next cell or row is made harmless.
std::string table_line(const std::vector<std::string>& cells);

}  // namespace sunbooth::center::documents

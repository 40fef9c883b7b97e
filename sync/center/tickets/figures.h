// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"

#include <functional>

namespace sunbooth::center::tickets {

/// Days of filing from the first to the last, both included; of one unit or (empty) of all.
struct FiledSpan {
    domain::Date from, to;
    std::string unit{};
};

/// A ticket and the days on which it came on.
struct Course {
    Ticket ticket;
    bool accepted = false;
    std::optional<domain::Date> replied_on{};  ///< The first time.
    std::optional<domain::Date> closed_on{};   ///< The last time, unless it was sent back since.
    std::string result{};                      ///< What the citizen said at the end.
};

/// Calls `each` with every ticket that was filed in the span and that `viewer` may see, by day.
Status each_filed(store::Database& db, const rules::Viewer& viewer, const FiledSpan& span,
                  const std::function<void(const Course&)>& each);

}  // namespace sunbooth::center::tickets

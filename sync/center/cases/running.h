// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <functional>
#include <optional>
#include <string>

namespace sunbooth::center::cases {

/// A case whose clock runs: accepted, and neither done, sent back nor waiting for the citizen to
/// supplement it.
struct RunningCase {
    std::string case_no, unit;
    std::optional<domain::Date> accepted_on{};
    int promised_days = 0;   ///< Working days.
    int statutory_days = 0;  ///< 0: not told.
    std::optional<domain::Date> due_on{};
    std::optional<int> suspended_days{};  ///< Working days for which its clock has stood, if told.
};
/// Calls `each` with every one that is due on a day up to `until`, or whose due day was not told.
Status each_running(store::Database& db, domain::Date until,
                    const std::function<void(const RunningCase&)>& each);
/// @return false also for a number that is not known any more.
Result<bool> is_running(store::Database& db, const std::string& case_no);

/// How many of a unit's clocks run.
Result<std::int64_t> count_running(store::Database& db, const std::string& unit);

}  // namespace sunbooth::center::cases

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/database.h"

#include <span>
#include <string>
#include <vector>

namespace sunbooth::center::monitoring {

// A monitor who owes a report is reminded: a line of the spool that the operator's gateway sends
// on, in the monitor's own language, after the quiet hours, once for each week that is missing.

/// Makes what is to be told of the duties that were raised in the last week. Inside the caller's
/// transaction. @return how many; NotFound until a hall was imported.
Result<int> make_reminders(store::Database& db, WallTime now);

struct Reminder {
    std::int64_t id = 0;
    std::string json;
};
/// Those that may go out now; none whose report came meanwhile. For a reader's connection.
Result<std::vector<Reminder>> due_reminders(store::Database& db, WallTime now);
/// Inside the caller's transaction.
Status mark_reminded(store::Database& db, std::span<const std::int64_t> reminders, WallTime now);

}  // namespace sunbooth::center::monitoring

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::monitoring {

/// A monitor's report that is closed, as retention needs it.
struct EndedIssue {
    std::int64_t id = 0;
    std::string issue_no;
    domain::RecordId record;
    domain::Date ended_on;  ///< The day of its last event.
};
/// Those that came to their end before `day`, by id.
Result<std::vector<EndedIssue>> ended_before(store::Database& db, domain::Date day,
                                             std::int64_t after, int limit);

}  // namespace sunbooth::center::monitoring

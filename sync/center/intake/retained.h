// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::intake {

/// A rating as retention needs it.
struct RetainedRating {
    std::int64_t row = 0;
    domain::RecordId record;
    domain::Date filed_on;
};
/// Those filed before `day`, by row.
Result<std::vector<RetainedRating>> ratings_before(store::Database& db, domain::Date day,
                                                   std::int64_t after, int limit);

/// What is kept of a terminal and not in a ticket, as retention needs it.
struct RetainedOfTerminal {
    std::int64_t id = 0;
    std::string about;  ///< "hall-1 quarantine-1793577600", "hall-1 17": its file or its number.
    domain::Date since_on;  ///< It came, whole where it came in pieces; else it began to come.
};
/// Damaged queues whose day was before `day` and that were not erased yet, by id.
Result<std::vector<RetainedOfTerminal>> quarantines_before(store::Database& db, domain::Date day,
                                                           std::int64_t after, int limit);
/// The same of records that could not be taken.
Result<std::vector<RetainedOfTerminal>> parked_before(store::Database& db, domain::Date day,
                                                      std::int64_t after, int limit);

/// How many went on a day.
struct ErasedOnDay {
    domain::Date on;
    std::int64_t count = 0;
};
/// Newest day first.
Result<std::vector<ErasedOnDay>> quarantines_erased(store::Database& db, int limit);
Result<std::vector<ErasedOnDay>> parked_erased(store::Database& db, int limit);

}  // namespace sunbooth::center::intake

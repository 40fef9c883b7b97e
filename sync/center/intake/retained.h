// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

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

}  // namespace sunbooth::center::intake

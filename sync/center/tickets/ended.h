// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::tickets {

/// A ticket that is at its end, as retention needs it.
struct Ended {
    std::int64_t id = 0;
    std::string ticket_no;
    domain::RecordId record;
    bool has_contact = false;
    domain::Date ended_on;  ///< The day of its last event.
};
/// Those that came to their end before `day`, by id. One that goes with another ends with that.
Result<std::vector<Ended>> ended_before(store::Database& db, domain::Date day, std::int64_t after,
                                        int limit);
/// Whether a ticket was made of the record.
Result<bool> has_ticket(store::Database& db, const domain::RecordId& record);

}  // namespace sunbooth::center::tickets

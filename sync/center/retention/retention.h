// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/registry/keys.h"
#include "sync/center/retention/schedule.h"
#include "sync/center/vault/vault.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::retention {

/// Something whose time is over.
struct Due {
    domain::RecordId record;
    std::string about;  ///< Number of the ticket or report; empty for a rating; a queue's name;
                        ///< kiosk and number of a parked record.
    const Keep* rule = nullptr;
    domain::Date since;  ///< The end of the ticket or report, the filing of the rating, the coming
                         ///< of the queue or of the parked record.
    std::int64_t row = 0;  ///< Of a queue or a parked record, which no record's id names.
};
/// What a rule would take, at most `limit`, and how many in all. Writes nothing: a dry run.
struct Plan {
    std::vector<Due> due;
    std::int64_t all = 0;
};
Result<Plan> plan(store::Database& db, const Schedule& schedule, domain::Date today, int limit);

/// What erasing stands on.
struct Means {
    store::Database& db;
    const registry::Keys& keys;
    vault::Vault& vault;
};
/// What became of a run.
struct Run {
    int contacts = 0;
    int words = 0;
    int queues = 0;  ///< Damaged ones that terminals sent.
    int parked = 0;  ///< Records that could not be taken.
    int proved = 0;  ///< Asked for again, and gone.
};
/// Erases what is due, at most `limit` things, in a transaction of its own, writes the journal and
/// folds the log back, so that no page of it stays behind. What the vault erased is written down
/// even when the rest fails: asking again is harmless.
/// @return Corrupt, field "retention", naming what still answers.
Result<Run> carry_out(const Means& means, const Schedule& schedule, WallTime now, int limit);

/// The last days on which something went.
struct Day {
    domain::Date on;
    std::string what;
    std::int64_t count = 0;
};
Result<std::vector<Day>> history(store::Database& db, int limit);

}  // namespace sunbooth::center::retention

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/fleet/alarms.h"
#include "sync/center/intake/check.h"
#include "sync/wire/messages.h"

#include <vector>

namespace sunbooth::center::intake {

/// The answer to a batch, and what must not stay hidden about it.
struct Committed {
    wire::BatchAnswer answer;
    std::vector<fleet::Alarm> raised;  ///< Already in the database; for the log.
};

/// Writes what a checked batch brought, record by record, inside the caller's transaction:
///
///   id stored before, same digest     duplicate: the first row and countersignature again
///   id stored before, other digest    conflict "id_reused": parked
///   same bytes parked before          the same verdict again; but what was refused in its place of
///                                     the chain and can be taken by now is taken, as filed when it
///                                     came first
///   not of this kiosk's chain         refused: parked
///   its place held by another record  conflict "seq_reused": parked
///   cannot be taken                   refused, parked, in its place of the chain
///   else                              stored, with its ticket or rating, in its place
///
/// @return Unauthorized when the kiosk was revoked or enrolled anew since the check; errors of the
/// database, after which the caller must roll back.
Result<Committed> commit_batch(store::Database& db, const registry::Keys& keys,
                               const CheckedBatch& batch, WallTime now);

/// Takes in those parked records that judge_parked() found good, inside the caller's transaction:
/// once, whatever came in between; the journal tells of each. @return how many.
Result<int> take_parked(store::Database& db, const registry::Keys& keys,
                        const std::vector<CheckedBatch>& good, WallTime now);

}  // namespace sunbooth::center::intake

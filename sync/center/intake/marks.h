// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

namespace sunbooth::center::intake {

// The center signs what it writes beside a sealed original: the kiosk's signature does not cover
// the clear columns, and a lost bit or a hand in `unit` would otherwise go unseen.
//
//   mark of a submission = Ed25519 by the center over "SBM1" text
//   text                 = every column that stays for ever, then rating and tags, as SQL literals
//   mark of an erasure   = Ed25519 by the center over "SBX1" record:16 at_ms:u64

/// Inside the transaction that stores the row, after its rating. @return NotFound; Io and the like.
Status mark_submission(store::Database& db, std::uint64_t row, const seal::SigningKey& center);
/// Whether the row stands as it was marked.
Result<bool> is_as_marked(store::Database& db, std::uint64_t row, const seal::Signers& center);

/// Says that a record's words were erased on purpose.
Status mark_erasure(store::Database& db, const domain::RecordId& record, WallTime at,
                    const seal::SigningKey& center);
Result<bool> was_erased(store::Database& db, const domain::RecordId& record,
                        const seal::Signers& center);

}  // namespace sunbooth::center::intake

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <vector>

namespace sunbooth::center::tickets {

// The chain of a ticket's events shows a changed event, but whoever has the file can compute every
// digest again. So the center signs each event as it is written, and gives each a place in one row
// of all events, so that none can be taken out of a ticket's end either:
//
//   mark = Ed25519 by the center over "SBE1" place:u64 ticket:u64 n:u64 digest:32
//
// What cannot be seen in the file alone is that the last places of all were cut off together with
// SQLite's memory of the highest one: an older copy of the whole file put back.

/// Marks the events of a ticket that have no mark. Inside the transaction that wrote them.
Status mark_events(store::Database& db, std::int64_t ticket, const seal::SigningKey& center);

/// Every event has its mark and every place its event. @return Corrupt naming the first place,
/// ticket and event ("ticket.<id>.event.<n>") that is wrong.
Status verify_marks(store::Database& db, const seal::Signers& center);

/// The place of the newest event of all; 0: none yet.
Result<std::int64_t> newest_place(store::Database& db);
/// The tickets that have an event after this place, each once.
Result<std::vector<std::int64_t>> touched_since(store::Database& db, std::int64_t place);

}  // namespace sunbooth::center::tickets

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::registry {

// What changed on the staff's lists, in one order. Triggers write it in the transaction that
// changed something (migrations/0070_changes.sql). A record's filing is none: tend_changes() says
// once, when a half-day is over, that the lists may have more.

struct Change {
    std::int64_t id = 0;  ///< Rises; never given twice by one generation of the center.
    std::string list;     ///< "tickets", "cards" ... Told to consoles: never rename.
    std::string subject;  ///< Id, code or name; empty: the list as a whole.
    std::string by;       ///< An account; empty where none did it.
};

/// Those after `after`, oldest first. @param limit 1..1000
Result<std::vector<Change>> changes_after(store::Database& db, std::int64_t after, int limit);

/// The oldest one kept, and the newest one ever written; 0 where there is none.
struct ChangeSpan {
    std::int64_t oldest = 0;
    std::int64_t newest = 0;
};
Result<ChangeSpan> change_span(store::Database& db);

/// How many are kept: a page that was away for longer loads its lists anew.
inline constexpr std::int64_t kChangesKept = 10'000;

/// Forgets all but the newest kChangesKept, and tells of the half-day that ended since the last
/// call. Inside the caller's transaction.
Status tend_changes(store::Database& db, WallTime now);

}  // namespace sunbooth::center::registry

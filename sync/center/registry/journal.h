// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/database.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::registry {

// What the center's people did besides tickets, in one chain for the whole center: who made which
// account, who took which list out of the house, who changed the hall and how. Tickets, cards and
// the vault have logs of their own. No citizen's words and no contact ever stand here.

struct JournalEntry {
    std::int64_t n = 0;  ///< Given by note().
    WallTime at{};
    std::string by;    ///< An account; kByCommand for the command line.
    std::string what;  ///< "account_made", "exported" ... Stored: never rename.
    std::string about;
    std::map<std::string, std::string> fields{};
};
inline constexpr const char* kByCommand = "(command)";

/// Adds an entry. Inside the caller's transaction, beside what it tells of.
Status note(store::Database& db, const JournalEntry& entry);

/// The entries before `before` (0: from the newest), newest first. @param limit 1..200
Result<std::vector<JournalEntry>> journal(store::Database& db, std::int64_t before, int limit);

/// Which entries are asked for; what is empty asks for nothing.
struct JournalFilter {
    std::string what, by;
    std::string about;                        ///< What `about` begins with.
    std::optional<WallTime> from{}, until{};  ///< From the one on, before the other.
    bool oldest_first = false;
    std::int64_t cursor = 0;  ///< The last entry that was seen; 0: none.
    int limit = 50;           ///< 1..200
};
Result<std::vector<JournalEntry>> journal(store::Database& db, const JournalFilter& filter);

/// Those about one thing alone.
Result<std::vector<JournalEntry>> journal_about(store::Database& db, const std::string& about,
                                                std::int64_t before, int limit);

/// @return the number of entries; Corrupt, field "journal.<n>", naming the first that is not the
/// one that was written.
Result<std::int64_t> verify_journal(store::Database& db);

}  // namespace sunbooth::center::registry

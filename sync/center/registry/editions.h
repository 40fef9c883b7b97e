// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/profile.h"
#include "sync/store/database.h"

#include <string>
#include <string_view>

namespace sunbooth::center::registry {

// Editions of rule profiles that an operator brought in. An edition counts for what is filed from
// its day on; what was filed before keeps the one that it was filed under. What an edition does not
// say, the national one of its first day lends it, and is kept with it: the next one of those
// changes nothing that stands.

/// Reads an edition as put_edition() would; nothing is kept.
/// @return InvalidInput naming the field, as rules::read_profile(), and field "from" when its day
/// is not to come.
Result<rules::Profile> read_edition(std::string_view toml, WallTime now);

/// Brings an edition in, for tickets that are filed from its day on, and notes it in the journal.
/// Inside the caller's transaction, of a center that was opened with load_editions(). The same one
/// again is no change.
/// @return as read_edition(); Conflict, field "from", naming who brought another one for that day.
Status put_edition(store::Database& db, const std::string& toml, const std::string& by,
                   WallTime now);

/// Takes every edition of this center into the process, once when it opens, and checks that the
/// hall's profile is among all that are known.
/// @return InvalidInput, field "rule_edition.<profile>.<from>...", when one cannot be read any
/// more; field "promises.profile" when the hall names a profile that nobody has.
Status load_editions(store::Database& db);

}  // namespace sunbooth::center::registry

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::accounts {

// Wrong passwords and wrong codes, by the digest of the name that was typed. The writer asks and
// counts, so that guesses in flight count too.

/// @return TooMany with the time to wait while a name is locked.
Status check_lock(store::Database& db, const std::string& name, WallTime now);
Status count_miss(store::Database& db, const std::string& name, WallTime now);
Status forget_misses(store::Database& db, const std::string& name);

}  // namespace sunbooth::center::accounts

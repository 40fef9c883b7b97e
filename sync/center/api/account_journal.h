// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/accounts/accounts.h"
#include "sync/center/registry/journal.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace sunbooth::center::api {

// An account in the journal: what was done to it, and what a change of it reads like there.

/// What was done to an account last, if anything stands in the journal.
Result<std::optional<registry::JournalEntry>> last_deed(store::Database& db,
                                                        const std::string& name);
/// The place of that; 0: nothing was done to it yet.
Result<std::int64_t> version_of(store::Database& db, const std::string& name);
std::map<std::string, std::string> changes_between(const accounts::Account& before,
                                                   const accounts::Account& after);

}  // namespace sunbooth::center::api

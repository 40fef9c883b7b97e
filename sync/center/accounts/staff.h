// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/accounts/accounts.h"

#include <vector>

namespace sunbooth::center::accounts {

// Keeping accounts: what an administrator does. Each runs inside the caller's transaction, beside
// its entry in the journal.

/// An account as an administrator sees it.
struct Standing {
    Account account;
    bool locked = false;
    WallTime changed_at{};  ///< When its password was set last.
};
/// All of them, by name.
Result<std::vector<Standing>> all_accounts(store::Database& db, WallTime now);

/// Sets name, role and unit. @return NotFound; InvalidInput, field "unit", for a handler without.
Status change_account(store::Database& db, const Account& changed);
/// Whether somebody may sign in. @return NotFound.
Status set_disabled(store::Database& db, const std::string& name, bool disabled, WallTime now);

/// Declares that somebody is related to a unit, and so must see no ticket about it.
Status relate(store::Database& db, const std::string& name, const std::string& unit,
              const std::string& reason);
/// @return NotFound when it was not declared.
Status unrelate(store::Database& db, const std::string& name, const std::string& unit);

/// A filter of a list that somebody keeps under a name.
struct SavedView {
    std::int64_t id = 0;
    std::string list, name, query;
};
inline constexpr int kSavedViewsMax = 50;
Result<std::vector<SavedView>> saved_views(store::Database& db, const std::string& account);
/// Keeps it, in the place of what had its name. @return it with its id; Conflict, field "name",
/// when there are kSavedViewsMax already.
Result<SavedView> save_view(store::Database& db, const std::string& account, const SavedView& view);
/// @return NotFound, also when it is somebody else's.
Status forget_view(store::Database& db, const std::string& account, std::int64_t id);

}  // namespace sunbooth::center::accounts

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/accounts/sessions.h"
#include "sync/center/registry/changes.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::api {

/// The `data` of one change as this person may see it; empty when they may not.
Result<std::string> change_data(store::Database& db, const accounts::Account& account,
                                const registry::Change& change);
/// Those people who are told the same.
std::string viewer_kind(const accounts::Account& account);

}  // namespace sunbooth::center::api

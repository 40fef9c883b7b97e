// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/accounts/accounts.h"
#include "sync/center/registry/entries.h"
#include "sync/domain/date.h"
#include "sync/wire/http.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sunbooth::center::api {

// What an edit of the registry or of an account touches, told before it is made.

/// "open_tickets" and how many, in the order in which a page tells them.
using Effects = std::vector<std::pair<std::string, std::int64_t>>;

/// Who and what hangs on an entry: open tickets and running cases, people, windows, services, and
/// the terminals that get its words with their next feed.
Result<Effects> effects_of(store::Database& db, const registry::Edit& edit, WallTime now);

/// How many open tickets somebody sees before and after a change of their account; sessions that
/// end, and cases that they keep an eye on.
struct AccountTurn {
    const accounts::Account& before;
    const accounts::Account& after;
    std::size_t sessions = 0;
};
Result<Effects> effects_of(store::Database& db, const AccountTurn& turn, domain::Date today);

/// Schema EditPreview. A count from one to four is not told, as in the figures.
wire::Response preview_response(const std::map<std::string, std::string>& changes,
                                const Effects& effects);

}  // namespace sunbooth::center::api

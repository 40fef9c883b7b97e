// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/registry/keys.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::fleet {

/// The ETag of the hall feed: changes with the hall and with the key set.
/// @return NotFound until a hall was imported.
Result<std::string> feed_tag(store::Database& db, const registry::Keys& keys, domain::Date today);

/// The signed envelope as sent (sync/wire/hall.h). @return NotFound until a hall was imported.
struct Feed {
    std::string body;
    int version = 0;
};
Result<Feed> hall_feed(store::Database& db, const registry::Keys& keys, domain::Date today);

}  // namespace sunbooth::center::fleet

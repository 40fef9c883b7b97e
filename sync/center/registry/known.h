// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/store/database.h"

namespace sunbooth::center::registry {

/// How many codes (hall.h) and monitors the center has ever known. None is ever forgotten: it
/// rises, and only then, when something that was unknown is known.
Result<std::int64_t> count_known(store::Database& db);

}  // namespace sunbooth::center::registry

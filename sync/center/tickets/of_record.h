// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/store/database.h"

#include <cstdint>

namespace sunbooth::center::tickets {

/// The ticket that was made of a record, whoever may see it; 0: none.
Result<std::int64_t> ticket_of(store::Database& db, const domain::RecordId& record);

}  // namespace sunbooth::center::tickets

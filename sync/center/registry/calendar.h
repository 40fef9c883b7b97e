// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <memory>

namespace sunbooth::center::registry {

/// The working calendar that deadlines are counted by. @return NotFound until a hall was imported.
Result<std::shared_ptr<const domain::WorkingCalendar>> calendar_in_force(store::Database& db);

}  // namespace sunbooth::center::registry

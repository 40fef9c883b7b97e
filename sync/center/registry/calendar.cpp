// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/calendar.h"

#include "sync/center/registry/hall.h"

namespace sunbooth::center::registry {

Result<std::shared_ptr<const domain::WorkingCalendar>> calendar_in_force(store::Database& db) {
    const auto hall = hall_in_force(db);
    if (!hall.ok()) return hall.error();
    return std::shared_ptr<const domain::WorkingCalendar>(hall.value(), &hall.value()->calendar);
}

}  // namespace sunbooth::center::registry

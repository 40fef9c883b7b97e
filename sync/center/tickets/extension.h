// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/events.h"

#include <string>
#include <vector>

namespace sunbooth::center::tickets {

/// Why more time was given for the answer that is waited for, as its citizen is told (信访工作条例
/// art. 34). Empty when none was; what was given before an answer was sent back says nothing of the
/// next.
std::string extension_in(const std::vector<Event>& events);

}  // namespace sunbooth::center::tickets

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/events.h"
#include "sync/domain/ticket.h"

#include <optional>
#include <vector>

namespace sunbooth::center::tickets {

/// What a complaint was found to be, as the answer says that its citizen has: the unit's word once
/// the center has passed it, the center's own in its stead, and what is put down at the closing
/// before both. Nothing while there is no answer, or where none says it; an answer that was sent
/// back says nothing any more.
std::optional<domain::Finding> finding_in(const std::vector<Event>& events);

}  // namespace sunbooth::center::tickets

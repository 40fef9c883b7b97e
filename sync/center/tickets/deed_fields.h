// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/step.h"

namespace sunbooth::center::tickets {

/// What the event of a deed says besides its type, each field checked against the rules that the
/// ticket was filed under. @return InvalidInput naming the field.
Result<Fields> fields_of(const Deed& deed, const Ticket& ticket, const rules::Viewer& viewer,
                         WallTime now);

}  // namespace sunbooth::center::tickets

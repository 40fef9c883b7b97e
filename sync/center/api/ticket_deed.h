// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/console_routes.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/worklist.h"

namespace sunbooth::center::api {

// What the routes of one ticket share with those of many.

/// What a body of schema TicketAction says, and the version that it is meant for.
Result<std::pair<tickets::Deed, std::int64_t>> ticket_deed_of(const wire::Request& request);

/// The page of tickets that a query of GET /api/v1/tickets asks for.
Result<tickets::WorkPage> tickets_asked_for(Context& context, const accounts::Session& session,
                                            const wire::Request& request);

}  // namespace sunbooth::center::api

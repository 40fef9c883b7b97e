// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/worklist.h"
#include "sync/wire/http.h"

#include <optional>
#include <string>

namespace sunbooth::center::api {

/// The query of GET /api/v1/tickets, by the limits of openapi.json.
struct TicketQuestion {
    tickets::Filter filter{.limit = 50};
    std::optional<tickets::View> view{};  ///< Of the open tickets, by when they are due.
    /// Of all tickets: by when they are due, those that are at their end behind them.
    bool by_due = false;
    bool latest_first = false;  ///< Of a view, or by_due.
    bool total = false;         ///< How many there are is asked for, too.
    std::string cursor{};
};
/// @param today what is past its day, for rates.
/// @return InvalidInput naming the parameter; field "from" when what a picture counted is asked for
/// without the days that it counted.
Result<TicketQuestion> ticket_question_of(const wire::Request& request, domain::Date today);

}  // namespace sunbooth::center::api

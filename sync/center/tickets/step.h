// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"
#include "sync/store/database.h"

#include <map>
#include <optional>
#include <string>

namespace sunbooth::center::tickets {

/// What an event says besides its type.
using Fields = std::map<std::string, std::string>;

/// One step of a ticket's life that was found to be allowed.
struct Step {
    rules::Action action;
    std::optional<rules::Outcome> outcome;  ///< Callback.
    domain::TicketState to;
};
/// Adds the event and derives the columns from it. Inside the caller's transaction.
/// @return the ticket as it is then; Conflict when another event came first.
Result<Ticket> step(store::Database& db, const Ticket& ticket, const Step& taken,
                    const std::string& by, const Fields& fields, WallTime now);

}  // namespace sunbooth::center::tickets

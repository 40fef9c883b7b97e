// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/console_routes.h"

namespace sunbooth::center::api {

// Parts of console_routes().

/// The supervisor's board.
std::vector<Route> board_routes(const ConsoleServices& services);
/// The ratings behind a figure.
std::vector<Route> rating_routes(const ConsoleServices& services);
/// Which case a ticket is about.
std::vector<Route> ticket_case_routes(const ConsoleServices& services);
/// What was done to an account.
std::vector<Route> account_history_routes(const ConsoleServices& services);

}  // namespace sunbooth::center::api

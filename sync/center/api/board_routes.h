// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/console_routes.h"

namespace sunbooth::center::api {

/// The supervisor's board. A part of console_routes().
std::vector<Route> board_routes(const ConsoleServices& services);

}  // namespace sunbooth::center::api

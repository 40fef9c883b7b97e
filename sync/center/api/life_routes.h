// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/console_routes.h"

namespace sunbooth::center::api {

/// What is told to people about warnings and cards, whom to call of those who rated, cases as an
/// approval system tells them, and what kiosks sent that could not be filed.
std::vector<Route> notice_routes(const ConsoleServices& services);
std::vector<Route> sample_routes(const ConsoleServices& services);
std::vector<Route> case_import_routes(const ConsoleServices& services);
std::vector<Route> parked_routes(const ConsoleServices& services);

}  // namespace sunbooth::center::api

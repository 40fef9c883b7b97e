// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/lanes.h"
#include "sync/center/api/route.h"

#include <functional>
#include <vector>

namespace sunbooth::center::api {

/// /healthz (the process answers), /readyz (the database answers and a hall is there) and /metrics
/// for Prometheus. They hold no personal data and need no sign-in; a proxy keeps them inside.
/// `figures` is asked at each /metrics; any thread.
std::vector<Route> health_routes(std::function<LanesFigures()> figures);

}  // namespace sunbooth::center::api

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/route.h"

#include <string_view>
#include <variant>
#include <vector>

namespace sunbooth::center::api {

/// The table of all routes, matched segment by segment. A literal segment wins over "{name}". Never
/// changed after construction; any thread.
class Router {
public:
    /// Two routes with the same method and shape, or a route without a handler, are a programmer's
    /// error: it aborts.
    explicit Router(std::vector<Route> routes);

    struct Match {
        const Route* route;  ///< Lives as long as the router.
        PathArgs args;       ///< As they stand in the path, percent-escapes undecoded.
    };
    /// HEAD finds the route of GET.
    /// @return the answer instead, when there is none: a problem document with 404, or 405 and
    /// Allow.
    std::variant<Match, wire::Response> find(std::string_view method, std::string_view path) const;

private:
    struct Row {
        Route route;
        std::vector<std::string> segments;
    };
    std::vector<Row> rows_;
};

}  // namespace sunbooth::center::api

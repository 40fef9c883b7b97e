// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/registry/monitors.h"
#include "sync/wire/http.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::api {

/// The query of GET /api/v1/points; what is empty does not matter.
struct PointQuestion {
    std::string kind, unit, sort;
    std::optional<bool> active{};

    bool fits(const registry::Point& point) const;
    /// They come by code, which stays the order among equals.
    void put_in_order(std::vector<registry::Point>& points) const;
};
/// @return InvalidInput naming the parameter.
Result<PointQuestion> point_question_of(const wire::Request& request);

}  // namespace sunbooth::center::api

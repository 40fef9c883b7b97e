// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/point_question.h"

#include "sync/center/api/query.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::api {
namespace {

constexpr std::size_t kCodeMax = 32;

}  // namespace

bool PointQuestion::fits(const registry::Point& point) const {
    return (kind.empty() || point.kind == kind) && (unit.empty() || point.unit == unit) &&
           (!active || point.active == *active);
}

void PointQuestion::put_in_order(std::vector<registry::Point>& points) const {
    std::ranges::stable_sort(points, {}, [this](const registry::Point& point) {
        return sort == "unit" ? point.unit : sort == "since" ? point.since.iso() : point.code;
    });
}

Result<PointQuestion> point_question_of(const wire::Request& request) {
    PointQuestion asked;
    const Status taken =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            constexpr std::array kSorts = {"code", "unit", "since"};
            if (name == "active" && value != "true" && value != "false") {
                return invalid_input(name, "must be true or false");
            }
            if (name == "sort" && std::ranges::count(kSorts, value) == 0) {
                return invalid_input(name, "is not one of this version");
            }
            if (name == "active") asked.active = value == "true";
            if (name == "sort") asked.sort = value;
            if (name != "kind" && name != "unit") return ok_status();
            if (value.size() > kCodeMax) return invalid_input(name, "is too long");
            (name == "kind" ? asked.kind : asked.unit) = value;
            return ok_status();
        });
    if (!taken.ok()) return taken.error();
    return asked;
}

}  // namespace sunbooth::center::api

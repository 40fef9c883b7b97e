// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/query.h"

#include <boost/url.hpp>

#include <charconv>

namespace sunbooth::center::api {

Result<std::int64_t> number_of(std::string_view digits, std::string_view field) {
    std::int64_t value = 0;
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc{} || stop != digits.data() + digits.size() || value < 0) {
        return invalid_input(std::string(field), "must be a number");
    }
    return value;
}

Status each_parameter(
    const wire::Request& request,
    const std::function<Status(const std::string& name, const std::string& value)>& each) {
    const auto parsed = boost::urls::parse_query(request.query);
    if (!parsed) return invalid_input("query", "is not a query");
    for (const auto& parameter : *parsed) {
        const Status taken = each(parameter.key.decode(), parameter.value.decode());
        if (!taken.ok()) return taken;
    }
    return ok_status();
}

Status check_span(domain::Date from, domain::Date to) {
    constexpr int kDaysMax = 800;  // Two years and a little.
    if (to < from) return invalid_input("to", "is before the first day");
    if (to.days - from.days > kDaysMax) {
        return invalid_input("from", "is more than two years before the last day");
    }
    return ok_status();
}

}  // namespace sunbooth::center::api

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/pages.h"

#include "sync/center/api/query.h"

#include <algorithm>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::int64_t kLimitMax = 100;

struct Asked {
    std::size_t from = 0;
    std::size_t limit = 0;  ///< 0: all.
};

Result<Asked> asked_of(const wire::Request& request) {
    Asked asked;
    const Status read =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name != "cursor" && name != "limit") return ok_status();
            const Result<std::int64_t> number = number_of(value, name);
            if (!number.ok()) return number.error();
            if (name == "cursor") {
                asked.from = static_cast<std::size_t>(number.value());
                return ok_status();
            }
            if (number.value() < 1 || number.value() > kLimitMax) {
                return invalid_input(name, "must be from 1 to 100");
            }
            asked.limit = static_cast<std::size_t>(number.value());
            return ok_status();
        });
    if (!read.ok()) return read.error();
    return asked;
}

}  // namespace

Result<wire::Response> page_response(const wire::Request& request, json::array items,
                                     json::object beside) {
    const Result<Asked> asked = asked_of(request);
    if (!asked.ok()) return asked.error();
    const std::size_t from = std::min(asked.value().from, items.size());
    const std::size_t limit = asked.value().limit == 0 ? items.size() : asked.value().limit;
    const std::size_t until = std::min(items.size(), from + limit);
    json::value next = nullptr;
    if (until < items.size()) next = json::string(std::to_string(until));
    json::array page;
    for (std::size_t i = from; i < until; ++i) page.push_back(std::move(items[i]));
    beside["items"] = std::move(page);
    beside["next"] = std::move(next);
    return json_response(200, json::serialize(beside));
}

}  // namespace sunbooth::center::api

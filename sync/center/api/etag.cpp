// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/etag.h"

#include "sync/center/api/query.h"

namespace sunbooth::center::api {

wire::Response with_version(wire::Response response, std::int64_t version) {
    response.headers["etag"] = "\"v" + std::to_string(version) + "\"";
    response.headers["cache-control"] = "private, no-cache";
    return response;
}

wire::Response unless_known(const wire::Request& request, wire::Response response) {
    const auto known = request.headers.find("if-none-match");
    const auto tag = response.headers.find("etag");
    if (known == request.headers.end() || tag == response.headers.end()) return response;
    if (known->second != tag->second) return response;
    response.status = 304;
    response.body.clear();
    response.headers.erase("content-type");
    return response;
}

Result<std::int64_t> expected_version(const wire::Request& request, std::int64_t fallback) {
    const auto given = request.headers.find("if-match");
    if (given == request.headers.end()) return fallback;
    const std::string& tag = given->second;
    if (!tag.starts_with("\"v") || !tag.ends_with("\"") || tag.size() < 4) {
        return invalid_input("if-match", "must be the tag that was read, such as \"v7\"");
    }
    return number_of(std::string_view(tag).substr(2, tag.size() - 3), "if-match");
}

}  // namespace sunbooth::center::api

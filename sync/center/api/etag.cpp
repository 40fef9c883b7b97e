// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/etag.h"

#include "sync/center/api/query.h"

namespace sunbooth::center::api {
namespace {

constexpr std::int64_t kVersionMax = 1'000'000;

}  // namespace

wire::Response with_tag(wire::Response response, std::int64_t version) {
    response.headers["etag"] = "\"v" + std::to_string(version) + "\"";
    return response;
}

wire::Response with_version(wire::Response response, std::int64_t version) {
    response = with_tag(std::move(response), version);
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

std::int64_t version_meant(const wire::Request& request, wire::FieldReader& in) {
    if (!request.headers.contains("if-match"))
        return in.integer("expected_version", 1, kVersionMax);
    const std::int64_t told = in.integer_or("expected_version", 1, kVersionMax, 0);
    const Result<std::int64_t> tagged = expected_version(request, 0);
    if (!tagged.ok()) in.fail("if-match", tagged.error().detail);
    if (tagged.ok() && told != 0 && told != tagged.value()) {
        in.fail("expected_version", "must be that of if-match");
    }
    return tagged.ok() ? tagged.value() : 0;
}

}  // namespace sunbooth::center::api

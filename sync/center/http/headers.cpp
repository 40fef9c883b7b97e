// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/headers.h"

#include "sync/wire/messages.h"

namespace sunbooth::center::http {
namespace {

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

/// W3C Trace Context, version 00: 2, 32, 16 and 2 hex digits with hyphens between.
constexpr std::size_t kTraceBytes = 55;
constexpr std::string_view kTraceLetters = "0123456789abcdef-";

ErrorCode code_of(int status) {
    switch (status) {
        case 404:
            return ErrorCode::NotFound;
        case 503:
            return ErrorCode::Offline;
        default:
            return ErrorCode::InvalidInput;
    }
}

}  // namespace

void add_security_headers(wire::Response& response) {
    auto& headers = response.headers;
    headers["content-security-policy"] = kContentSecurityPolicy;
    headers["x-content-type-options"] = "nosniff";
    headers["referrer-policy"] = "no-referrer";
    headers["strict-transport-security"] = "max-age=31536000";
    headers["cross-origin-opener-policy"] = "same-origin";
    headers["cross-origin-resource-policy"] = "same-origin";
    headers.try_emplace("cache-control", "no-store");
}

std::string trace_of(const wire::Request& request) {
    const auto found = request.headers.find("traceparent");
    if (found == request.headers.end() || found->second.size() != kTraceBytes) return {};
    if (found->second.find_first_not_of(kTraceLetters) != std::string::npos) return {};
    return found->second;
}

wire::Response refusal(int status, std::string field, std::string why) {
    wire::Response response;
    response.status = status;
    response.headers["content-type"] = "application/problem+json";
    if (status == 503) response.headers["retry-after"] = "5";
    response.body =
        to_bytes(wire::write_problem({code_of(status), std::move(why), std::move(field)}, status));
    return response;
}

}  // namespace sunbooth::center::http

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/wire/http.h"

#include <string>

namespace sunbooth::center::http {

/// Puts the security headers on an answer, and `cache-control: no-store` where nothing else was
/// said. No inline script or style is allowed, nothing from elsewhere, and no frame around us.
void add_security_headers(wire::Response& response);

/// The caller's W3C `traceparent`, for the answer to carry back; empty when there is none.
std::string trace_of(const wire::Request& request);

/// What the server itself refuses, as a problem document. `field` names the part of the request.
wire::Response refusal(int status, std::string field, std::string why);

}  // namespace sunbooth::center::http

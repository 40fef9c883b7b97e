// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/wire/http.h"
#include "sync/wire/json.h"

#include <cstdint>
#include <string>

namespace sunbooth::center::api {

// A thing's version as an entity tag (RFC 9110 8.8.3): "v7". What a page read, it sends back in
// If-Match with its change, or as expected_version in the body.

/// Adds the tag of this version, and lets the caller keep the answer only to ask whether it still
/// holds.
wire::Response with_version(wire::Response response, std::int64_t version);
/// The tag alone: what holds a citizen's words is kept by no browser.
wire::Response with_tag(wire::Response response, std::int64_t version);
/// The same answer as 304 without a body, when If-None-Match names its tag.
wire::Response unless_known(const wire::Request& request, wire::Response response);
/// The version of If-Match; `fallback` when there is none. @return InvalidInput, field "if-match".
Result<std::int64_t> expected_version(const wire::Request& request, std::int64_t fallback);
/// The version that a change of something was made on, by If-Match or by the body's
/// expected_version, one of which must be there; what is wrong is told by in.error().
std::int64_t version_meant(const wire::Request& request, wire::FieldReader& in);

}  // namespace sunbooth::center::api

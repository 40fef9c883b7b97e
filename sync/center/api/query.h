// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/wire/http.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sunbooth::center::api {

/// A whole number without a sign. @return InvalidInput naming `field`.
Result<std::int64_t> number_of(std::string_view digits, std::string_view field);

/// Calls `each` with every parameter of the request's query, decoded; the first error ends it.
/// @return InvalidInput, field "query", when it is none.
Status each_parameter(
    const wire::Request& request,
    const std::function<Status(const std::string& name, const std::string& value)>& each);

/// The days of a span of figures, both included. @return InvalidInput, field "to" when they are not
/// in order, "from" when there are more than two years of them.
Status check_span(domain::Date from, domain::Date to);

}  // namespace sunbooth::center::api

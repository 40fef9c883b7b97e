// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/route.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {

/// Answers with a page of a list that is short enough to be read whole: `limit` rows from `cursor`
/// on, and `next`, the cursor of the page after; `beside` stands beside them. Without a limit, all.
/// @return InvalidInput, field "cursor" or "limit" (1..100).
Result<wire::Response> page_response(const wire::Request& request, boost::json::array items,
                                     boost::json::object beside = {});

/// Rows that are read of a list that grows for ever before a page is cut out of it.
inline constexpr int kRowsReadMax = 10'000;

}  // namespace sunbooth::center::api

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/route.h"

#include <boost/json.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::api {

// The lists of the console as rows, read through the routes that answer them, so that whoever takes
// a list out gets what they would see, and nothing else.

/// Whether there is a list of this name besides the tickets: "cards", "registry/unit" ..
bool is_list(std::string_view name);
/// Whether it can be a column: a path of names, "fields.name.zh". Nobody's number is one.
bool is_column(std::string_view field);
/// What stands at a path; empty where nothing does.
std::string cell_at(const boost::json::object& row, std::string_view field);

/// @return false to stop.
using EachRow = std::function<Result<bool>(const boost::json::object& row)>;
struct ListAsked {
    const std::string& list;
    const std::string& query;
};
/// Calls `each` with every row, page by page, as the person behind `request`.
Status each_row(const std::vector<Route>& routes, const ListAsked& asked, Context& context,
                const wire::Request& request, const EachRow& each);

}  // namespace sunbooth::center::api

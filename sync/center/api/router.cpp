// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/router.h"

#include "sync/base/assert.h"
#include "sync/center/api/response.h"

#include <algorithm>

namespace sunbooth::center::api {
namespace {

constexpr std::size_t kSegmentsMax = 16;

/// "/a//b" gives "a", "", "b"; a path that does not begin with "/" gives nothing.
std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments;
    while (path.starts_with('/') && segments.size() < kSegmentsMax) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    if (!path.empty()) segments.clear();  // Longer than any pattern, or no path at all.
    return segments;
}

bool is_binding(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

std::string shape_of(const Route& route) {
    std::string shape = route.method;
    for (const std::string& segment : split(route.pattern)) {
        shape += "/" + (is_binding(segment) ? "{}" : segment);
    }
    return shape;
}

/// How many literal segments matched, or nothing when the path has another shape.
std::optional<int> literals(const std::vector<std::string>& pattern,
                            const std::vector<std::string>& path) {
    if (pattern.size() != path.size()) return std::nullopt;
    int count = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (is_binding(pattern[i])) {
            if (path[i].empty()) return std::nullopt;
        } else if (pattern[i] != path[i]) {
            return std::nullopt;
        } else {
            ++count;
        }
    }
    return count;
}

PathArgs bind(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    PathArgs args;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (!is_binding(pattern[i])) continue;
        args[pattern[i].substr(1, pattern[i].size() - 2)] = path[i];
    }
    return args;
}

wire::Response method_not_allowed(const std::string& allowed) {
    wire::Response response =
        problem_with_status({ErrorCode::InvalidInput, "this path takes " + allowed, "method"}, 405);
    response.headers["allow"] = allowed;
    return response;
}

}  // namespace

Router::Router(std::vector<Route> routes) {
    std::vector<std::string> shapes;
    for (Route& route : routes) {
        std::vector<std::string> segments = split(route.pattern);
        SUNBOOTH_ASSERT(!segments.empty() && route.handle);
        SUNBOOTH_ASSERT(route.lane == Lane::Writer || !route.prepare);
        shapes.push_back(shape_of(route));
        rows_.push_back({std::move(route), std::move(segments)});
    }
    std::ranges::sort(shapes);
    SUNBOOTH_ASSERT(std::ranges::adjacent_find(shapes) == shapes.end());
}

std::variant<Router::Match, wire::Response> Router::find(std::string_view method,
                                                         std::string_view path) const {
    const std::vector<std::string> segments = split(path);
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    const Row* best = nullptr;
    int best_literals = -1;
    std::string allowed;
    for (const Row& row : rows_) {
        const std::optional<int> matched = literals(row.segments, segments);
        if (!matched) continue;
        if (row.route.method != wanted) {
            allowed += (allowed.empty() ? "" : ", ") + row.route.method;
        } else if (*matched > best_literals) {
            best = &row;
            best_literals = *matched;
        }
    }
    if (best != nullptr) return Match{&best->route, bind(best->segments, segments)};
    if (!allowed.empty()) return method_not_allowed(allowed);
    return problem_response({ErrorCode::NotFound, "there is no such path", "path"});
}

}  // namespace sunbooth::center::api

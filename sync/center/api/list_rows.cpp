// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/list_rows.h"

#include "sync/center/registry/entries.h"
#include "sync/wire/json.h"
#include "sync/wire/messages.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kPageBytesMax = 16 * 1024 * 1024;
constexpr std::string_view kRegistry = "registry/";
constexpr std::array<std::string_view, 14> kLists = {
    "cards",   "issues",    "duties", "contacts", "points",  "kiosks",  "accounts",
    "journal", "documents", "cases",  "notices",  "samples", "ratings", "parked"};
constexpr std::size_t kColumnMax = 64;

const Route* route_of(const std::vector<Route>& routes, std::string_view list) {
    const std::string pattern =
        list.starts_with(kRegistry) ? "/api/v1/registry/{kind}" : "/api/v1/" + std::string(list);
    const auto found = std::ranges::find_if(routes, [&](const Route& route) {
        return route.method == "GET" && route.pattern == pattern;
    });
    return found == routes.end() ? nullptr : &*found;
}

/// One page; `cursor` becomes that of the next one, or empty.
Result<json::array> page_of(const Route& route, const ListAsked& asked, Context& context,
                            const wire::Request& request, std::string& cursor) {
    wire::Request page;
    page.method = "GET";
    page.path = route.pattern;
    page.headers = request.headers;
    page.query = asked.query + (asked.query.empty() ? "" : "&") + "limit=100";
    if (!cursor.empty()) page.query += "&cursor=" + cursor;
    PathArgs args;
    if (asked.list.starts_with(kRegistry)) args["kind"] = asked.list.substr(kRegistry.size());
    std::any nothing;
    const Result<wire::Response> done = route.handle(context, page, args, nothing);
    if (!done.ok()) return done.error();
    if (done.value().status != 200) {
        return wire::read_problem(done.value().status, as_text(done.value().body));
    }
    const auto body = wire::parse_json(as_text(done.value().body), kPageBytesMax);
    if (!body.ok()) return body.error();
    cursor.clear();
    if (body.value().is_array()) return body.value().get_array();
    const json::value* next = body.value().as_object().if_contains("next");
    if (next != nullptr && next->is_string()) cursor = std::string(next->get_string());
    return body.value().at("items").as_array();
}

std::string plain(const json::value& value) {
    if (value.is_string()) return std::string(value.get_string());
    return value.is_null() ? std::string() : json::serialize(value);
}

}  // namespace

bool is_list(std::string_view name) {
    if (name.starts_with(kRegistry)) {
        return registry::entry_kind_of(name.substr(kRegistry.size())).has_value();
    }
    return std::ranges::find(kLists, name) != kLists.end();
}

bool is_column(std::string_view field) {
    const bool letters =
        !field.empty() && field.size() <= kColumnMax && std::ranges::all_of(field, [](char c) {
            return (c >= 'a' && c <= 'z') || c == '_' || c == '.';
        });
    return letters && field.find("phone") == std::string_view::npos;
}

std::string cell_at(const json::object& row, std::string_view field) {
    if (const json::value* whole = row.if_contains(field)) return plain(*whole);
    const std::size_t dot = field.find('.');
    if (dot == std::string_view::npos) return {};
    const json::value* part = row.if_contains(field.substr(0, dot));
    if (part == nullptr || !part->is_object()) return {};
    return cell_at(part->get_object(), field.substr(dot + 1));
}

Status each_row(const std::vector<Route>& routes, const ListAsked& asked, Context& context,
                const wire::Request& request, const EachRow& each) {
    const Route* route = route_of(routes, asked.list);
    if (route == nullptr) return invalid_input("list", "is not a list of this version");
    std::string cursor;
    do {
        const auto page = page_of(*route, asked, context, request, cursor);
        if (!page.ok()) return page.error();
        for (const json::value& row : page.value()) {
            const Result<bool> more = each(row.as_object());
            if (!more.ok()) return more.error();
            if (!more.value()) return ok_status();
        }
    } while (!cursor.empty());
    return ok_status();
}

}  // namespace sunbooth::center::api

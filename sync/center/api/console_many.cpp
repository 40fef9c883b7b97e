// SPDX-License-Identifier: Apache-2.0
// The same thing done with many cards, kiosks, cases, notices .. or entries of the registry
// (verdicts.h), each by the very route that does it with one.
#include "sync/center/api/registry_routes.h"
#include "sync/center/api/verdicts.h"
#include "sync/wire/json.h"
#include "sync/wire/messages.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kBodyMax = 256 * 1024;

/// A list whose things can be done something with, and the route that does it with one.
struct Doing {
    std::string_view list;
    std::string_view method;
    std::string_view pattern;
    std::string_view id;  ///< What the pattern calls the thing.
};
constexpr std::array kDoings = {
    Doing{"cards", "POST", "/api/v1/cards/{id}/actions", "id"},
    Doing{"issues", "POST", "/api/v1/issues/{id}/actions", "id"},
    Doing{"documents", "POST", "/api/v1/documents/{id}/void", "id"},
    Doing{"kiosks", "POST", "/api/v1/kiosks/{kiosk}/actions", "kiosk"},
    Doing{"cases", "POST", "/api/v1/cases/{case_no}/actions", "case_no"},
    Doing{"notices", "POST", "/api/v1/notices/{id}/acknowledgement", "id"},
    Doing{"registry", "PUT", "/api/v1/registry/{kind}/{code}", "code"},
};

struct Order {
    const Doing* doing = nullptr;
    std::string kind;  ///< Of the registry.
    json::object deed;
    std::vector<Meant> things;
};

Result<Order> order_of(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), kBodyMax);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    Order order;
    const std::string list = in.text("list", 16);
    const auto doing = std::ranges::find(kDoings, list, &Doing::list);
    if (!in.error() && doing == kDoings.end()) {
        in.fail("list", "must be cards, issues, documents, kiosks, cases, notices or registry");
    }
    order.kind = in.text_or_empty("kind", 16);
    order.things = meant_in(in, "items");
    if (in.error()) return *in.error();
    order.doing = &*doing;
    order.deed = body.value().at("deed").as_object();
    return order;
}

/// Fields that the deed does not name stay: many entries are never alike in all of them.
Result<json::object> laid_over(Context& context, const Order& order, const std::string& code,
                               json::object body) {
    const json::value* given = body.if_contains("fields");
    const auto kind = registry::entry_kind_of(order.kind);
    if (!kind || given == nullptr || !given->is_object()) return body;
    const auto entry = registry::find_entry(context.db, *kind, code);
    if (!entry.ok()) return entry.error();
    json::object fields;
    for (const auto& [name, value] : entry.value().fields) fields[name] = value;
    for (const auto& [name, value] : given->get_object()) fields[name] = value;
    body["fields"] = std::move(fields);
    return body;
}

Result<wire::Response> do_one(const Route& route, const Order& order, Context& context,
                              const wire::Request& request, const Meant& thing) {
    wire::Request single = request;
    single.headers.erase("idempotency-key");
    single.headers.erase("if-match");  // Each thing is named with its own version.
    json::object body = order.deed;
    body["expected_version"] = thing.version;
    single.body = to_bytes(json::serialize(body));
    PathArgs args{{std::string(order.doing->id), thing.id}};
    if (!order.kind.empty()) args["kind"] = order.kind;
    if (order.doing->list == "registry" && order.kind.empty()) {
        return invalid_input("kind", "must be given for the registry");
    }
    if (order.doing->list == "registry") {
        const Result<json::object> whole = laid_over(context, order, thing.id, std::move(body));
        if (!whole.ok()) return whole.error();
        single.body = to_bytes(json::serialize(whole.value()));
    }
    std::any nothing;
    Result<wire::Response> done = route.handle(context, single, args, nothing);
    if (!done.ok() || done.value().status < 400) return done;
    // Overtaken: the problem as it stands, but undone like every other refusal.
    return wire::read_problem(done.value().status, as_text(done.value().body));
}

StaffHandler act(const std::vector<Route>& routes) {
    std::map<std::string_view, Route> by_list;
    for (const Doing& doing : kDoings) {
        for (const Route& route : routes) {
            if (route.method == doing.method && route.pattern == doing.pattern) {
                by_list[doing.list] = route;
            }
        }
    }
    return [by_list](Context& context, const accounts::Session&, const wire::Request& request,
                     const PathArgs&) -> Result<wire::Response> {
        const Result<Order> order = order_of(request);
        if (!order.ok()) return order.error();
        const Route& route = by_list.at(order.value().doing->list);
        return verdicts(context, order.value().things, [&](const Meant& thing) {
            return do_one(route, order.value(), context, request, thing);
        });
    };
}

}  // namespace

std::vector<Route> many_routes(const ConsoleServices& services, const std::vector<Route>& routes) {
    return {
        {"POST", "/api/v1/actions", Lane::Writer, staff_only(services.sessions, act(routes)), {}}};
}

}  // namespace sunbooth::center::api

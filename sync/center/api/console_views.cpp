// SPDX-License-Identifier: Apache-2.0
// Filters that somebody keeps under a name: theirs alone, on whatever computer they sit.
#include "sync/center/accounts/staff.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/list_rows.h"
#include "sync/center/api/pages.h"
#include "sync/center/api/query.h"
#include "sync/center/api/request_text.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr Characters kName{1, 40};
constexpr std::size_t kQueryMax = 400;

json::object view_json(const accounts::SavedView& view) {
    return {{"id", std::to_string(view.id)},
            {"list", view.list},
            {"name", view.name},
            {"query", view.query}};
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    const auto kept = accounts::saved_views(context.db, session.account.name);
    if (!kept.ok()) return kept.error();
    json::array items;
    for (const auto& view : kept.value()) items.push_back(view_json(view));
    return page_response(request, std::move(items));
}

Result<wire::Response> save(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    const auto body = wire::parse_json(as_text(request.body), 8192);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    accounts::SavedView view;
    view.list = in.text("list", 32);
    const bool known = view.list == "tickets" || view.list == "callbacks" || is_list(view.list);
    if (!in.error() && !known) {
        in.fail("list", "is not a list of this version");
    }
    view.name = text_of(in, "name", kName);
    view.query = text_of(in, "query", {1, kQueryMax});
    if (in.error()) return *in.error();
    const auto saved = accounts::save_view(context.db, session.account.name, view);
    if (!saved.ok()) return saved.error();
    return json_response(201, json::serialize(view_json(saved.value())));
}

Result<wire::Response> forget(Context& context, const accounts::Session& session,
                              const wire::Request&, const PathArgs& args) {
    const Result<std::int64_t> id = number_of(args.at("id"), "id");
    if (!id.ok()) return Error{ErrorCode::NotFound, "there is no such saved view", "id"};
    const Status gone = accounts::forget_view(context.db, session.account.name, id.value());
    if (!gone.ok()) return gone.error();
    return wire::Response{204, {}, {}};
}

}  // namespace

std::vector<Route> view_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string path = "/api/v1/views";
    return {
        {"GET", path, Lane::Reader, staff_only(sessions, list), {}},
        {"POST", path, Lane::Writer, staff_only(sessions, save), {}},
        {"DELETE", path + "/{id}", Lane::Writer, staff_only(sessions, forget), {}},
    };
}

}  // namespace sunbooth::center::api

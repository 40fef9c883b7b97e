// SPDX-License-Identifier: Apache-2.0
// The same thing done with many tickets. Each stands for itself: what one refuses leaves the others
// done, and the answer has a verdict for each, in the order in which they were given.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/kiosk_request.h"
#include "sync/center/api/query.h"
#include "sync/center/api/response.h"
#include "sync/center/api/ticket_deed.h"
#include "sync/center/tickets/marks.h"
#include "sync/wire/json.h"
#include "sync/wire/messages.h"
#include "sync/wire/routes.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kTicketsMax = 100;

/// One of the tickets that were named.
struct Meant {
    std::string id;
    std::int64_t version = 0;
};

Result<std::vector<Meant>> tickets_in(const json::value& body) {
    wire::FieldReader in(body);
    std::vector<Meant> all;
    in.objects("tickets", kTicketsMax, [&](wire::FieldReader& one) {
        all.push_back({one.text("id", 32), one.integer("expected_version", 1, 1'000'000)});
    });
    if (!in.error() && all.empty()) in.fail("tickets", "must name at least one");
    if (!in.error() && !in.object("deed")) in.fail("deed", "must be an object");
    if (in.error()) return *in.error();
    return all;
}

Result<wire::Response> act_on(const ConsoleServices& services, Context& context,
                              const accounts::Session& session, const json::object& deed,
                              const Meant& meant) {
    json::object whole = deed;
    whole["expected_version"] = meant.version;
    wire::Request single;
    single.body = to_bytes(json::serialize(whole));
    const auto read = ticket_deed_of(single);
    if (!read.ok()) return read.error();
    const Result<std::int64_t> id = number_of(meant.id, "id");
    if (!id.ok()) return Error{ErrorCode::NotFound, "there is no such ticket", "id"};
    const tickets::Actor actor{session.account.name, viewer_of(session)};
    const auto done = tickets::act(context.db, actor, id.value(), read.value().second,
                                   read.value().first, context.wall);
    if (!done.ok()) return done.error();
    for (const std::int64_t touched : done.value().touched) {
        const Status marked = tickets::mark_events(context.db, touched, services.keys.center);
        if (!marked.ok()) return marked.error();
    }
    return json_response(200, std::to_string(done.value().ticket.version));
}

/// A failure of the center ends the whole: nothing of it may be half-done then.
bool ends_all(ErrorCode code) {
    return code == ErrorCode::Io || code == ErrorCode::Full || code == ErrorCode::Corrupt ||
           code == ErrorCode::Internal;
}

StaffHandler act(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request, const PathArgs&) -> Result<wire::Response> {
        const auto body = wire::parse_json(as_text(request.body), wire::kBodyBytesMax);
        if (!body.ok()) return body.error();
        const auto meant = tickets_in(body.value());
        if (!meant.ok()) return meant.error();
        const json::object& deed = body.value().at("deed").as_object();
        json::array items;
        int count = 0;
        for (const Meant& one : meant.value()) {
            const auto done = in_savepoint(context.db, OnRefusal::Undo, [&] {
                return act_on(services, context, session, deed, one);
            });
            if (!done.ok() && ends_all(done.error().code)) return done.error();
            json::object item{{"id", one.id}, {"done", done.ok()}, {"problem", nullptr}};
            if (done.ok()) ++count;
            if (!done.ok()) {
                const int status = status_of(done.error().code);
                item["problem"] = json::parse(wire::write_problem(done.error(), status));
            }
            items.push_back(std::move(item));
        }
        return json_response(
            200, json::serialize(json::object{{"items", std::move(items)}, {"done", count}}));
    };
}

}  // namespace

std::vector<Route> bulk_routes(const ConsoleServices& services) {
    return {{"POST",
             "/api/v1/tickets/actions",
             Lane::Writer,
             staff_only(services.sessions, act(services)),
             {}}};
}

}  // namespace sunbooth::center::api

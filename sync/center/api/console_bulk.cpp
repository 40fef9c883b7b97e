// SPDX-License-Identifier: Apache-2.0
// The same thing done with many tickets (verdicts.h).
#include "sync/center/api/console_routes.h"
#include "sync/center/api/query.h"
#include "sync/center/api/response.h"
#include "sync/center/api/ticket_deed.h"
#include "sync/center/api/verdicts.h"
#include "sync/center/tickets/marks.h"
#include "sync/wire/routes.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

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

StaffHandler act(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request, const PathArgs&) -> Result<wire::Response> {
        const auto body = wire::parse_json(as_text(request.body), wire::kBodyBytesMax);
        if (!body.ok()) return body.error();
        wire::FieldReader in(body.value());
        const std::vector<Meant> all = meant_in(in, "tickets");
        if (in.error()) return *in.error();
        const json::object& deed = body.value().at("deed").as_object();
        return verdicts(context, all, [&](const Meant& one) {
            return act_on(services, context, session, deed, one);
        });
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

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/kiosk_request.h"
#include "sync/center/fleet/feed.h"
#include "sync/wire/routes.h"

namespace sunbooth::center::api {
namespace {

Result<wire::Response> hall(const KioskServices& services, Context& context,
                            const wire::Request& request, const Caller& caller) {
    const Result<std::string> tag =
        fleet::feed_tag(context.db, services.keys, domain::date_of(context.wall));
    if (!tag.ok()) return tag.error();
    const auto known = request.headers.find("if-none-match");
    if (known != request.headers.end() && known->second == tag.value()) {
        return wire::Response{304, {{"etag", tag.value()}}, {}};
    }
    Result<fleet::Feed> feed =
        fleet::hall_feed(context.db, services.keys, domain::date_of(context.wall));
    if (!feed.ok()) return feed.error();
    const Status noted = fleet::note_hall(context.db, caller.kiosk.name, feed.value().version);
    if (!noted.ok()) return noted.error();
    wire::Response response = json_response(200, std::move(feed.value().body));
    response.headers["etag"] = tag.value();
    return response;
}

}  // namespace

Route hall_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "GET";
    route.path = wire::route::kHall;
    route.handle = [services](Context& context, const wire::Request& request, const Caller& caller,
                              std::any&) { return hall(services, context, request, caller); };
    return make_route(services, std::move(route));
}

}  // namespace sunbooth::center::api

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/kiosk_request.h"
#include "sync/center/fleet/health.h"
#include "sync/wire/health.h"
#include "sync/wire/routes.h"

namespace sunbooth::center::api {
namespace {

Result<wire::Response> hear(Context& context, const wire::Request& request, const Caller& caller) {
    const Result<domain::TerminalHealth> told = wire::read_terminal_health(as_text(request.body));
    if (!told.ok()) return told.error();
    const Status noted =
        fleet::note_health(context.db, caller.kiosk.name, told.value(), context.wall);
    if (!noted.ok()) return noted.error();
    return json_response(200, "{}");
}

}  // namespace

Route health_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kHealth;
    route.handle = [](Context& context, const wire::Request& request, const Caller& caller,
                      std::any&) { return hear(context, request, caller); };
    return make_route(services, std::move(route));
}

}  // namespace sunbooth::center::api

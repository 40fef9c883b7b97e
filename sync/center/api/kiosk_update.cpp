// SPDX-License-Identifier: Apache-2.0
// Another image for a terminal's machine: whether there is one for it, and the bytes of it.
#include "sync/center/api/kiosk_request.h"
#include "sync/center/fleet/updates.h"
#include "sync/wire/routes.h"

#include <algorithm>
#include <fstream>

namespace sunbooth::center::api {
namespace {

Result<wire::Response> answer(Context& context, const wire::Request& request,
                              const Caller& caller) {
    const auto question = wire::read_update_question(as_text(request.body));
    if (!question.ok()) return question.error();
    const auto answered =
        fleet::answer_update(context.db, caller.kiosk.name, question.value(), context.wall);
    if (!answered.ok()) return answered.error();
    return json_response(200, wire::write(answered.value()));
}

/// On a reader's thread: half a megabyte from the disk is nothing for the writer to wait for.
Status read_part(const KioskServices& services, Context& context, const wire::Request& request,
                 std::any& work) {
    const auto asked = wire::read_part_question(as_text(request.body));
    if (!asked.ok()) return asked.error();
    const auto rollout = fleet::rolling(context.db, asked.value().version);
    if (!rollout.ok()) return rollout.error();
    const std::int64_t left = rollout.value().bytes - asked.value().offset;
    if (left <= 0) return invalid_input("offset", "is behind the end of the update");
    Bytes part(static_cast<std::size_t>(std::min(left, wire::kPartBytesMax)));
    std::ifstream file(fleet::bundle_file(services.updates, rollout.value().version),
                       std::ios::binary);
    file.seekg(asked.value().offset);
    if (!file.read(reinterpret_cast<char*>(part.data()),
                   static_cast<std::streamsize>(part.size()))) {
        return Error{ErrorCode::Io, "the bundle of " + rollout.value().version, ""};
    }
    work = std::move(part);
    return ok_status();
}

}  // namespace

Route update_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kUpdate;
    route.handle = [](Context& context, const wire::Request& request, const Caller& caller,
                      std::any&) { return answer(context, request, caller); };
    return make_route(services, std::move(route));
}

Route update_part_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kUpdateParts;
    route.prepare = [services](Context& context, const wire::Request& request, const Caller&,
                               std::any& work) {
        return read_part(services, context, request, work);
    };
    route.handle = [](Context&, const wire::Request&, const Caller&,
                      std::any& work) -> Result<wire::Response> {
        return wire::Response{200,
                              {{"content-type", "application/octet-stream"}},
                              std::any_cast<Bytes>(std::move(work))};
    };
    return make_route(services, std::move(route));
}

}  // namespace sunbooth::center::api

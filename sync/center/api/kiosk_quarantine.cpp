// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/kiosk_request.h"
#include "sync/center/intake/quarantine.h"
#include "sync/center/registry/center.h"
#include "sync/wire/routes.h"

namespace sunbooth::center::api {
namespace {

Status check(const KioskServices& services, const wire::Request& request, std::any& work) {
    if (!services.has_room()) {
        return Error{ErrorCode::Full, "the center's disk is nearly full", "",
                     std::chrono::minutes{5}};
    }
    Result<wire::QuarantinePiece> piece = wire::read_quarantine_piece(as_text(request.body));
    if (!piece.ok()) return piece.error();
    Result<intake::CheckedPiece> checked =
        intake::check_piece(services.keys, std::move(piece).value());
    if (!checked.ok()) return checked.error();
    work = std::move(checked).value();
    return ok_status();
}

Result<wire::Response> keep(const KioskServices& services, Context& context, const Caller& caller,
                            const intake::CheckedPiece& piece) {
    const Result<std::uint64_t> have =
        intake::keep_piece(context.db, caller.kiosk, piece, context.wall);
    if (!have.ok()) return have.error();
    if (have.value() == piece.piece.size) {
        services.log.warn(
            "queue_quarantined",
            {{"kiosk", caller.kiosk.name}, {"file", piece.piece.file}, {"bytes", have.value()}});
    }
    const Result<registry::CenterState> state = registry::center_state(context.db);
    if (!state.ok()) return state.error();
    return json_response(
        200, wire::write(wire::QuarantineAnswer{state.value().generation, have.value()}));
}

}  // namespace

Route quarantine_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kQuarantine;
    route.prepare = [services](Context&, const wire::Request& request, const Caller&,
                               std::any& work) { return check(services, request, work); };
    route.handle = [services](Context& context, const wire::Request&, const Caller& caller,
                              std::any& work) {
        return keep(services, context, caller, *std::any_cast<intake::CheckedPiece>(&work));
    };
    return make_route(services, std::move(route));
}

}  // namespace sunbooth::center::api

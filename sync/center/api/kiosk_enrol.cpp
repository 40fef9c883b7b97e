// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/kiosk_request.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/registry/center.h"
#include "sync/wire/messages.h"
#include "sync/wire/routes.h"
#include "sync/wire/signature.h"

namespace sunbooth::center::api {
namespace {

/// The request must be signed with the very key that it brings.
Result<fleet::Enrolment> read(const wire::Request& request) {
    const Result<wire::SignatureClaim> claim = wire::read_signature_claim(request);
    if (!claim.ok()) return claim.error();
    Result<wire::EnrolRequest> body = wire::read_enrol_request(as_text(request.body));
    if (!body.ok()) return body.error();
    wire::EnrolRequest& wanted = body.value();
    if (wanted.kiosk != claim.value().kiosk) {
        return Error{ErrorCode::Unauthorized, "the signature names another kiosk",
                     "signature-input"};
    }
    const Status good = wire::verify_request(request, wanted.public_key);
    if (!good.ok()) return good.error();
    return fleet::Enrolment{std::move(wanted.kiosk), std::move(wanted.code), wanted.public_key,
                            claim.value().counter};
}

Result<wire::Response> enrol(const KioskServices& services, Context& context,
                             const fleet::Enrolment& enrolment) {
    const Result<fleet::Kiosk> kiosk = fleet::enrol(context.db, enrolment, context.wall);
    if (!kiosk.ok()) {
        services.log.warn("enrolment_refused",
                          {{"kiosk", enrolment.kiosk}, {"error", kiosk.error().line()}});
        return kiosk.error();
    }
    const Result<registry::CenterState> state = registry::center_state(context.db);
    if (!state.ok()) return state.error();
    services.log.info("kiosk_enrolled", {{"kiosk", kiosk.value().name},
                                         {"epoch", std::int64_t{kiosk.value().epoch}}});
    return json_response(
        200, wire::write(wire::EnrolAnswer{kiosk.value().name, services.keys.key_set,
                                           state.value().generation, to_ms(context.wall)}));
}

}  // namespace

Route enrol_route(const KioskServices& services) {
    Route route;
    route.method = "POST";
    route.pattern = wire::route::kEnrol;
    route.lane = Lane::Writer;
    route.prepare = [](Context&, const wire::Request& request, const PathArgs&,
                       std::any& prepared) -> Result<wire::Response> {
        prepared = read(request);
        return wire::Response{};
    };
    route.handle = [services](Context& context, const wire::Request&, const PathArgs&,
                              std::any& prepared) -> Result<wire::Response> {
        const auto& enrolment = *std::any_cast<Result<fleet::Enrolment>>(&prepared);
        const Result<wire::Response> response =
            enrolment.ok()
                ? in_savepoint(context.db, OnRefusal::Keep,
                               [&] { return enrol(services, context, enrolment.value()); })
                : Result<wire::Response>(enrolment.error());
        return with_signature(
            services.keys, response.ok() ? response.value() : problem_response(response.error()));
    };
    return route;
}

}  // namespace sunbooth::center::api

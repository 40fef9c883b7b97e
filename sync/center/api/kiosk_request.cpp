// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/kiosk_request.h"

#include "sync/base/mutant.h"
#include "sync/center/fleet/answers.h"
#include "sync/wire/messages.h"
#include "sync/wire/signature.h"

namespace sunbooth::center::api {
namespace {

/// What the reader's half leaves for the writer's half.
struct Prepared {
    std::optional<Error> refusal;
    Caller caller;
    std::any work;
};

Prepared prepare(const KioskRoute& route, Context& context, const wire::Request& request) {
    Prepared prepared;
    Result<Caller> caller = authenticate(context.db, request);
    if (!caller.ok()) {
        prepared.refusal = caller.error();
        return prepared;
    }
    prepared.caller = std::move(caller).value();
    if (!route.prepare) return prepared;
    const Status done = route.prepare(context, request, prepared.caller, prepared.work);
    if (!done.ok()) prepared.refusal = done.error();
    return prepared;
}

fleet::RequestKey key_of(const wire::Request& request, const Caller& caller) {
    ByteWriter whole;
    whole.raw(as_bytes(request.method + " " + request.path + "\n")).raw(request.body);
    return {caller.kiosk.name, caller.counter, seal::digest(whole.bytes())};
}

/// Uses up the counter, runs the handler, and keeps its answer if it may be asked for again.
Result<wire::Response> run(const KioskRoute& route, Context& context, const wire::Request& request,
                           Prepared& prepared) {
    const bool repeats = route.on_repeat == OnRepeat::AnswerAgain;
    const fleet::RequestKey key = key_of(request, prepared.caller);
    if (repeats) {
        Result<std::optional<Bytes>> first = fleet::first_answer(context.db, key);
        if (!first.ok()) return first.error();
        if (first.value()) return json_response(200, std::string(as_text(*first.value())));
    }
    const Status used = fleet::use_counter(context.db, key.kiosk, key.counter, context.wall);
    if (!used.ok()) return used.error();
    Result<wire::Response> response =
        route.handle(context, request, prepared.caller, prepared.work);
    if (repeats && response.ok()) {
        const Status kept = fleet::keep_answer(context.db, key, response.value().body);
        if (!kept.ok()) return kept.error();
    }
    return response;
}

/// A refusal is an answer that the center stands by; anything else is its own failure.
bool is_refusal(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidInput:
        case ErrorCode::NotFound:
        case ErrorCode::Unauthorized:
        case ErrorCode::Forbidden:
        case ErrorCode::TooMany:
            return true;
        case ErrorCode::Conflict:
        case ErrorCode::Offline:
        case ErrorCode::Refused:
        case ErrorCode::Io:
        case ErrorCode::Full:
        case ErrorCode::Corrupt:
        case ErrorCode::Unsupported:
        case ErrorCode::Internal:
            return false;
    }
    return false;
}

}  // namespace

Result<Caller> authenticate(store::Database& db, const wire::Request& request) {
    const Result<wire::SignatureClaim> claim = wire::read_signature_claim(request);
    if (!claim.ok()) return claim.error();
    Result<fleet::Kiosk> kiosk = fleet::find_kiosk(db, claim.value().kiosk);
    if (!kiosk.ok() && kiosk.error().code != ErrorCode::NotFound) return kiosk.error();
    if (!kiosk.ok()) {
        return Error{ErrorCode::Unauthorized, "this kiosk is not enrolled", "signature-input"};
    }
    const Status good = wire::verify_request(request, kiosk.value().key);
    if (!good.ok()) return good.error();
    if (kiosk.value().revoked && !mutant("fleet.ignores_revocation")) {
        return Error{ErrorCode::Unauthorized, "this kiosk was revoked", "signature-input"};
    }
    return Caller{std::move(kiosk).value(), claim.value().counter};
}

wire::Response with_signature(const registry::Keys& keys, wire::Response response) {
    const seal::Signature signature = seal::sign(keys.center, response.body);
    response.headers[std::string(wire::kAnswerSignature)] = to_base64(signature.view());
    return response;
}

Result<wire::Response> in_savepoint(store::Database& db, OnRefusal on_refusal,
                                    const std::function<Result<wire::Response>()>& step) {
    const Status begun = db.run("SAVEPOINT kiosk_request");
    if (!begun.ok()) return begun.error();
    Result<wire::Response> response = step();
    const bool stays =
        response.ok() || (on_refusal == OnRefusal::Keep && is_refusal(response.error().code));
    if (!stays) {
        const Status undone = db.run("ROLLBACK TO kiosk_request");
        if (!undone.ok()) return undone.error();
    }
    const Status ended = db.run("RELEASE kiosk_request");
    if (!ended.ok()) return ended.error();
    return response;
}

Route make_route(const KioskServices& services, KioskRoute route) {
    Route made;
    made.method = route.method;
    made.pattern = route.path;
    made.lane = Lane::Writer;
    made.prepare = [route](Context& context, const wire::Request& request, const PathArgs&,
                           std::any& prepared) -> Result<wire::Response> {
        prepared = prepare(route, context, request);
        return wire::Response{};
    };
    made.handle = [route, services](Context& context, const wire::Request& request, const PathArgs&,
                                    std::any& any) -> Result<wire::Response> {
        auto& prepared = *std::any_cast<Prepared>(&any);
        if (prepared.refusal) {
            return with_signature(services.keys, problem_response(*prepared.refusal));
        }
        Result<wire::Response> response = in_savepoint(
            context.db, route.on_refusal, [&] { return run(route, context, request, prepared); });
        if (response.ok()) return with_signature(services.keys, std::move(response).value());
        if (!is_refusal(response.error().code)) {
            services.log.warn("kiosk_request_failed", {{"path", request.path},
                                                       {"kiosk", prepared.caller.kiosk.name},
                                                       {"error", response.error().line()}});
        }
        return with_signature(services.keys, problem_response(response.error()));
    };
    return made;
}

std::vector<Route> kiosk_routes(const KioskServices& services) {
    return {
        enrol_route(services),         records_route(services),     hall_route(services),
        snapshot_route(services),      receipt_route(services),     wish_route(services),
        case_route(services),          person_route(services),      staff_sign_in_route(services),
        staff_records_route(services), call_staff_route(services),  health_route(services),
        update_route(services),        update_part_route(services), quarantine_route(services)};
}

}  // namespace sunbooth::center::api

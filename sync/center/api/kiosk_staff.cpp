// SPDX-License-Identifier: Apache-2.0
// Monitors at a terminal, and citizens who ask for a person.
#include "sync/center/accounts/accounts.h"
#include "sync/center/api/kiosk_request.h"
#include "sync/center/fleet/guesses.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/monitoring/pins.h"
#include "sync/wire/routes.h"
#include "sync/wire/staff.h"

namespace sunbooth::center::api {
namespace {

/// What is worked out on a reader thread: Argon2id takes an eighth of a second.
struct CheckedPin {
    monitoring::PinAttempt attempt;
    bool good = false;
};

Status check_pin(Context& context, const wire::Request& request, std::any& work) {
    const auto asked = wire::read_staff_sign_in(as_text(request.body));
    if (!asked.ok()) return asked.error();
    const auto attempt = monitoring::begin_pin(context.db, asked.value().monitor);
    if (!attempt.ok()) return attempt.error();
    const Result<bool> good = accounts::check_password(attempt.value().hash, asked.value().pin);
    if (!good.ok()) return good.error();
    work = CheckedPin{attempt.value(), good.value()};
    return ok_status();
}

/// Wrong PINs count for the code and, as other guesses, for the terminal.
Result<wire::Response> sign_in(Context& context, const Caller& caller, const CheckedPin& checked) {
    const std::string& kiosk = caller.kiosk.name;
    const Status may = fleet::may_look_up(context.db, kiosk, context.wall);
    if (!may.ok()) return may.error();
    const Status done =
        monitoring::finish_pin(context.db, checked.attempt, checked.good, context.wall);
    if (done.ok()) return json_response(200, "{}");
    if (done.error().code == ErrorCode::NotFound) {
        const Status counted = fleet::count_miss(context.db, kiosk, context.wall);
        if (!counted.ok()) return counted.error();
    }
    return done.error();
}

Result<wire::Response> records(Context& context, const wire::Request& request) {
    const auto asked = wire::read_staff_records_question(as_text(request.body));
    if (!asked.ok()) return asked.error();
    const auto told =
        monitoring::records_of(context.db, asked.value().monitor, domain::date_of(context.wall));
    if (!told.ok()) return told.error();
    return json_response(200, wire::write(told.value()));
}

wire::StaffCallState told(fleet::CallBoard::State state) {
    using State = fleet::CallBoard::State;
    switch (state) {
        case State::Nobody:
            return wire::StaffCallState::Nobody;
        case State::Ringing:
            return wire::StaffCallState::Ringing;
        case State::Coming:
            return wire::StaffCallState::Coming;
        case State::Unheard:
            return wire::StaffCallState::Unheard;
    }
    return wire::StaffCallState::Nobody;
}

Result<wire::Response> call(const KioskServices& services, Context& context,
                            const wire::Request& request, const Caller& caller) {
    const auto asked = wire::read_staff_call(as_text(request.body));
    if (!asked.ok()) return asked.error();
    const std::string& kiosk = caller.kiosk.name;
    using What = wire::StaffCall::What;
    wire::StaffCallState state = wire::StaffCallState::Unheard;
    switch (asked.value().what) {
        case What::Ring:
            state = told(services.calls.ring(kiosk, context.now));
            break;
        case What::Ask:
            state = told(services.calls.ask(kiosk, context.now));
            break;
        case What::Cancel:
            services.calls.cancel(kiosk);
            break;
    }
    return json_response(200, wire::write_call_state(state));
}

}  // namespace

Route staff_sign_in_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kStaffSignIn;
    route.on_refusal = OnRefusal::Keep;
    route.prepare = [](Context& context, const wire::Request& request, const Caller&,
                       std::any& work) { return check_pin(context, request, work); };
    route.handle = [](Context& context, const wire::Request&, const Caller& caller,
                      std::any& work) {
        return sign_in(context, caller, *std::any_cast<CheckedPin>(&work));
    };
    return make_route(services, std::move(route));
}

Route staff_records_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kStaffRecords;
    route.handle = [](Context& context, const wire::Request& request, const Caller&, std::any&) {
        return records(context, request);
    };
    return make_route(services, std::move(route));
}

Route call_staff_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kCallStaff;
    route.handle = [services](Context& context, const wire::Request& request, const Caller& caller,
                              std::any&) { return call(services, context, request, caller); };
    return make_route(services, std::move(route));
}

}  // namespace sunbooth::center::api

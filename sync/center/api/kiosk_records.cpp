// SPDX-License-Identifier: Apache-2.0
#include "sync/base/buggify.h"
#include "sync/center/api/kiosk_request.h"
#include "sync/center/intake/check.h"
#include "sync/center/intake/commit.h"
#include "sync/wire/messages.h"
#include "sync/wire/routes.h"

namespace sunbooth::center::api {
namespace {

Status check(const KioskServices& services, Context& context, const wire::Request& request,
             const Caller& caller, std::any& work) {
    if (!services.has_room() || buggify("intake.no_room")) {
        return Error{ErrorCode::Full, "the center's disk is nearly full", "",
                     std::chrono::minutes{5}};
    }
    Result<wire::BatchRequest> batch = wire::read_batch_request(as_text(request.body));
    if (!batch.ok()) return batch.error();
    Result<intake::CheckedBatch> checked =
        intake::check_batch({context.db, services.keys, services.vault, services.random},
                            caller.kiosk, std::move(batch).value());
    if (!checked.ok()) return checked.error();
    work = std::move(checked).value();
    return ok_status();
}

/// Alarms are logged; what was stored is not: a log line a record would tell when each was filed.
void log_alarms(Log& log, const std::vector<fleet::Alarm>& alarms) {
    for (const fleet::Alarm& alarm : alarms) {
        log.warn("intake_alarm", {{"kind", fleet::to_string(alarm.kind)},
                                  {"kiosk", alarm.kiosk},
                                  {"seq", static_cast<std::int64_t>(alarm.seq)},
                                  {"detail", alarm.detail}});
    }
}

}  // namespace

Route records_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "POST";
    route.path = wire::route::kRecords;
    route.on_repeat = OnRepeat::AnswerAgain;
    route.prepare = [services](Context& context, const wire::Request& request, const Caller& caller,
                               std::any& work) {
        return check(services, context, request, caller, work);
    };
    route.handle = [services](Context& context, const wire::Request&, const Caller&,
                              std::any& work) -> Result<wire::Response> {
        const auto& batch = *std::any_cast<intake::CheckedBatch>(&work);
        const Result<intake::Committed> committed =
            intake::commit_batch(context.db, services.keys, batch, context.wall);
        if (!committed.ok()) return committed.error();
        log_alarms(services.log, committed.value().raised);
        return json_response(200, wire::write(committed.value().answer));
    };
    return make_route(services, std::move(route));
}

}  // namespace sunbooth::center::api

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/kiosk_routes.h"
#include "sync/center/fleet/kiosks.h"

#include <string_view>

namespace sunbooth::center::api {

/// A kiosk whose signature was checked, and the counter of its request.
struct Caller {
    fleet::Kiosk kiosk;
    std::uint64_t counter = 0;
};

/// Who sent this. @return Unauthorized: unknown, revoked or wrongly signed.
Result<Caller> authenticate(store::Database& db, const wire::Request& request);

/// What becomes of the writes of a request that is answered with a problem.
enum class OnRefusal {
    Undo,  ///< Nothing of it stays, not even its counter.
    Keep,  ///< A refusal is an outcome that counts (a wrong guess); only failures are undone.
};
/// What a used counter means.
enum class OnRepeat {
    Refuse,       ///< 409.
    AnswerAgain,  ///< Exactly the same request gets its first answer again; any other 409.
};

/// One kiosk route, without what all of them share: signature, counter, undoing, signed answers.
struct KioskRoute {
    std::string_view method;
    std::string_view path;
    OnRefusal on_refusal = OnRefusal::Undo;
    OnRepeat on_repeat = OnRepeat::Refuse;
    /// Optional; on a reader thread. What it leaves in `work` reaches `handle`.
    std::function<Status(Context&, const wire::Request&, const Caller&, std::any& work)> prepare;
    std::function<Result<wire::Response>(Context&, const wire::Request&, const Caller&,
                                         std::any& work)>
        handle;
};
Route make_route(const KioskServices& services, KioskRoute route);

/// Puts the center's signature over the body into the header.
wire::Response with_signature(const registry::Keys& keys, wire::Response response);

/// Runs a step in a savepoint; ok and, with Keep, refusals stay, everything else is undone.
Result<wire::Response> in_savepoint(store::Database& db, OnRefusal on_refusal,
                                    const std::function<Result<wire::Response>()>& step);

// The parts of kiosk_routes().
Route enrol_route(const KioskServices& services);
Route records_route(const KioskServices& services);
Route quarantine_route(const KioskServices& services);
Route hall_route(const KioskServices& services);
Route snapshot_route(const KioskServices& services);
Route receipt_route(const KioskServices& services);
Route wish_route(const KioskServices& services);
Route case_route(const KioskServices& services);
Route person_route(const KioskServices& services);
Route staff_sign_in_route(const KioskServices& services);
Route staff_records_route(const KioskServices& services);
Route call_staff_route(const KioskServices& services);
Route health_route(const KioskServices& services);
Route update_route(const KioskServices& services);
Route update_part_route(const KioskServices& services);

}  // namespace sunbooth::center::api

// SPDX-License-Identifier: Apache-2.0
// What staff do with a kiosk from their page: give it to a monitoring point, or shut it out when it
// was stolen or retired.
#include "sync/base/mutant.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/query.h"
#include "sync/center/api/registry_routes.h"
#include "sync/center/api/request_text.h"
#include "sync/center/fleet/care.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/registry/journal.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using rules::Role;

constexpr std::size_t kPointMax = 32;
constexpr Characters kReason{1, 200};

struct Deed {
    fleet::CareDeed care;
    bool revokes = false;
    std::string point;   ///< Of an assignment; empty: to none.
    std::string reason;  ///< Of a revocation.
};

Result<Deed> deed_of(const accounts::Session& session, const wire::Request& request,
                     const PathArgs& args) {
    const auto body = wire::parse_json(as_text(request.body), 4096);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    Deed deed;
    const std::string action = in.text("action", 16);
    deed.revokes = action == "revoke";
    if (!deed.revokes && action != "assign") in.fail("action", "is not one of this version");
    deed.care = {args.at("kiosk"), version_meant(request, in), session.account.name};
    if (deed.revokes) {
        deed.reason = text_of(in, "reason", kReason);
    } else {
        deed.point = in.text("point", kPointMax);
    }
    if (in.error()) return *in.error();
    return deed;
}

/// Empty, or a point that is in use.
Status check_point(store::Database& db, const std::string& point) {
    if (point.empty()) return ok_status();
    const auto found = registry::find_entry(db, registry::EntryKind::Point, point);
    if (!found.ok() && found.error().code != ErrorCode::NotFound) return found.error();
    if (!found.ok() || !found.value().active) {
        return invalid_input("point", "is no monitoring point in use");
    }
    return ok_status();
}

Status carry_out(Context& context, const Deed& deed, const fleet::Care& before) {
    registry::JournalEntry entry;
    entry.at = context.wall;
    entry.by = deed.care.by;
    entry.about = deed.care.kiosk;
    if (deed.revokes) {
        entry.what = "kiosk_revoked";
        entry.fields = {{"reason", deed.reason}};
        if (Status done = fleet::revoke(context.db, deed.care.kiosk, context.wall); !done.ok()) {
            return done;
        }
    } else {
        entry.what = "kiosk_assigned";
        entry.fields = {{"from", before.point}, {"to", deed.point}};
        if (Status done = fleet::put_point(context.db, deed.care, deed.point); !done.ok()) {
            return done;
        }
    }
    return registry::note(context.db, entry);
}

Result<wire::Response> act(Context& context, const accounts::Session& session,
                           const wire::Request& request, const PathArgs& args) {
    const Result<Deed> deed = deed_of(session, request, args);
    if (!deed.ok()) return deed.error();
    // Shutting a terminal out takes a hall's window to the center away: for who keeps the machines.
    if (deed.value().revokes && session.account.role != Role::Administrator &&
        !mutant("api.anybody_revokes")) {
        return Error{ErrorCode::Forbidden, "only an administrator shuts a kiosk out", "role"};
    }
    if (Status known = check_point(context.db, deed.value().point); !known.ok()) {
        return known.error();
    }
    const auto before = fleet::begin_care(context.db, deed.value().care);
    if (!before.ok()) return before.error();
    if (Status done = carry_out(context, deed.value(), before.value()); !done.ok()) {
        return done.error();
    }
    const std::int64_t version = before.value().version + 1;
    const json::object out{
        {"kiosk", deed.value().care.kiosk},
        {"point", deed.value().revokes ? before.value().point : deed.value().point},
        {"revoked", deed.value().revokes},
        {"version", version}};
    return with_tag(json_response(200, json::serialize(out)), version);
}

}  // namespace

std::vector<Route> kiosk_deed_routes(const ConsoleServices& services) {
    return {{"POST",
             "/api/v1/kiosks/{kiosk}/actions",
             Lane::Writer,
             staff_only(services.sessions, for_roles({Role::Supervisor, Role::Administrator}, act)),
             {}}};
}

}  // namespace sunbooth::center::api

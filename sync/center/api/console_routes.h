// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/center/accounts/sessions.h"
#include "sync/center/api/route.h"
#include "sync/center/callbacks/desk.h"
#include "sync/center/fleet/call_board.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/vault.h"

#include <functional>
#include <set>
#include <vector>

namespace sunbooth::center::api {

class Streams;

/// What the console's routes stand on. Everything outlives them and may be used by any thread.
struct ConsoleServices {
    const registry::Keys& keys;
    vault::Vault& vault;
    accounts::Sessions& sessions;
    callbacks::Desk& desk;
    fleet::CallBoard& calls;
    Random& random;
    Streams& streams;
};

/// The routes of openapi.json: sign-in, the day's work, tickets, calls, kiosks.
std::vector<Route> console_routes(const ConsoleServices& services);

// The parts of console_routes().
std::vector<Route> session_routes(const ConsoleServices& services);
std::vector<Route> ticket_routes(const ConsoleServices& services);
std::vector<Route> office_routes(const ConsoleServices& services);
std::vector<Route> day_routes(const ConsoleServices& services);
std::vector<Route> card_routes(const ConsoleServices& services);
std::vector<Route> second_factor_routes(const ConsoleServices& services);
std::vector<Route> account_routes(const ConsoleServices& services);
std::vector<Route> view_routes(const ConsoleServices& services);
std::vector<Route> bulk_routes(const ConsoleServices& services);
std::vector<Route> audit_routes(const ConsoleServices& services);
std::vector<Route> statistics_routes(const ConsoleServices& services);
std::vector<Route> monitoring_routes(const ConsoleServices& services);
std::vector<Route> issue_routes(const ConsoleServices& services);
std::vector<Route> stream_routes(const ConsoleServices& services);
std::vector<Route> calendar_routes(const ConsoleServices& services);
std::vector<Route> rule_routes(const ConsoleServices& services);

/// A handler that knows who asks.
using StaffHandler = std::function<Result<wire::Response>(Context&, const accounts::Session&,
                                                          const wire::Request&, const PathArgs&)>;

/// Wraps a handler in what every signed-in request needs: a live session, its CSRF token when it is
/// no GET, and a password of one's own. @return Unauthorized, Forbidden.
Handler staff_only(accounts::Sessions& sessions, StaffHandler handle);

/// The same for a page that asks by itself: it must not keep a session alive that nobody uses.
Handler staff_listens(accounts::Sessions& sessions, StaffHandler handle);
/// Names the stream that an answer begins; the server takes it off (http/server.h).
inline constexpr const char* kStreamKeyHeader = "x-sunbooth-stream";

/// The same for some roles only. @return Forbidden, field "role", for the others.
StaffHandler for_roles(std::set<rules::Role> roles, StaffHandler handle);

/// A writer's work that takes a while and needs no writing (hashing, a whole file), done on a
/// reader's thread after the same checks as staff_only(); what it leaves reaches `handle`.
using StaffPreparation = std::function<Result<std::any>(Context&, const accounts::Session&,
                                                        const wire::Request&, const PathArgs&)>;
using PreparedHandler = std::function<Result<wire::Response>(
    Context&, const accounts::Session&, const wire::Request&, const PathArgs&, std::any& prepared)>;
Handler prepare_staff(accounts::Sessions& sessions, StaffPreparation prepare);
/// The same for some roles only, as for_roles().
StaffPreparation prepare_for_roles(std::set<rules::Role> roles, StaffPreparation prepare);
Handler prepared_staff(accounts::Sessions& sessions, PreparedHandler handle);

/// As whom somebody sees tickets.
inline rules::Viewer viewer_of(const accounts::Account& account) {
    const bool is_handler = account.role == rules::Role::Handler;
    rules::Viewer viewer{account.role, is_handler ? account.unit : std::string()};
    // Somebody of a unit who works at the center is related to that unit.
    if (!is_handler && !account.unit.empty()) viewer.avoids.insert(account.unit);
    for (const auto& [unit, reason] : account.relations) viewer.avoids.insert(unit);
    return viewer;
}
inline rules::Viewer viewer_of(const accounts::Session& session) {
    return viewer_of(session.account);
}

// What session_routes() and second_factor_routes() share.
std::string session_json(const accounts::Session& session);
std::string session_cookie(const std::string& token);
/// The session, its CSRF token checked; not whether it is ready for work.
Result<accounts::Session> session_of(accounts::Sessions& sessions, const Context& context,
                                     const wire::Request& request);

/// The session's token in the request's cookies; empty when there is none.
std::string session_token(const wire::Request& request);

}  // namespace sunbooth::center::api

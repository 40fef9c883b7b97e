// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/center/accounts/sessions.h"
#include "sync/center/api/route.h"
#include "sync/center/callbacks/desk.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/vault.h"

#include <functional>
#include <vector>

namespace sunbooth::center::api {

/// What the console's routes stand on. Everything outlives them and may be used by any thread.
struct ConsoleServices {
    const registry::Keys& keys;
    vault::Vault& vault;
    accounts::Sessions& sessions;
    callbacks::Desk& desk;
};

/// The routes of openapi.json: sign-in, the day's work, tickets, calls, kiosks.
std::vector<Route> console_routes(const ConsoleServices& services);

// The parts of console_routes().
std::vector<Route> session_routes(const ConsoleServices& services);
std::vector<Route> ticket_routes(const ConsoleServices& services);
std::vector<Route> office_routes(const ConsoleServices& services);
std::vector<Route> day_routes(const ConsoleServices& services);
std::vector<Route> card_routes(const ConsoleServices& services);

/// A handler that knows who asks.
using StaffHandler = std::function<Result<wire::Response>(Context&, const accounts::Session&,
                                                          const wire::Request&, const PathArgs&)>;

/// Wraps a handler in what every signed-in request needs: a live session, its CSRF token when it is
/// no GET, and a password of one's own. @return Unauthorized, Forbidden.
Handler staff_only(accounts::Sessions& sessions, StaffHandler handle);

/// As whom somebody who is signed in sees tickets.
inline rules::Viewer viewer_of(const accounts::Session& session) {
    return {session.account.role, session.account.unit};
}

/// The session's token in the request's cookies; empty when there is none.
std::string session_token(const wire::Request& request);

}  // namespace sunbooth::center::api

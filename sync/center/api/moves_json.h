// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/accounts/sessions.h"
#include "sync/center/tickets/moves.h"
#include "sync/wire/http.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {

/// What a change of a calendar or of rules would move.
boost::json::object moves_json(const tickets::Moves& moves);
boost::json::object move_json(const tickets::DueMove& move);

/// Supervisors and administrators keep calendars and rules; everybody on the staff reads them.
bool may_change_rules(rules::Role role);
/// @return Forbidden, field "role".
Status check_may_change_rules(const accounts::Session& session);

inline constexpr std::size_t kRuleFileMax = 256 * 1024;  ///< Bytes of an .ics or .toml in a body.

}  // namespace sunbooth::center::api

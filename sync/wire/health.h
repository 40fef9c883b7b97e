// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/terminal.h"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace sunbooth::wire {

/// What every message that tells of a machine says of it; no temperature: no such field.
boost::json::object machine_json(const domain::Machine& machine);

/// POST /kiosk/v1/health: how a terminal is (domain/terminal.h). 200 with an empty object.
std::string write(const domain::TerminalHealth& health);
/// @return InvalidInput naming the field.
Result<domain::TerminalHealth> read_terminal_health(std::string_view json);

}  // namespace sunbooth::wire

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/events.h"

#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::center::tickets {

// A time that a citizen and a caller agreed on for the next call, kept as text in the event of the
// call: "2026-11-25T10:00:00+08:00", to the minute, at the hall.
std::string agreed_text(WallTime at);
/// Reads it; only this shape and the hall's own offset are taken.
std::optional<WallTime> agreed_at(std::string_view text);
/// The time that was agreed on in this call, if one was.
std::optional<WallTime> agreed_in(const Event& event);

}  // namespace sunbooth::center::tickets

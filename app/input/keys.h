// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace sunbooth::app::input {

/// A key of the tactile keypad or of a keyboard that a visitor plugs in (kiosk-ux R14): the arrows,
/// Return, Escape, F1 and Tab of USB.
enum class Key : std::uint8_t { Up, Down, Left, Right, Select, Back, Help, Tab, ShiftTab };

}  // namespace sunbooth::app::input

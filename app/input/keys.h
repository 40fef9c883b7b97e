// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

namespace sunbooth::app::input {

/// A key of the tactile keypad or of a keyboard that a visitor plugs in (kiosk-ux R14): the arrows,
/// Return, Escape, F1 and Tab of USB, and what a deployment's keypad sends besides (KeyMap).
enum class Key : std::uint8_t { Up, Down, Left, Right, Select, Back, Help, Tab, ShiftTab };

/// Keypads send codes of their own choice (kiosk-ux 1.8): USB usage to key, before the usual ones.
using KeyMap = std::map<std::uint16_t, Key>;

}  // namespace sunbooth::app::input

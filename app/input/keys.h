// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

namespace sunbooth::app::input {

/// A key of the tactile keypad or of a keyboard that a visitor plugs in (kiosk-ux R14): the arrows,
/// Return, Escape, F1 and Tab of USB, and what a deployment's keypad sends besides (KeyMap).
enum class Key : std::uint8_t {
    Up,
    Down,
    Left,
    Right,
    Select,
    Back,
    Help,
    Tab,
    ShiftTab,
    // For hearing: F2 to F9 and the volume keys of USB.
    Repeat,    ///< The last words once more.
    ReadPage,  ///< The whole page once more.
    Pause,
    Slower,
    Faster,
    Softer,
    Louder,
    Blank,   ///< The screen goes dark, or comes back.
    JackIn,  ///< Some keypads tell of the headset in their own jack as of a key.
    JackOut,
};
/// Whether a key moves about the page; the others are for hearing.
constexpr bool is_for_page(Key key) {
    return key <= Key::ShiftTab;
}

/// Keypads send codes of their own choice (kiosk-ux 1.8): USB usage to key, before the usual ones.
using KeyMap = std::map<std::uint16_t, Key>;

}  // namespace sunbooth::app::input

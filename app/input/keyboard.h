// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input/keys.h"
#include "sync/base/clock.h"
#include "sync/base/secret.h"

#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sunbooth::app::input {

// A keypad, a visitor's keyboard and a scanner all speak as USB keyboards. Strokes come as USB's
// own numbers (HID usage page 7), so that no layout and no input method of the system stands
// between: scanners type as on a US keyboard, and so do the keyboards that are sold here.
//
// A scanner is told apart by its pace alone: a character follows the last within 50 ms, at least
// four of them, and Return ends them. People type no four keys and Return at that pace. Characters
// therefore wait until 50 ms have passed without another before they count as typed.

/// One stroke: a key that went down.
struct Stroke {
    std::uint16_t usage = 0;
    bool shift = false;
    bool caps = false;  ///< Caps Lock is on; letters only.
    Instant at;
};
/// What it writes on a US keyboard, '\b' for the key that rubs out; nothing for other keys.
std::optional<char> character_of(const Stroke& stroke);
/// The stroke that writes an ASCII character.
std::optional<Stroke> stroke_of(char character);
/// By the names of `--drive`: up down left right select back help tab shift_tab return escape
/// space backspace, "usb:" and a usage, or one character.
std::optional<Stroke> stroke_named(std::string_view name);

/// A character that a person typed: printable ASCII, or '\b'.
struct Typed {
    char character;
    bool by_pad = false;  ///< A keypad's digit, from somebody who has typed no letter.
};
/// A whole text that a scanner read, without its Return.
struct Scan {
    SecretText text;
};
using Meaning = std::variant<Key, Typed, Scan>;

/// Turns strokes into what they mean. Pure; holds at most one burst, in wiping memory.
class StrokeReader {
public:
    explicit StrokeReader(KeyMap keypad = {}) : keypad_(std::move(keypad)) {}
    std::vector<Meaning> feed(const Stroke& stroke);
    /// What has waited long enough.
    std::vector<Meaning> tick(Instant now);
    /// When tick has something to say, if no stroke comes.
    std::optional<Instant> wake_at() const;
    void wipe();

private:
    void release(std::vector<Meaning>& out);
    std::optional<Key> key_of(const Stroke& stroke) const;

    KeyMap keypad_;
    SecretText burst_, pads_;  ///< pads_: 'p' for each character of the burst that a keypad wrote.
    bool letters_ = false;     ///< Who types letters has keys for them: digits mean themselves.
    Instant last_;
    bool flooded_ = false;  ///< Something lies on the keys: deaf until they rest.
};

}  // namespace sunbooth::app::input

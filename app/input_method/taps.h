// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace sunbooth::input_method {

/// Alphabets that the ten keys of a keypad write: a key pressed again gives its next letter.
enum class Alphabet { Latin, Capitals, Uyghur };

/// What a key writes, in the order of its presses; the digit itself comes last. Letters stand as on
/// every telephone (ITU-T E.161); Uyghur, which no telephone standard places, by its alphabet, four
/// a key. Empty: no such key.
std::span<const std::string_view> letters_on(Alphabet alphabet, char digit);

}  // namespace sunbooth::input_method

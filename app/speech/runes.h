// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"

#include <string_view>
#include <vector>

namespace sunbooth::app::speech {

/// Code points of words that may be a visitor's: overwritten when they are given back.
using Runes = std::vector<char32_t, WipingAllocator<char32_t>>;
using RuneView = std::basic_string_view<char32_t>;

inline RuneView view_of(const Runes& runes) {
    return {runes.data(), runes.size()};
}

/// Code points of UTF-8, without the invisible marks of direction (U+200E, U+200F, U+202A..E,
/// U+2066..9), which nobody says; a blank that holds its words together (U+00A0) is a blank. What
/// is not UTF-8 is left out.
Runes runes_of(std::string_view utf8);
void append_rune(SecretText& to, char32_t rune);

inline bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
inline bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/// What covers a character on the screen.
inline bool is_mask(char32_t c) {
    return c == '*' || c == U'•';
}
bool is_han(char32_t c);
bool is_arabic(char32_t c);

}  // namespace sunbooth::app::speech

// SPDX-License-Identifier: Apache-2.0
#include "app/speech/runes.h"

#include <unicode/utf8.h>

namespace sunbooth::app::speech {
namespace {

bool is_invisible(char32_t c) {
    return c == 0x200E || c == 0x200F || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

Runes runes_of(std::string_view utf8) {
    Runes runes;
    runes.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < size;) {
        std::int32_t rune = 0;
        U8_NEXT(bytes, at, size, rune);
        if (rune >= 0 && !is_invisible(static_cast<char32_t>(rune))) {
            runes.push_back(rune == U'\u00A0' ? U' ' : static_cast<char32_t>(rune));
        }
    }
    return runes;
}

void append_rune(SecretText& to, char32_t rune) {
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, rune);
    to.append({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
}

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_arabic(char32_t c) {
    return (c >= 0x0600 && c <= 0x06FF && c != U'،' && c != U'؟' && c != U'؛') ||
           (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

}  // namespace sunbooth::app::speech

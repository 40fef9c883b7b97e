// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/font_library.h"
#include "app/text/layout.h"

#include <string_view>

namespace sunbooth::app::text {

/// One paragraph in UTF-16, as ICU and HarfBuzz take it, with the way back to bytes.
struct Paragraph {
    Wiped<char16_t> units;
    Wiped<std::uint32_t> byte_of;  ///< Byte of each unit; one entry more for the end.
    bool rtl = false;              ///< Base direction.

    std::size_t size() const { return units.size(); }
};

/// Units [from, to) of one bidi level, script and font: what HarfBuzz can shape in one go.
struct Run {
    std::size_t from = 0, to = 0;
    std::uint8_t level = 0;
    std::int32_t script = 0;  ///< ICU's UScriptCode.
    std::uint16_t font = 0;
    bool operator==(const Run&) const = default;
};

/// Stands where no font has the character: the geta mark, as printers set it for a missing type. An
/// empty box would look like a fault of the screen (kiosk-ux V13).
inline constexpr char32_t kMissingMark = 0x3013;

/// `first_byte` is where the paragraph begins in the whole text. Broken UTF-8 becomes U+FFFD,
/// and control characters blanks.
Paragraph paragraph_of(std::string_view utf8, std::size_t first_byte);

/// Finds base direction and runs. `missing` counts characters that no font of the stack covers.
Wiped<Run> itemise(Paragraph& paragraph, const Style& style, const FontLibrary& fonts,
                   int& missing);

}  // namespace sunbooth::app::text

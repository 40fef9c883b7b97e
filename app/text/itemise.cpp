// SPDX-License-Identifier: Apache-2.0
#include "app/text/itemise.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace sunbooth::app::text {
namespace {

UBiDiLevel base_level(const Style& style) {
    const bool rtl = style.language == Language::Ug;
    if (style.free_text) return rtl ? UBIDI_DEFAULT_RTL : UBIDI_DEFAULT_LTR;
    return rtl ? 1 : 0;
}

Wiped<std::uint8_t> bidi_levels(Paragraph& paragraph, const Style& style) {
    const auto size = static_cast<std::int32_t>(paragraph.size());
    const std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), &ubidi_close);
    UErrorCode failed = U_ZERO_ERROR;
    ubidi_setPara(bidi.get(), paragraph.units.data(), size, base_level(style), nullptr, &failed);
    const UBiDiLevel* levels = ubidi_getLevels(bidi.get(), &failed);
    if (U_FAILURE(failed) != 0 || levels == nullptr)
        return Wiped<std::uint8_t>(paragraph.size(), 0);
    paragraph.rtl = (ubidi_getParaLevel(bidi.get()) & 1U) != 0;
    return {levels, levels + size};
}

/// The character at `at`, which moves past it. Paragraphs hold no lone surrogates.
UChar32 next_character(const Paragraph& paragraph, std::size_t& at) {
    const auto lead = static_cast<UChar32>(paragraph.units[at++]);
    if (lead < 0xD800 || lead > 0xDBFF || at == paragraph.size()) return lead;
    return 0x10000 + ((lead - 0xD800) << 10) +
           (static_cast<UChar32>(paragraph.units[at++]) - 0xDC00);
}

bool is_mark(UChar32 c) {
    return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

/// Picks fonts along a paragraph; remembers the one before, for what stays in it.
class FontPicker {
public:
    FontPicker(const FontLibrary& fonts, const Style& style, int& missing)
        : fonts_(fonts),
          stack_(fonts.stack(style.face, style.language)),
          latin_(style.language == Language::Ug ? fonts.stack(style.face, Language::En).front()
                                                : stack_.front()),
          missing_(missing),
          font_(stack_.front()) {}

    /// Marks and blanks stay in the font of what stands before them when it has them, invisible
    /// controls always. What no font has goes to the one that has the mark for such a gap.
    std::uint16_t pick(UChar32 c) {
        if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return font_;
        if ((is_mark(c) || u_isspace(c) != 0) && has(font_, c)) return font_;
        if (is_latin(c) && has(latin_, c)) return font_ = latin_;
        if (const auto found = first_with(c)) return font_ = *found;
        ++missing_;
        return first_with(kMissingMark).value_or(font_);
    }

private:
    /// In Uyghur, digits and Latin letters look as they do on every other page; what stands between
    /// digits goes with them.
    bool is_latin(UChar32 c) const {
        const bool letter =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return letter || (c < 0x80 && c > ' ' && font_ == latin_);
    }
    bool has(std::uint16_t font, UChar32 c) const {
        return fonts_.covers(font, static_cast<char32_t>(c));
    }
    std::optional<std::uint16_t> first_with(UChar32 c) const {
        const auto found = std::find_if(stack_.begin(), stack_.end(),
                                        [&](std::uint16_t font) { return has(font, c); });
        return found == stack_.end() ? std::nullopt : std::optional(*found);
    }

    const FontLibrary& fonts_;
    const std::vector<std::uint16_t>& stack_;
    const std::uint16_t latin_;
    int& missing_;
    std::uint16_t font_;
};

std::int32_t script_of(UChar32 c, std::int32_t former) {
    UErrorCode failed = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &failed);
    const bool own = U_SUCCESS(failed) != 0 && script != USCRIPT_COMMON &&
                     script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN;
    return own ? script : former;
}

/// Tabs, carriage returns and other controls have no glyph in any font: they are blanks. Line feeds
/// have divided the text before; bidi controls and joiners are of another kind and stay.
UChar32 visible(UChar32 c) {
    const auto kind = u_charType(c);
    const bool blank =
        kind == U_CONTROL_CHAR || kind == U_LINE_SEPARATOR || kind == U_PARAGRAPH_SEPARATOR;
    return blank && c != '\n' ? UChar32{' '} : c;
}

/// A paragraph that begins with punctuation or digits takes the script that follows them.
std::int32_t first_script(const Paragraph& paragraph) {
    for (std::size_t at = 0; at < paragraph.size();) {
        const std::int32_t script = script_of(next_character(paragraph, at), USCRIPT_COMMON);
        if (script != USCRIPT_COMMON) return script;
    }
    return USCRIPT_LATIN;
}

}  // namespace

Paragraph paragraph_of(std::string_view utf8, std::size_t first_byte) {
    Paragraph paragraph;
    paragraph.units.reserve(utf8.size());
    paragraph.byte_of.reserve(utf8.size() + 1);
    const auto size = static_cast<std::int32_t>(utf8.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    for (std::int32_t at = 0; at < size;) {
        const auto byte = static_cast<std::uint32_t>(first_byte) + static_cast<std::uint32_t>(at);
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        c = c < 0 ? 0xFFFD : visible(c);
        const int count = U16_LENGTH(c);
        paragraph.units.push_back(static_cast<char16_t>(count == 2 ? 0xD7C0 + (c >> 10) : c));
        if (count == 2) paragraph.units.push_back(static_cast<char16_t>(0xDC00 | (c & 0x3FF)));
        paragraph.byte_of.resize(paragraph.units.size(), byte);
    }
    paragraph.byte_of.push_back(static_cast<std::uint32_t>(first_byte + utf8.size()));
    return paragraph;
}

Wiped<Run> itemise(Paragraph& paragraph, const Style& style, const FontLibrary& fonts,
                   int& missing) {
    Wiped<Run> runs;
    if (paragraph.size() == 0) return runs;
    const Wiped<std::uint8_t> levels = bidi_levels(paragraph, style);
    FontPicker picker(fonts, style, missing);
    std::int32_t script = first_script(paragraph);
    // An icon is spelt by its name and drawn as one ligature: it is never taken apart.
    const bool icon = style.face == Face::Icons;
    for (std::size_t at = 0; at < paragraph.size();) {
        const std::size_t from = at;
        const UChar32 c = next_character(paragraph, at);
        script = script_of(c, script);
        const Run next{from, at, levels[from], script,
                       icon ? fonts.stack(style.face, style.language).front() : picker.pick(c)};
        const bool joins = !runs.empty() && runs.back().level == next.level &&
                           runs.back().script == next.script && runs.back().font == next.font;
        if (joins) {
            runs.back().to = at;
        } else {
            runs.push_back(next);
        }
    }
    return runs;
}

}  // namespace sunbooth::app::text

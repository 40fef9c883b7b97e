// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/compile/rare.h"

#include "app/input_method/pinyin/compile/dictionary.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <unicode/normalizer2.h>
#include <unicode/translit.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

namespace sunbooth::pinyin {
namespace {

constexpr float kRareCost = 24.0F;  ///< Nats; the rarest word of the lists has about 20.

bool is_han(char32_t code) {
    return (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF) ||
           (code >= 0x20000 && code <= 0x323AF && code / 0x400 != 0x2F800 / 0x400);
}

std::string utf8(char32_t code) {
    std::string text;
    icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(text);
    return text;
}

/// The Chinese characters that a face draws, in the order of their codes.
std::vector<char32_t> drawn_by(const std::string& font, long face) {
    FT_Library library = nullptr;
    FT_Face opened = nullptr;
    if (FT_Init_FreeType(&library) != 0 || FT_New_Face(library, font.c_str(), face, &opened) != 0)
        fail("cannot read the font " + font);
    std::vector<char32_t> all;
    FT_UInt glyph = 0;
    for (FT_ULong code = FT_Get_First_Char(opened, &glyph); glyph != 0;
         code = FT_Get_Next_Char(opened, code, &glyph)) {
        if (is_han(static_cast<char32_t>(code))) all.push_back(static_cast<char32_t>(code));
    }
    FT_Done_Face(opened);
    FT_Done_FreeType(library);
    if (all.size() < 20'000) fail(font + " is no Chinese font");
    std::sort(all.begin(), all.end());
    return all;
}

using Readings = std::map<std::string, std::vector<std::string>>;

/// Lines `text syllable logarithm` of one character.
Readings single_readings(const std::string& path) {
    std::ifstream file(path);
    Readings all;
    for (std::string raw; std::getline(file, raw);) {
        const auto parts = split(raw);
        if (parts.size() != 3 || parts[0].size() > 4 || parts[1].find('\'') != std::string::npos)
            continue;
        std::string sound = parts[1];
        if (sound == "lve" || sound == "nve") sound[1] = 'u';  // As the other list writes it.
        all[parts[0]].push_back(sound);
    }
    return all;
}

/// Reads characters one by one: toneless, ü as v.
class Transliteration {
public:
    Transliteration() {
        UErrorCode error = U_ZERO_ERROR;
        han_.reset(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, error));
        nfd_ = icu::Normalizer2::getNFDInstance(error);
        if (U_FAILURE(error) || !han_) fail("ICU does not transliterate Chinese");
    }
    std::string sound(char32_t code) const {
        icu::UnicodeString text(static_cast<UChar32>(code));
        han_->transliterate(text);
        UErrorCode error = U_ZERO_ERROR;
        const icu::UnicodeString parts = nfd_->normalize(text, error);
        std::string letters;
        for (int i = 0; i < parts.length() && U_SUCCESS(error); ++i) {
            constexpr char16_t kDiaeresis = 0x308;
            const char16_t unit = parts[i];
            if (unit >= 'a' && unit <= 'z') letters += static_cast<char>(unit);
            if (unit == kDiaeresis && letters.ends_with('u')) letters.back() = 'v';
        }
        if (letters == "lve" || letters == "nve") letters[1] = 'u';
        return letters;
    }

private:
    std::unique_ptr<icu::Transliterator> han_;
    const icu::Normalizer2* nfd_ = nullptr;
};

}  // namespace

void add_rare(Source& source, const std::string& libime, const std::string& font, long face) {
    std::set<std::string> known;
    for (const Source::Entry& entry : source.entries) {
        if (entry.syllables.size() == 1) known.insert(entry.text);
    }
    const Readings told = single_readings(libime);
    const Transliteration icu;
    for (const char32_t code : drawn_by(font, face)) {
        const std::string text = utf8(code);
        if (known.contains(text)) continue;
        const auto found = told.find(text);
        const std::vector<std::string> sounds =
            found == told.end() ? std::vector<std::string>{icu.sound(code)} : found->second;
        for (const std::string& sound : std::set<std::string>(sounds.begin(), sounds.end())) {
            const auto at =
                std::lower_bound(source.syllables.begin(), source.syllables.end(), sound);
            if (at == source.syllables.end() || *at != sound) continue;
            const auto number = static_cast<std::uint16_t>(at - source.syllables.begin());
            source.entries.push_back({text, {number}, kRareCost, 0});
        }
    }
}

}  // namespace sunbooth::pinyin

// SPDX-License-Identifier: Apache-2.0
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>
#include <hb-ot.h>
#include <hb.h>

#include <array>
#include <set>
#include <string>

using namespace sunbooth;
using namespace sunbooth::app::text;
using namespace sunbooth::app::text::tests;

namespace {

/// What the font file says about itself.
std::string family(Face face, Language language) {
    const std::uint16_t font = fonts().stack(face, language).front();
    std::array<char, 64> name{};
    unsigned size = name.size();
    hb_ot_name_get_utf8(hb_font_get_face(fonts().shaping(font, 40)), HB_OT_NAME_ID_FONT_FAMILY,
                        hb_language_from_string("en", -1), &size, name.data());
    return name.data();
}

std::set<std::uint16_t> fonts_in(const Layout& layout) {
    std::set<std::uint16_t> used;
    for (const PlacedGlyph& glyph : layout.glyphs()) used.insert(glyph.font);
    return used;
}

}  // namespace

TEST_CASE("fonts: each language and face begins with the font made for it") {
    CHECK(family(Face::Regular, Language::Zh) == "Noto Sans CJK SC");
    CHECK(family(Face::Bold, Language::Zh) == "Noto Sans CJK SC");
    CHECK(family(Face::Mono, Language::Zh) == "Noto Sans Mono CJK SC");
    CHECK(family(Face::Mono, Language::Ug) == "Noto Sans Mono CJK SC");
    CHECK(family(Face::Regular, Language::En) == "Noto Sans");
    CHECK(family(Face::Regular, Language::Ug) == "UKIJ Ekran");
    CHECK(family(Face::Bold, Language::Ug) == "UKIJ Tor");
    CHECK(fonts().stack(Face::Regular, Language::Zh).front() !=
          fonts().stack(Face::Bold, Language::Zh).front());
}

TEST_CASE("fonts: all letters of Uyghur and all digits are in the Uyghur fonts themselves") {
    for (const Face face : {Face::Regular, Face::Bold}) {
        const std::uint16_t font = fonts().stack(face, Language::Ug).front();
        for (const char32_t c :
             std::u32string_view(U"ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي0123456789-:،؟.")) {
            CAPTURE(static_cast<std::uint32_t>(c));
            CHECK(fonts().covers(font, c));
        }
    }
}

TEST_CASE("fonts: a word of another script takes its own font, character by character") {
    Rig rig;
    const auto mixed = rig.set("窗口 A102 ئۇيغۇرچە ✓ →", Language::Zh);
    CHECK(mixed->missing_glyphs() == 0);
    CHECK(fonts_in(*mixed).size() == 2);  // CJK has the Latin letters and signs too.
    const auto english = rig.set("Window 三 号", Language::En);
    CHECK(english->missing_glyphs() == 0);
    CHECK(fonts_in(*english).size() == 2);
    CHECK(fonts_in(*rig.set("Window", Language::En)).size() == 1);
}

TEST_CASE("fonts: a bold text falls back to regular fonts before it loses a character") {
    Rig rig;
    Style style;
    style.face = Face::Bold;
    for (const Language language : domain::kLanguages) {
        style.language = language;
        CHECK(rig.shaper.layout("窗口 Window ئۇيغۇر 𠮷 ⚠ 🌣", style)
                  ->missing_glyphs() == 0);
    }
}

TEST_CASE("fonts: rare hanzi are drawn where the font has them") {
    Rig rig;
    for (const char* name : {"𠮷", "𠀋", "㐂", "𫖯", "𬭎"}) {
        CAPTURE(name);
        const auto layout = rig.set(name, Language::Zh);
        CHECK(layout->missing_glyphs() == 0);
        REQUIRE(layout->glyphs().size() == 1);
        CHECK(layout->ink().w > 20);
    }
}

TEST_CASE("fonts: what no font covers is counted and painted as a geta mark, never as a box") {
    Rig rig;
    struct Row {
        const char* text;
        int missing;
    };
    for (const Language language : domain::kLanguages) {
        const auto geta = rig.set("〓", language)->glyphs().front();
        // Signs outside all planes of words, a rare hanzi that Noto lacks, an emoji, Tibetan
        // vowels.
        for (const Row& row : {Row{"\U0010FFFD", 1}, Row{"𪚥", 1}, Row{"🦀", 1}, Row{"བོད", 3},
                               Row{"\U000E0FFF\U0010FFFD", 1}}) {
            CAPTURE(std::string(row.text));
            const auto layout = rig.set(row.text, language);
            CHECK(layout->missing_glyphs() == row.missing);
            int marks = 0;
            for (const PlacedGlyph& glyph : layout->glyphs()) {
                CHECK(glyph.glyph != 0);
                marks += glyph.glyph == geta.glyph && glyph.font == geta.font ? 1 : 0;
            }
            CHECK(marks == row.missing);
        }
    }
}

TEST_CASE("fonts: tabs, carriage returns and other controls are blanks") {
    Rig rig;
    for (const char* text : {"a\tb", "a\rb",
                             "a\x01"
                             "b",
                             "a\xE2\x80\xA8"
                             "b"}) {
        for (const Language language : domain::kLanguages) {
            const auto layout = rig.set(text, language);
            CHECK(layout->missing_glyphs() == 0);
            CHECK(layout->width() == doctest::Approx(rig.set("a b", language)->width()));
        }
    }
    CHECK(rig.set("一行\r\n二行", Language::Zh)->line_count() == 2);
}

TEST_CASE("fonts: an icon is one glyph, and a name without an icon counts as missing") {
    Rig rig;
    Style style;
    style.face = Face::Icons;
    for (const char* name : {"search", "arrow_back", "check", "error", "wifi", "wb_sunny"}) {
        CAPTURE(name);
        const auto layout = rig.shaper.layout(name, style);
        CHECK(layout->glyphs().size() == 1);
        CHECK(layout->missing_glyphs() == 0);
        CHECK(layout->ink().w > 0);
    }
    for (const char* name : {"serach", "arrow-back", ""}) {
        CAPTURE(name);
        CHECK(rig.shaper.layout(name, style)->missing_glyphs() > 0);
    }
}

TEST_CASE("fonts: a missing font takes its own language away and no other") {
    constexpr std::string_view kList = R"toml(
        [[font]]
        file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
        index = 2
        face = "regular"
        languages = ["zh-CN", "en"]
        [[font]]
        file = "/nowhere/UKIJEkran.ttf"
        index = 0
        face = "regular"
        languages = ["ug"]
    )toml";
    const auto library = FontLibrary::open(kList);
    REQUIRE(library.ok());
    CHECK(library.value()->shows(Language::Zh));
    CHECK(library.value()->shows(Language::En));
    CHECK_FALSE(library.value()->shows(Language::Ug));
    REQUIRE(library.value()->missing().size() == 1);
    CHECK(library.value()->missing()[0].find("/nowhere/UKIJEkran.ttf") != std::string::npos);
    for (const Language language : domain::kLanguages) CHECK(fonts().shows(language));
    CHECK(fonts().missing().empty());
}

TEST_CASE("fonts: without any font the start is refused, with the file and what to do") {
    const auto library = FontLibrary::open(R"toml(
        [[font]]
        file = "/nowhere/NotoSansCJK-Regular.ttc"
        index = 2
        face = "regular"
        languages = ["zh-CN"]
    )toml");
    REQUIRE_FALSE(library.ok());
    CHECK(library.error().line().find("/nowhere/NotoSansCJK-Regular.ttc") != std::string::npos);
    CHECK(library.error().line().find("install its font package") != std::string::npos);
}

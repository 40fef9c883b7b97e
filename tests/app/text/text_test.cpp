// SPDX-License-Identifier: Apache-2.0
#include "app/text/atlas.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "sync/base/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app::text;

namespace {

FontLibrary& fonts() {
    static const std::unique_ptr<FontLibrary> library = [] {
        auto opened = FontLibrary::open();
        REQUIRE_MESSAGE(opened.ok(), opened.error().line());
        return std::move(opened).value();
    }();
    return *library;
}

struct Rig {
    Shaper shaper{fonts()};
    std::shared_ptr<const Layout> set(std::string_view text, Language language, float wrap = 0) {
        Style style;
        style.language = language;
        style.wrap_px = wrap;
        style.em_px = 40;
        return shaper.layout(text, style);
    }
};

std::vector<std::uint32_t> glyph_ids(const Layout& layout) {
    std::vector<std::uint32_t> ids;
    for (const PlacedGlyph& glyph : layout.glyphs()) ids.push_back(glyph.glyph);
    return ids;
}

/// The middle of the painted character that begins at `at`.
float x_of(const Layout& layout, std::string_view text, std::size_t at) {
    return (layout.caret(at).x + layout.caret(next_grapheme(text, at)).x) / 2;
}

}  // namespace

TEST_CASE(
    "text: an isolated number keeps its order inside Uyghur, and without isolates it does not") {
    Rig rig;
    const std::string number = "0991-12345";
    const std::string before = "تېلېفون ";
    const std::string plain = before + number;
    const std::string isolated = before + isolate(number);
    const auto wrong = rig.set(plain, Language::Ug);
    const auto right = rig.set(isolated, Language::Ug);
    const std::size_t start = isolated.find(number);
    for (std::size_t i = 0; i + 2 < number.size(); ++i) {
        CHECK(x_of(*right, isolated, start + i) < x_of(*right, isolated, start + i + 1));
    }
    CHECK(x_of(*wrong, plain, before.size()) > x_of(*wrong, plain, before.size() + 5));
    CHECK(x_of(*right, isolated, 0) > x_of(*right, isolated, start));  // The word stands right.
}

TEST_CASE("text: Uyghur letters join, so a letter alone is another glyph") {
    Rig rig;
    const auto joined = glyph_ids(*rig.set("بىب", Language::Ug));
    const auto alone = glyph_ids(*rig.set("ب", Language::Ug));
    REQUIRE(joined.size() == 3);
    CHECK(joined[0] != alone[0]);
    CHECK(joined[2] != alone[0]);
    CHECK(joined[0] != joined[2]);
}

TEST_CASE("text: no Chinese line begins with a closing mark, and none is wider than the wrap") {
    Rig rig;
    const std::string text =
        "上午十点到现在，三号窗口没有人，问了两次都说“马上来”。我带孩子等了两个小时，希望能说明原因"
        "。";
    for (float wrap = 60; wrap < 900; wrap += 7) {
        CAPTURE(wrap);
        const auto layout = rig.set(text, Language::Zh, wrap);
        CHECK(layout->width() <= wrap);
        CHECK_FALSE(layout->overflows());
        for (int line = 0; line < layout->line_count(); ++line) {
            const float y = (static_cast<float>(line) + 0.5F) * layout->height() /
                            static_cast<float>(layout->line_count());
            const std::size_t first = layout->byte_at({0, y});
            const std::string head = text.substr(first, 3);
            CHECK_MESSAGE((wrap < 130 || (head != "，" && head != "。" && head != "”")), head);
        }
    }
}

TEST_CASE("text: rare hanzi of Extension B are drawn, and an unknown sign is counted") {
    Rig rig;
    CHECK(rig.set("𠮷𠀋", Language::Zh)->missing_glyphs() == 0);
    CHECK(rig.set("窗口 A102 ئۇيغۇرچە", Language::En)->missing_glyphs() == 0);
    CHECK(rig.set("\U000E0FFF\U0010FFFD", Language::Zh)->missing_glyphs() == 1);
}

TEST_CASE("text: caret and byte find each other over graphemes of all scripts") {
    Rig rig;
    for (const char* text : {"窗口没人", "Window 3", "ئۇيغۇرچە", "سالام", "é👍🏽x"}) {
        CAPTURE(text);
        const std::string_view words = text;
        const auto layout = rig.set(words, words[0] == '\xD8' ? Language::Ug : Language::Zh);
        for (std::size_t at = 0; at <= words.size(); at = next_grapheme(words, at)) {
            const Box caret = layout->caret(at);
            const std::size_t back = layout->byte_at({caret.x, 5});
            CHECK(layout->caret(back).x == doctest::Approx(caret.x).epsilon(0.01));
            if (at == words.size()) break;
        }
    }
}

TEST_CASE("text: Backspace takes a whole grapheme") {
    const std::string text = "a👍🏽窗e\xCC\x81";
    std::vector<std::size_t> borders;
    for (std::size_t at = text.size(); at > 0; at = former_grapheme(text, at))
        borders.push_back(at);
    CHECK(borders == std::vector<std::size_t>{15, 12, 9, 1});
    CHECK(former_grapheme(text, 0) == 0);
    CHECK(next_grapheme(text, text.size()) == text.size());
}

TEST_CASE("text: icons are one glyph each") {
    Rig rig;
    Style style;
    style.face = Face::Icons;
    for (const char* name : {"search", "arrow_back", "check", "error", "wifi"}) {
        CAPTURE(name);
        CHECK(rig.shaper.layout(name, style)->glyphs().size() == 1);
    }
}

TEST_CASE("text: wiping forgets every layout") {
    Rig rig;
    const auto held = rig.set("窗口没人", Language::Zh);
    CHECK(rig.set("窗口没人", Language::Zh) == held);
    rig.shaper.wipe();
    CHECK(rig.set("窗口没人", Language::Zh) != held);
}

TEST_CASE("text: an empty text and line feeds have lines and carets") {
    Rig rig;
    CHECK(rig.set("", Language::Zh)->line_count() == 1);
    const auto two = rig.set("甲\n乙", Language::Zh);
    CHECK(two->line_count() == 2);
    CHECK(two->caret(4).y > two->caret(0).y);
    CHECK(rig.set("甲\n", Language::Zh)->caret(4).y > 0);
}

TEST_CASE("text: the blank that ends a visitor's line hangs over the wrap and overflows nothing") {
    Rig rig;
    Style style;
    style.em_px = 40;
    style.language = Language::En;
    style.free_text = true;
    for (const std::string_view language_words : {"aaaa aaaa", "ئائا ئائا"}) {
        style.wrap_px = 0;
        const std::string first(language_words.substr(0, language_words.find(' ')));
        style.wrap_px = rig.shaper.layout(first, style)->width() + 1;  // Room for no blank.
        const auto layout = rig.shaper.layout(language_words, style);
        CHECK(layout->line_count() == 2);
        CHECK_FALSE(layout->overflows());
        CHECK(layout->width() <= style.wrap_px);
    }
}

TEST_CASE("text: random paragraphs of all scripts, controls and broken bytes do no harm") {
    Rig rig;
    SeededRandom random(5);
    const std::vector<std::string> pool = {"窗",
                                           "口",
                                           "，",
                                           "。",
                                           " ",
                                           "\n",
                                           "A",
                                           "z",
                                           "9",
                                           "-",
                                           "ئ",
                                           "ۇ",
                                           "ي",
                                           "لا",
                                           "\xE2\x81\xA8",
                                           "\xE2\x81\xA9",
                                           "\xE2\x80\xAE",
                                           "\xE2\x80\x8F",
                                           "\xFF",
                                           "\xC3",
                                           "\xED\xA0\x80",
                                           "𠮷",
                                           "👍🏽",
                                           "e\xCC\x81",
                                           "བོད",
                                           "\xE2\x80\x8B",
                                           "\t"};
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (auto left = random.between(0, 60); left > 0; --left) {
            text += pool[random.between(0, pool.size() - 1)];
        }
        Style style;
        style.language = static_cast<Language>(random.between(0, 2));
        style.wrap_px = static_cast<float>(random.between(0, 400));
        style.free_text = random.between(0, 1) == 1;
        const auto layout = rig.shaper.layout(text, style);
        CHECK(layout->line_count() >= 1);
        CHECK(layout->byte_at(layout->caret(text.size()).x > 0 ? Point{1, 1} : Point{}) <=
              text.size());
    }
}

namespace {

/// Pages in memory, to look at what the atlas did.
class MemorySink final : public TextureSink {
public:
    std::uintptr_t make_page(int) override { return ++made; }
    void upload(std::uintptr_t, int x, int y, const Bitmap& bitmap) override {
        CHECK(x + bitmap.width <= 2048);
        CHECK(y + bitmap.height <= 2048);
        ++uploads;
    }
    void clear(std::uintptr_t, int) override { ++cleared; }
    std::uintptr_t made = 0;
    int uploads = 0;
    int cleared = 0;
};

}  // namespace

TEST_CASE(
    "atlas: a glyph is rasterised once, pages stay bounded and a used page is never emptied") {
    MemorySink sink;
    GlyphAtlas atlas(fonts(), sink, 3);
    const std::uint16_t font = fonts().stack(Face::Regular, Language::Zh).front();
    CHECK(atlas.slot(font, 5000, 60).has_value());
    CHECK(atlas.slot(font, 5000, 60).has_value());
    CHECK(sink.uploads == 1);
    for (int frame = 0; frame < 60; ++frame) {
        atlas.begin_frame();
        for (std::uint32_t i = 0; i < 150; ++i) {
            const auto glyph = static_cast<std::uint32_t>(2000 + frame * 150) + i;
            CHECK((atlas.slot(font, glyph, 96).has_value() ||
                   fonts().rasterise(font, glyph, 96).width == 0));
        }
    }
    CHECK(atlas.page_count() == 3);
    CHECK(sink.cleared > 0);
    CHECK(atlas.refused() == 0);
}

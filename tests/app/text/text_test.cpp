// SPDX-License-Identifier: Apache-2.0
#include "sync/base/random.h"
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace sunbooth;
using namespace sunbooth::app::text;
using namespace sunbooth::app::text::tests;

namespace {

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

TEST_CASE("text: a tap on a character means its nearer side, also where two directions meet") {
    Rig rig;
    for (const char* text :
         {"窗口没人", "3号窗 Window", "ئۇيغۇرچە", "بالا", "3号 بالا ok", "«ab بم cd»"}) {
        for (const Language language : {Language::Zh, Language::Ug}) {
            const std::string_view words = text;
            CAPTURE(text);
            const auto layout = rig.set(words, language);
            for (std::size_t at = 0; at < words.size(); at = next_grapheme(words, at)) {
                const std::size_t to = next_grapheme(words, at);
                CAPTURE(at);
                const auto pieces = layout->boxes(at, to);
                REQUIRE(pieces.size() == 1);
                const Box& box = pieces.front();
                if (box.w < 6) continue;  // Both sides are one place to a finger.
                const std::size_t left = layout->byte_at({box.x + box.w * 0.3F, 5});
                const std::size_t right = layout->byte_at({box.x + box.w * 0.7F, 5});
                CHECK(std::min(left, right) == at);
                CHECK(std::max(left, right) == to);
            }
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

TEST_CASE("text: an empty text and line feeds have lines and carets") {
    Rig rig;
    CHECK(rig.set("", Language::Zh)->line_count() == 1);
    const auto two = rig.set("甲\n乙", Language::Zh);
    CHECK(two->line_count() == 2);
    CHECK(two->caret(4).y > two->caret(0).y);
    CHECK(rig.set("甲\n", Language::Zh)->caret(4).y > 0);
}

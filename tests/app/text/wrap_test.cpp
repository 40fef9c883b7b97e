// SPDX-License-Identifier: Apache-2.0
#include "app/text/layout.h"
#include "sync/base/random.h"
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace sunbooth;
using namespace sunbooth::app::text;
using namespace sunbooth::app::text::tests;

namespace {

bool is_border(std::string_view text, std::size_t at) {
    return at == 0 || at == text.size() || next_grapheme(text, former_grapheme(text, at)) == at;
}

/// Hanzi, letters, marks, ligatures, bidi controls, emoji, line feeds and broken UTF-8.
std::string random_text(SeededRandom& random) {
    static const std::vector<std::string> pool = {"窗",
                                                  "口",
                                                  "，",
                                                  "。",
                                                  " ",
                                                  "  ",
                                                  "\n",
                                                  "A",
                                                  "fi",
                                                  "V",
                                                  "9",
                                                  "-",
                                                  "ئ",
                                                  "ۇ",
                                                  "ي",
                                                  "لا",
                                                  "ل",
                                                  "ا",
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
                                                  "\t",
                                                  "\xE2\x80\x8D",
                                                  "ئالا"};
    std::string text;
    for (auto left = random.between(0, 60); left > 0; --left) {
        text += pool[random.between(0, pool.size() - 1)];
    }
    return text;
}

/// Lines follow each other, hold each byte once, and are no wider than the wrap.
void check_lines(const SetText& set, std::string_view text, const Style& style) {
    REQUIRE(set.line_count() >= 1);
    std::size_t former = 0;
    for (const Line& line : set.lines) {
        CHECK(line.from >= former);
        CHECK(line.to >= line.from);
        former = line.to;
        std::vector<bool> painted(text.size() + 1);
        float left = 1e9F;
        float right = -1e9F;
        for (std::size_t i = line.first; i < line.last; ++i) {
            const Cluster& cluster = set.clusters[i];
            for (std::size_t at = cluster.from; at < cluster.to; ++at) {
                CHECK_FALSE(painted[at]);
                painted[at] = true;
            }
            if (cluster.from >= line.to) continue;  // A blank that hangs over the wrap.
            left = std::min(left, cluster.left);
            right = std::max(right, cluster.right);
        }
        for (std::size_t at = line.from; at < line.to; ++at) CHECK(painted[at]);
        const bool bounded = style.wrap_px > 0 && !set.overflows();
        if (bounded && right > left) CHECK(right - left <= style.wrap_px + 1);
    }
    CHECK(former <= text.size());
}

/// Wherever a caret stands, a touch there finds a place that looks the same.
void check_carets(const SetText& set, std::string_view text) {
    for (std::size_t at = 0;; at = next_grapheme(text, at)) {
        const Box caret = set.caret(at);
        const std::size_t back = set.byte_at({caret.x, caret.y + caret.h / 2});
        CHECK(back <= text.size());
        CHECK(set.caret(back).x == doctest::Approx(caret.x).epsilon(0.01));
        if (at >= text.size()) return;
    }
}

}  // namespace

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

TEST_CASE("wrap: a word too wide for the line breaks between graphemes, and nowhere else") {
    Rig rig;
    for (const char* word :
         {"https://xinjiang.example/a/very/long/way", "ئۇنىۋېرسىتېتلاردىكىلەرنىڭ",
          "x\u0301x\u0301x\u0301x\u0301x\u0301x\u0301x\u0301x\u0301x\u0301"}) {
        const std::string_view text = word;
        const Language language = text[0] == '\xD8' ? Language::Ug : Language::En;
        for (float wrap = 40; wrap < 300; wrap += 13) {
            CAPTURE(wrap);
            const auto layout = rig.set(text, language, wrap);
            const auto& set = dynamic_cast<const SetText&>(*layout);
            CHECK_FALSE(layout->overflows());
            CHECK(layout->width() <= wrap + 1);
            std::size_t former = 0;
            for (const Line& line : set.lines) {
                CHECK(line.from == former);
                CHECK(is_border(text, line.from));
                former = line.to;
            }
            CHECK(former == text.size());
        }
    }
}

TEST_CASE("wrap: a Uyghur word that a line break cuts keeps the forms of its letters") {
    Rig rig;
    const std::string word = "ھەققىدىكى";
    const auto whole = glyph_ids(*rig.set(word, Language::Ug));
    const auto cut = rig.set(word, Language::Ug, rig.set(word, Language::Ug)->width() * 0.6F);
    REQUIRE(cut->line_count() == 2);
    auto sorted = [](std::vector<std::uint32_t> ids) {
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    CHECK(sorted(glyph_ids(*cut)) == sorted(whole));
}

TEST_CASE("wrap: a line that ends inside a word says so, one between words or Hanzi does not") {
    Rig rig;
    CHECK(rig.set("Satisfaction", Language::En, 120)->breaks_words());
    CHECK(rig.set("تاپشۇرۇۋېلىندى", Language::Ug, 120)->breaks_words());
    CHECK_FALSE(rig.set("Very good", Language::En, 120)->breaks_words());
    CHECK_FALSE(rig.set("窗口没有人在办事", Language::Zh, 120)->breaks_words());
    CHECK_FALSE(rig.set("Satisfaction", Language::En)->breaks_words());
}

TEST_CASE("wrap: one cluster wider than the box overflows, and says so") {
    Rig rig;
    const auto layout = rig.set("窗口", Language::Zh, 30);
    CHECK(layout->line_count() == 2);
    CHECK(layout->overflows());
}

TEST_CASE("wrap: centred lines stand in the middle, and the ink box holds what is painted") {
    Rig rig;
    Style style;
    style.em_px = 40;
    style.wrap_px = 400;
    style.align = Align::Center;
    const auto layout = rig.shaper.layout("国\n国国国国国", style);
    REQUIRE(layout->glyphs().size() == 6);
    CHECK(layout->glyphs()[0].x == doctest::Approx(180));
    CHECK(layout->glyphs()[1].x == doctest::Approx(100));
    const Box ink = layout->ink();
    CHECK(ink.x > 99);
    CHECK(ink.x + ink.w < 301);
    CHECK(ink.w > 190);
    // Optical centring: the ink of 国 lies in the middle of its line.
    const Box one = rig.set("国", Language::Zh)->ink();
    CHECK(one.y + one.h / 2 == doctest::Approx(30).epsilon(0.06));
}

TEST_CASE("wrap: the isolate marks and every other byte belong to exactly one line") {
    Rig rig;
    SeededRandom random(5);
    for (int round = 0; round < rounds(20'000); ++round) {
        CAPTURE(round);
        const std::string text = random_text(random);
        Style style;
        style.language = static_cast<Language>(random.between(0, 2));
        style.align = static_cast<Align>(random.between(0, 2));
        style.wrap_px = static_cast<float>(random.between(0, 400));
        style.free_text = random.between(0, 1) == 1;
        const auto layout = rig.shaper.layout(text, style);
        const auto& set = dynamic_cast<const SetText&>(*layout);
        check_lines(set, text, style);
        if (round % 16 == 0) check_carets(set, text);
    }
}

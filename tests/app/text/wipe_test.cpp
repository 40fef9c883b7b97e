// SPDX-License-Identifier: Apache-2.0
// After the wipe a visitor's words are nowhere in this process: its memory is searched for the
// UTF-8, the UTF-16, the code points and the glyph numbers in every structure that holds them.
#include "tests/app/text/memory.h"
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunbooth;
using namespace sunbooth::app::text;
using namespace sunbooth::app::text::tests;

namespace {

/// Sets the text as a field would while it is typed, with Backspaces, and tells where its words
/// may lie.
std::vector<Needle> type_into(Shaper& shaper, const Secret<char16_t>& units) {
    const SecretText text = utf8_of(units);
    Style style;
    style.em_px = 40;
    style.wrap_px = 200;
    style.free_text = true;
    for (std::size_t at = 3; at <= text.size(); at += 3) {
        shaper.layout(text.view().substr(0, at), style);
        CHECK(former_grapheme(text.view(), at) == at - 3);
    }
    Secret<std::uint32_t> glyphs;
    for (const PlacedGlyph& glyph : shaper.layout(text.view(), style)->glyphs()) {
        CHECK(glyph.glyph != 0);
        glyphs.push_back(glyph.glyph);
    }
    return {
        needle("UTF-8", 1, 1, text.view()),
        needle("UTF-16", 2, 2, units),
        needle("code points", 4, 4, units),
        needle("code points in HarfBuzz's buffer", 4, 20, units),
        needle("glyphs", 4, 4, glyphs),
        needle("glyphs of a layout", 4, sizeof(PlacedGlyph), glyphs),
        needle("glyphs in HarfBuzz's buffer", 4, 20, glyphs),
    };
}

}  // namespace

// The address sanitizer keeps freed memory on purpose and fills the process with its own.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kSearchesMemory = false;
#else
constexpr bool kSearchesMemory = true;
#endif

TEST_CASE("wipe: a visitor's words are nowhere in memory" * doctest::skip(!kSearchesMemory)) {
    Rig rig;
    const std::vector<Needle> needles = type_into(rig.shaper, secret_units());
    // The search is not blind: before the wipe it finds the cache's key, a layout and the buffer.
    CHECK(is_in_process(needles[0]));
    CHECK(is_in_process(needles[5]));
    CHECK(is_in_process(needles[6]));
    rig.shaper.wipe();
    for (const Needle& one : needles) {
        CAPTURE(std::string(one.what));
        CHECK(finds_in_process(one) == 0);
    }
}

TEST_CASE("wipe: every layout is made again") {
    Rig rig;
    const auto held = rig.set("窗口没人", Language::Zh);
    CHECK(rig.set("窗口没人", Language::Zh) == held);
    rig.shaper.wipe();
    CHECK(rig.set("窗口没人", Language::Zh) != held);
}

TEST_CASE("cache: it is bounded, and what was used last stays") {
    Rig rig;
    const auto kept = rig.set("窗口", Language::Zh);
    const std::weak_ptr<const Layout> first = rig.set("甲", Language::Zh);
    for (int i = 0; i < 40'000; ++i) {
        rig.set(std::to_string(i), Language::En);
        if (i % 100 == 0) CHECK(rig.set("窗口", Language::Zh) == kept);
    }
    CHECK(first.expired());
}

// SPDX-License-Identifier: Apache-2.0
// What was written is taken back change by change: each leads to the words, the caret and the
// selection that were there before it.
#include "app/input_method/writing.h"
#include "app/text/text.h"
#include "sync/base/mutant.h"
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

using namespace sunbooth;
using namespace sunbooth::input_method;

namespace {

using Dice = std::mt19937_64;

constexpr std::array kCharacters = {"窗", "口", "a",  "7",  "e\u0301", "ئ",
                                    "ۇ",  " ",  "\n", "，", "𠮷",      "ا\u0653"};

/// What the words, the caret and the anchor were.
struct Stood {
    std::string text;
    std::size_t caret = 0, anchor = 0;
    explicit Stood(const Writing& writing)
        : text(writing.text.view()), caret(writing.caret), anchor(writing.anchor) {}
    bool operator==(const Stood&) const = default;
};

/// Somebody types, rubs out, taps, steps about or clears it all.
void act(Dice& dice, Writing& writing) {
    constexpr std::size_t kLengthMax = 60;
    const std::string_view words = writing.text.view();
    const auto put = [&](app::text::Span span, std::string_view added) {
        CHECK(replace(writing, span, added, kLengthMax) != Change::None);
    };
    const std::size_t what = dice() % 12;
    if (what < 5) return put(typed_over(writing), kCharacters[dice() % kCharacters.size()]);
    if (what < 8) return put(rubbed_out(writing), "");
    if (what == 11) return put({0, words.size()}, "");
    if (what == 10) return step(writing, dice() % 2 == 0, app::text::Language::Ug);
    std::size_t at = 0;
    for (std::size_t n = dice() % 10; n > 0 && at < words.size(); --n) {
        at = app::text::next_grapheme(words, at);
    }
    tap(writing, at);
    if (what == 9) tap(writing, at);
}

/// Acts at random, now and then one is taken back. False: something else than before stood there.
bool takes_back(std::uint64_t seed, int acts) {
    Dice dice(seed);
    Writing writing;
    std::vector<Stood> before;  // Of every change that can be taken back.
    const auto back = [&] {
        if (!take_back(writing) || Stood(writing) != before.back()) return false;
        before.pop_back();
        return true;
    };
    for (int i = 0; i < acts; ++i) {
        if (dice() % 6 == 0 && !before.empty()) {
            if (!back()) return false;
            continue;
        }
        const Stood here(writing);
        const std::size_t known = writing.past.size();
        act(dice, writing);
        if (writing.past.size() > known) before.push_back(here);
    }
    while (!before.empty()) {
        if (!back()) return false;
    }
    return writing.past.empty() && writing.text.empty();
}

}  // namespace

TEST_CASE("writing: whatever was done is taken back, change by change, to the empty page") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        CHECK(takes_back(seed, 190));
    }
    const MutantScope scope("writing.undo_leaves_the_caret");
    CHECK_FALSE(takes_back(1, 190));
}

TEST_CASE("writing: a row of Backspaces is one change, clearing another, and so many are kept") {
    Writing writing;
    REQUIRE(replace(writing, {0, 0}, "窗口没人", 500) == Change::Done);
    for (int i = 0; i < 2; ++i) {
        REQUIRE(replace(writing, rubbed_out(writing), "", 500) == Change::Done);
    }
    REQUIRE(replace(writing, {0, 6}, "", 500) == Change::Done);
    CHECK(take_back(writing));
    CHECK(writing.text.view() == "窗口");
    CHECK(take_back(writing));
    CHECK(writing.text.view() == "窗口没人");
    CHECK(writing.caret == 12);
    CHECK(take_back(writing));
    CHECK(writing.text.empty());
    CHECK_FALSE(take_back(writing));
    REQUIRE(replace(writing, rubbed_out(writing), "", 500) == Change::Done);
    CHECK(writing.past.empty());  // Nothing stood before the caret.
    for (std::size_t i = 0; i < Writing::kPastMax + 7; ++i) {
        REQUIRE(replace(writing, typed_over(writing), "a", 500) == Change::Done);
    }
    CHECK(writing.past.size() == Writing::kPastMax);
    writing.wipe();
    CHECK(writing.past.empty());
    REQUIRE(replace(writing, typed_over(writing), "a", 500) == Change::Done);
    const MutantScope scope("writing.past_stays");
    writing.wipe();
    CHECK_FALSE(writing.past.empty());
}

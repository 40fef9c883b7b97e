// SPDX-License-Identifier: Apache-2.0
// Writing at random against a model that knows nothing of bytes: a list of characters, a caret and
// an anchor between them. And the order on the glass, against a model of its own.
#include "app/input_method/writing.h"

#include "sync/base/mutant.h"
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace sunbooth;
using namespace sunbooth::input_method;
using app::text::Language;
using app::text::Span;

namespace {

using Dice = std::mt19937_64;

std::size_t roll(Dice& dice, std::size_t sides) {
    return static_cast<std::size_t>(dice() % sides);
}

/// Each is one character to a reader, whatever it is made of, also beside any other of them.
constexpr std::array kCharacters = {
    "窗", "口", "a", "Z",  "7",  "é", "e\u0301", "ئ",  "ۇ",       "ي",  "ڭ",
    "،",  ".",  " ", "\n", "，", "(", "«",       "𠮷", "ا\u0653", "한", "\u0926\u093F"};

/// What a person means: characters, and places between them.
struct Model {
    std::vector<std::string> characters;
    std::size_t caret = 0, anchor = 0;

    std::size_t from() const { return std::min(caret, anchor); }
    std::size_t to() const { return std::max(caret, anchor); }
    std::string text() const {
        std::string all;
        for (const std::string& one : characters) all += one;
        return all;
    }
    std::size_t byte(std::size_t place) const {
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < place; ++i) bytes += characters[i].size();
        return bytes;
    }
    std::size_t place(std::size_t byte) const {
        std::size_t at = 0;
        std::size_t bytes = 0;
        while (bytes < byte) bytes += characters.at(at++).size();
        REQUIRE(bytes == byte);  // A border, and not the inside of a character.
        return at;
    }
    void take(std::size_t first, std::size_t last) {
        characters.erase(characters.begin() + static_cast<std::ptrdiff_t>(first),
                         characters.begin() + static_cast<std::ptrdiff_t>(last));
        caret = anchor = first;
    }
    void type(std::string character) {
        take(from(), to());
        characters.insert(characters.begin() + static_cast<std::ptrdiff_t>(caret),
                          std::move(character));
        anchor = ++caret;
    }
    void rub_out() {
        if (caret != anchor) return take(from(), to());
        if (caret > 0) take(caret - 1, caret);
    }
};

bool is_same(const Writing& writing, const Model& model) {
    return writing.text.view() == model.text() && writing.caret == model.byte(model.caret) &&
           writing.anchor == model.byte(model.anchor);
}

/// Stops of a line of strong letters only, from left to right. Runs against the line's direction
/// are turned round, and the line itself when it runs to the left: all that bidi does to letters.
std::vector<std::size_t> stops_of(const std::string& kinds) {
    const bool rtl = kinds.front() == 'R';
    std::vector<std::size_t> order;  // Characters, from left to right.
    for (std::size_t i = 0; i < kinds.size();) {
        std::size_t end = i;
        while (end < kinds.size() && kinds[end] == kinds[i]) ++end;
        std::vector<std::size_t> run;
        for (; i < end; ++i) run.push_back(i);
        if (kinds[run.front()] == 'R') std::reverse(run.begin(), run.end());
        order.insert(rtl ? order.begin() : order.end(), run.begin(), run.end());
    }
    std::vector<std::pair<std::size_t, std::size_t>> stops;  // Place, border.
    for (std::size_t place = 0; place < order.size(); ++place) {
        const bool left = kinds[order[place]] == 'R';
        stops.emplace_back(place + (left ? 1 : 0), order[place]);
        if (order[place] + 1 == kinds.size()) {
            stops.emplace_back(place + (left ? 0 : 1), kinds.size());
        }
    }
    std::sort(stops.begin(), stops.end());
    std::vector<std::size_t> borders;
    for (const auto& [place, border] : stops) borders.push_back(border);
    return borders;
}

}  // namespace

namespace {

/// One act of somebody who types, rubs out, taps or steps about. False: bytes and characters
/// differ.
bool act_alike(Dice& dice, Writing& writing, Model& model) {
    constexpr std::size_t kLengthMax = 60;
    const std::size_t what = roll(dice, 10);
    if (what < 4) {
        const std::string character = kCharacters[roll(dice, kCharacters.size())];
        Model next = model;
        next.type(character);
        const Change done = replace(writing, typed_over(writing), character, kLengthMax);
        if (done == Change::Done) model = next;
        if (done == Change::None) return false;
    } else if (what < 6) {
        model.rub_out();
        if (replace(writing, rubbed_out(writing), "", kLengthMax) != Change::Done) return false;
    } else if (what < 8) {
        const std::size_t place = roll(dice, model.characters.size() + 1);
        const bool again = place == model.caret && model.caret == model.anchor;
        tap(writing, model.byte(place));
        model.caret = model.anchor = place;
        if (again) {
            model.anchor = model.place(writing.anchor);
            model.caret = model.place(writing.caret);
            if (model.from() > place || model.to() < place) return false;
        }
    } else {
        const Language language = roll(dice, 2) == 0 ? Language::Ug : Language::Zh;
        step(writing, roll(dice, 2) == 0, language);
        model.caret = model.anchor = model.place(writing.caret);
        if (writing.has_selection()) return false;
    }
    return is_same(writing, model);
}

using Act = bool (*)(Dice&, Writing&, Model&);

/// The first of this many acts after which they differ; nothing: they never do.
std::optional<int> first_difference(Act act_on, std::uint64_t seed, int acts) {
    Dice dice(seed);
    Writing writing;
    Model model;
    for (int act = 0; act < acts; ++act) {
        if (!act_on(dice, writing, model)) return act;
    }
    return std::nullopt;
}

/// Letters with a direction of their own, so that the model knows the glass as well.
constexpr std::array kStrong = {"窗", "口", "a", "Z", "ئ", "ب", "م", "ۇ"};
constexpr std::size_t kStrongFromLeft = 4;

/// Where a step from a place leads, by the order on the glass.
std::size_t stepped(const Model& model, std::size_t place, bool to_the_right) {
    if (model.characters.empty()) return place;
    std::string kinds;
    for (const std::string& one : model.characters) {
        const auto at = std::find(kStrong.begin(), kStrong.end(), one) - kStrong.begin();
        kinds += static_cast<std::size_t>(at) < kStrongFromLeft ? 'L' : 'R';
    }
    const std::vector<std::size_t> stops = stops_of(kinds);
    const auto here = std::find(stops.begin(), stops.end(), place);
    if (to_the_right) return here + 1 == stops.end() ? place : *(here + 1);
    return here == stops.begin() ? place : *(here - 1);
}

/// One act among strong letters, of which the model foretells everything: where the caret goes,
/// what a selection covers, which edge of it a step leaves it by.
bool act_on_strong_alike(Dice& dice, Writing& writing, Model& model) {
    constexpr std::size_t kLengthMax = 40;
    const std::size_t what = roll(dice, 10);
    const auto any_place = [&] { return roll(dice, model.characters.size() + 1); };
    if (what < 3) {
        const std::string letter = kStrong[roll(dice, kStrong.size())];
        Model next = model;
        next.type(letter);
        const Change done = replace(writing, typed_over(writing), letter, kLengthMax);
        if (done == Change::Done) model = next;
        if (done == Change::None) return false;
    } else if (what < 5) {
        model.rub_out();
        if (replace(writing, rubbed_out(writing), "", kLengthMax) != Change::Done) return false;
    } else if (what < 6) {  // A selection, as a tap on a word leaves it.
        model.anchor = any_place();
        model.caret = any_place();
        writing.anchor = model.byte(model.anchor);
        writing.caret = model.byte(model.caret);
    } else {
        const bool right = roll(dice, 2) == 0;
        if (model.caret != model.anchor) {
            const bool rtl = stepped(model, model.from(), true) <= model.from();
            model.caret = right != rtl ? model.to() : model.from();
        } else {
            model.caret = stepped(model, model.caret, right);
        }
        model.anchor = model.caret;
        step(writing, right, roll(dice, 2) == 0 ? Language::Ug : Language::Zh);
    }
    return is_same(writing, model);
}

}  // namespace

TEST_CASE("writing: any 20,000 acts do to bytes what they do to characters") {
    const int acts = app::text::tests::rounds(4'000);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        CHECK(first_difference(act_alike, seed, acts).value_or(-1) == -1);
    }
    // Backspace that takes a letter's mark and leaves the letter would be found out.
    const MutantScope scope("writing.rubs_out_a_code_point");
    CHECK(first_difference(act_alike, 1, acts));
}

TEST_CASE("writing: among strong letters the model foretells every caret, selection and step") {
    const int acts = app::text::tests::rounds(4'000);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        CHECK(first_difference(act_on_strong_alike, seed, acts).value_or(-1) == -1);
    }
    for (const char* defect :
         {"writing.caret_stays", "writing.types_beside", "writing.rubs_out_by_sight",
          "writing.leaves_as_stored", "writing.steps_as_stored"}) {
        CAPTURE(defect);
        const MutantScope scope(defect);
        CHECK(first_difference(act_on_strong_alike, 1, acts));
    }
}

TEST_CASE("writing: a word that is selected by half would be found out") {
    const MutantScope scope("writing.selects_half");
    Writing writing;
    REQUIRE(replace(writing, {0, 0}, "没有人", 50) == Change::Done);
    tap(writing, 3);
    tap(writing, 3);
    CHECK_FALSE(writing.selection() == Span{0, 9});
}

TEST_CASE("writing: a step goes where the glass says, through every mixture of nine letters") {
    for (std::size_t length = 1; length <= 9; ++length) {
        for (std::size_t bits = 0; bits < (std::size_t{1} << length); ++bits) {
            std::string kinds;
            Model model;
            for (std::size_t i = 0; i < length; ++i) {
                const bool rtl = (bits >> i & 1U) != 0;
                kinds += rtl ? 'R' : 'L';
                model.characters.emplace_back(rtl ? "ب" : "窗");
            }
            CAPTURE(kinds);
            const std::string text = model.text();
            const std::vector<std::size_t> stops = stops_of(kinds);
            REQUIRE(stops.size() == length + 1);
            for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
                const std::size_t here = model.byte(stops[i]);
                const std::size_t next = model.byte(stops[i + 1]);
                CHECK(app::text::visual_step(text, here, true, Language::Zh) == next);
                CHECK(app::text::visual_step(text, next, false, Language::Zh) == here);
            }
        }
    }
}

TEST_CASE("writing: steps to the right never carry the caret to the left on the glass") {
    app::text::tests::Rig rig;
    Dice dice(77);
    for (int round = 0; round < app::text::tests::rounds(150); ++round) {
        std::string text;
        for (std::size_t i = 0; i < 1 + roll(dice, 12); ++i) {
            const std::string one = kCharacters[roll(dice, 16)];
            if (one != "\n") text += one;
        }
        if (text.empty()) continue;
        CAPTURE(text);
        for (const Language language : {Language::Zh, Language::Ug}) {
            app::text::Style style;
            style.em_px = 40;
            style.language = language;
            style.free_text = true;
            const auto layout = rig.shaper.layout(text, style);
            std::size_t at = 0;
            for (int back = 0; back < 40; ++back) {
                at = app::text::visual_step(text, at, false, language);
            }
            for (int steps = 0; steps < 40; ++steps) {
                const std::size_t next = app::text::visual_step(text, at, true, language);
                if (next == at) break;
                CHECK(layout->caret(next).x >= layout->caret(at).x - 0.5F);
                at = next;
            }
        }
    }
}

TEST_CASE("writing: steps in one direction visit every border once, through all lines") {
    Dice dice(9);
    for (int round = 0; round < app::text::tests::rounds(200); ++round) {
        Model model;
        for (std::size_t i = roll(dice, 14); i > 0; --i) {
            model.characters.emplace_back(kCharacters[roll(dice, kCharacters.size())]);
        }
        const std::string text = model.text();
        CAPTURE(text);
        for (const Language language : {Language::Zh, Language::Ug}) {
            const bool onward = language != Language::Ug;
            std::vector<std::size_t> way;
            std::size_t at = 0;
            for (int back = 0; back < 40; ++back) {
                at = app::text::visual_step(text, at, !onward, language);
            }
            for (int steps = 0; steps < 40; ++steps) {
                way.push_back(model.place(at));
                const std::size_t next = app::text::visual_step(text, at, onward, language);
                if (next == at) break;
                CHECK(app::text::visual_step(text, next, !onward, language) == at);
                at = next;
            }
            std::sort(way.begin(), way.end());
            REQUIRE(way.size() == model.characters.size() + 1);
            for (std::size_t i = 0; i < way.size(); ++i) CHECK(way[i] == i);
        }
    }
}

TEST_CASE("writing: a second tap selects the word, in Chinese the clause, and a third ends it") {
    const std::string words = "上午十点，没有人 at 3";
    Writing writing;
    REQUIRE(replace(writing, {0, 0}, words, 500) == Change::Done);
    const std::size_t comma = words.find("，");
    tap(writing, comma);
    CHECK_FALSE(writing.has_selection());
    tap(writing, comma);
    CHECK(writing.selection() == Span{0, comma});
    tap(writing, comma);
    CHECK_FALSE(writing.has_selection());
    tap(writing, comma + 3);
    tap(writing, comma + 3);
    CHECK(writing.selection() == Span{comma + 3, words.find(' ')});
    CHECK(replace(writing, rubbed_out(writing), "", 500) == Change::Done);
    CHECK(writing.text.view() == "上午十点， at 3");
}

TEST_CASE("writing: a full text takes nothing but what makes it no longer") {
    Writing writing;
    REQUIRE(replace(writing, {0, 0}, "窗口没人", 4) == Change::Done);
    CHECK(replace(writing, {12, 12}, "了", 4) == Change::Full);
    CHECK(replace(writing, {9, 12}, "事", 4) == Change::Done);
    CHECK(writing.text.view() == "窗口没事");
    CHECK(replace(writing, {1, 3}, "", 4) == Change::None);
    CHECK(replace(writing, {0, 99}, "", 4) == Change::None);
    CHECK(replace(writing, {6, 3}, "", 4) == Change::None);
    CHECK(replace(writing, {0, 3}, "\xff", 4) == Change::None);
    CHECK(writing.text.view() == "窗口没事");
}

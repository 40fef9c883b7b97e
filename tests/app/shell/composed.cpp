// SPDX-License-Identifier: Apache-2.0
#include "tests/app/shell/composed.h"

#include "app/input_method/handwriting/shape.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace sunbooth::app::shell::tests {

using namespace sunbooth::app::text::tests;
using flow::Field;

namespace {

/// Of Chinese text: three bytes a character.
Secret<std::uint32_t> code_points_of(std::string_view text) {
    Secret<std::uint32_t> all;
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(text[i]) & 0xFFU; };
    for (std::size_t at = 0; at + 3 <= text.size(); at += 3) {
        REQUIRE((byte(at) & 0xF0U) == 0xE0U);
        all.push_back((byte(at) & 0x0FU) << 12U | (byte(at + 1) & 0x3FU) << 6U |
                      (byte(at + 2) & 0x3FU));
    }
    return all;
}

/// The others that are offered, as far as they are so long that nothing else holds them.
void add_offered(const input_method::Candidates& candidates, std::size_t bytes_min,
                 std::vector<Needle>& needles) {
    constexpr std::size_t kNeedlesMax = 2;  // Each is a search through the whole process.
    std::size_t taken = 0;
    for (std::size_t i = 1; i < candidates.size() && taken < kNeedlesMax; ++i) {
        if (candidates[i].text.size() >= bytes_min && ++taken > 0)
            needles.push_back(needle("also offered", 1, 1, candidates[i].text.view()));
    }
}

/// The row of readings of a written character, as it was drawn: one on each key.
Needle drawn_row(Booth& booth) {
    std::vector<text::Box> keys;
    for (int i = 1; i <= 6; ++i)
        keys.push_back(box_of(booth, "keyboard.candidate." + std::to_string(i)));
    return drawn_on(keys);
}

/// The best reading of sounds as it was drawn in the bar: a sentence on one key.
Needle drawn_reading(Booth& booth) {
    const text::Box key = box_of(booth, "keyboard.candidate.1");
    return drawn_in({key.x + key.w / 64, key.y + key.h / 8, key.w * 31 / 32, key.h * 3 / 4});
}

}  // namespace

std::vector<Needle> write_by_hand(Booth& booth, int characters) {
    booth.open_words();
    REQUIRE(flow::offers(booth.state, input_method::Method::Hand));
    text::Box pad = box_of(booth, "keyboard.pad");
    pad.w = std::min(pad.w, pad.h);  // On the first of two squares.
    std::uint32_t seed = 77;
    Secret<std::uint32_t> in_mm;
    Secret<std::uint32_t> in_pieces;
    for (int character = 0; character <= characters; ++character) {
        for (int stroke = 0; stroke < 4; ++stroke) {
            booth.draw_stroke(pad, seed);
        }
        const auto& candidates = booth.state.visit.composer.candidates();
        REQUIRE(candidates.size() > 10);
        if (character < characters)
            booth.act(flow::ChooseCandidate{static_cast<std::size_t>(character) % 4});
    }
    const auto& ink = booth.state.visit.composer.ink();
    REQUIRE(ink.points().size() > 12);
    for (const auto& at : ink.points().subspan(0, 12)) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &at.x, sizeof bits);
        in_mm.push_back(bits);
    }
    const auto shape = std::make_unique<handwriting::Shape>();
    REQUIRE(handwriting::shape_of(ink, *shape));
    for (std::size_t i = 0; i < 12; ++i) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &shape->x[i], sizeof bits);
        in_pieces.push_back(bits);
    }
    wipe_memory(shape.get(), sizeof *shape);
    std::vector<Needle> needles;
    needles.push_back(needle("ink in millimetres", 4, sizeof(input_method::InkPoint), in_mm));
    needles.push_back(needle("ink in the recogniser's pieces", 4, 4, in_pieces));
    needles.push_back(
        ink_drawn_in({pad.x + pad.w / 25, pad.y + pad.h / 25, pad.w * 23 / 25, pad.h * 23 / 25}));
    needles.push_back(drawn_row(booth));
    const std::string_view words = booth.state.visit.entry(Field::ComplaintText).text.view();
    if (characters < 8) return needles;
    REQUIRE(words.size() >= 20);
    const text::Box field = box_of(booth, flow::id::kTextField);
    needles.push_back(needle("words by hand, UTF-8", 1, 1, words));
    needles.push_back(drawn_in({field.x + 20, field.y + 10, field.w - 40, field.h - 20}));
    return needles;
}

std::vector<Needle> begin_by_sounds(Booth& booth, flow::Keys keys) {
    booth.open_words();
    booth.act(flow::SwitchKeys{keys});
    SecretText typed;
    std::uint32_t seed = 4711;
    const auto next = [&seed](std::size_t sides) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 16U) % static_cast<std::uint32_t>(sides);
    };
    constexpr std::string_view kSyllables[] = {"ba", "ma", "da", "li", "ni", "ke", "hu", "gu"};
    constexpr std::string_view kNine = "22233344455566677778889999";  // Of a to z.
    for (int i = 0; i < 12; ++i) {
        for (const char letter : kSyllables[next(std::size(kSyllables))]) {
            const char key =
                keys == flow::Keys::Nine ? kNine[static_cast<std::size_t>(letter - 'a')] : letter;
            typed.append({&key, 1});
            booth.act(flow::TypeSound{key});
        }
    }
    const auto& candidates = booth.state.visit.composer.candidates();
    REQUIRE(candidates.size() > 2);
    REQUIRE(candidates.front().text.size() >= 20);
    std::vector<Needle> needles;
    needles.push_back(needle("sounds", 1, 1, typed.view()));
    needles.push_back(needle("their reading", 1, 1, candidates.front().text.view()));
    add_offered(candidates, 20, needles);
    const Secret<std::uint32_t> code_points = code_points_of(candidates.front().text.view());
    needles.push_back(drawn_reading(booth));
    needles.push_back(needle("their reading, UTF-16", 2, 2, code_points));
    needles.push_back(needle("their reading, code points", 4, 4, code_points));
    return needles;
}

std::vector<Needle> be_offered_more(Booth& booth) {
    booth.open_words();
    booth.act(flow::SwitchKeys{flow::Keys::Pinyin});
    std::vector<Needle> needles;
    for (const char key : std::string_view("gongzuo")) booth.act(flow::TypeSound{key});
    booth.act(flow::ChooseCandidate{0});
    const auto& composer = booth.state.visit.composer;
    REQUIRE(composer.suggests());
    add_offered(composer.candidates(), 12, needles);
    REQUIRE_FALSE(needles.empty());
    return needles;
}

}  // namespace sunbooth::app::shell::tests

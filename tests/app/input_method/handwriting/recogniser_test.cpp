// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/recogniser.h"

#include "sync/base/mutant.h"
#include "sync/base/random.h"
#include "tests/app/input_method/handwriting/hand.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace sunbooth::handwriting {
namespace {

const Model& model() {
    static const Model loaded = [] {
        auto result = load_model(test::data_dir() + "/handwriting/handwriting.model");
        REQUIRE(result.ok());
        return std::move(result).value();
    }();
    return loaded;
}

Ink ink_of(const std::vector<std::vector<InkPoint>>& strokes) {
    Ink ink;
    for (const auto& stroke : strokes) {
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            if (i == 0)
                ink.pen_down(stroke[i]);
            else
                ink.pen_move(stroke[i]);
        }
    }
    return ink;
}

bool among(const Candidates& read, char32_t code, std::size_t best) {
    const auto end = read.begin() + static_cast<std::ptrdiff_t>(std::min(best, read.size()));
    return std::any_of(read.begin(), end, [&](const Candidate& c) { return c.code == code; });
}

TEST_CASE("recogniser: reads 人 and 十 as a person draws them, without the data's shapes") {
    Recogniser recogniser(model());
    const Ink person = ink_of({{{300, 80}, {280, 250}, {200, 400}, {90, 520}},
                               {{290, 260}, {360, 380}, {450, 470}, {530, 520}}});
    CHECK(recogniser.read(person, 600)[0].code == U'人');
    const Ink ten = ink_of({{{60, 280}, {540, 270}}, {{300, 60}, {300, 560}}});
    CHECK(among(recogniser.read(ten, 600), U'十', 2));
    const Ink king = ink_of({{{120, 100}, {480, 95}},
                             {{300, 100}, {300, 500}},
                             {{150, 300}, {450, 295}},
                             {{80, 505}, {520, 500}}});
    CHECK(among(recogniser.read(king, 600), U'王', 3));
}

TEST_CASE("recogniser: size and place on the pad do not matter to a hanzi") {
    Recogniser recogniser(model());
    const Glyph glyph = read_glyph(U'窗');
    for (const float size : {60.0F, 400.0F, 3000.0F}) {
        Glyph moved = glyph;
        for (auto& stroke : moved) {
            for (InkPoint& at : stroke) at = {at.x * size - 777, at.y * size + 55};
        }
        CHECK(recogniser.read(ink_of(moved))[0].code == U'窗');
    }
}

TEST_CASE("recogniser: small ink low on the pad is rather a comma or a stop") {
    Recogniser recogniser(model());
    const Ink comma = ink_of({{{150, 430}, {190, 460}, {180, 520}, {120, 580}}});
    CHECK(among(recogniser.read(comma, 600), U'，', 3));
    const Ink stop = ink_of(
        {{{160, 440}, {120, 490}, {140, 560}, {210, 570}, {250, 510}, {215, 450}, {160, 440}}});
    CHECK(among(recogniser.read(stop, 600), U'。', 3));
}

TEST_CASE("recogniser: no candidate comes twice, and costs rise") {
    Recogniser recogniser(model());
    for (const char32_t code : std::u32string_view(U"一丨十四土王国鬱七")) {
        if (!std::binary_search(model().codes.begin(), model().codes.end(), code)) continue;
        const Candidates read = recogniser.read(write(read_glyph(code), code, {}), 600);
        REQUIRE(!read.empty());
        for (std::size_t i = 1; i < read.size(); ++i) {
            CHECK(read[i].cost >= read[i - 1].cost);
            CHECK(!among(read, read[i].code, i));
        }
    }
}

TEST_CASE("recogniser: whatever is scribbled, it answers with finite costs or with nothing") {
    Recogniser recogniser(model());
    CHECK(recogniser.read(Ink{}).empty());
    SeededRandom random(4711);
    constexpr float kSizes[] = {1e-6F, 1, 600, 1e6F};
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        Ink ink;
        const float size = kSizes[random.between(0, 3)];
        const std::uint64_t strokes = random.between(1, round % 10 == 0 ? 120 : 8);
        for (std::uint64_t s = 0; s < strokes; ++s) {
            const std::uint64_t points = random.between(1, round % 7 == 0 ? 300 : 6);
            for (std::uint64_t p = 0; p < points; ++p) {
                const auto part = [&] {
                    return size * static_cast<float>(random.between(0, 1000)) / 1000 *
                           (random.between(0, 1) == 0 ? -1.0F : 1.0F);
                };
                const InkPoint at = round % 5 == 0 ? InkPoint{size, 0} : InkPoint{part(), part()};
                if (p == 0)
                    ink.pen_down(at);
                else
                    ink.pen_move(at);
            }
        }
        const Candidates read = recogniser.read(ink, round % 3 == 0 ? 0 : size);
        CHECK(!read.empty());
        CHECK(read.size() <= Recogniser::kCandidatesMax);
        for (const Candidate& each : read) CHECK(std::isfinite(each.cost));
    }
}

/// What is read of thirty characters in a running hand, and of nonsense, under one switch.
std::vector<Candidates> readings_with(std::string_view name) {
    const MutantScope scope(name);
    Recogniser recogniser(model());
    std::vector<Candidates> all;
    for (const char32_t code :
         std::u32string_view(U"一口十己已未末国窗嚼麟部问题办事大厅工作人员态度不好投诉人")) {
        const Ink ink = write(read_glyph(code), code, {.joins = 0.25});
        all.push_back(recogniser.read(ink, 600));
    }
    SeededRandom random(7);
    for (std::size_t strokes : {1U, 3U, 40U}) {
        Ink ink;
        for (std::size_t i = 0; i < strokes * 7; ++i) {
            const auto any = [&] { return static_cast<float>(random.between(0, 600)); };
            if (i % 7 == 0)
                ink.pen_down({any(), any()});
            else
                ink.pen_move({any(), any()});
        }
        all.push_back(recogniser.read(ink, 600));
    }
    return all;
}

bool same(const std::vector<Candidates>& a, const std::vector<Candidates>& b) {
    const auto alike = [](const Candidate& one, const Candidate& other) {
        return one.code == other.code && one.cost == other.cost;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const Candidates& one, const Candidates& other) {
                          return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                                            alike);
                      });
}

TEST_CASE("recogniser: what is passed over changes no reading, to the last bit of its cost") {
    const std::vector<Candidates> read = readings_with("none");
    CHECK(same(read, readings_with("handwriting.every_pair")));
    CHECK(same(read, readings_with("handwriting.every_dimension")));
}

TEST_CASE("recogniser: that test catches a reach that is too short") {
    CHECK_FALSE(same(readings_with("none"), readings_with("handwriting.short_reach")));
}

TEST_CASE("recogniser: after a reading nothing of the ink is left in its memory") {
    Recogniser recogniser(model());
    const Ink ink = write(read_glyph(U'谢'), U'谢', {});
    const Candidates read = recogniser.read(ink, 600);
    CHECK(!read.empty());
    const ByteView scratch = recogniser.scratch();
    CHECK(std::all_of(scratch.begin(), scratch.end(), [](std::uint8_t b) { return b == 0; }));
}

TEST_CASE("recogniser: the memory test catches scratch that stays") {
    const MutantScope scope("handwriting.scratch_stays");
    Recogniser recogniser(model());
    const Candidates read = recogniser.read(write(read_glyph(U'谢'), U'谢', {}), 600);
    CHECK(!read.empty());
    const ByteView scratch = recogniser.scratch();
    CHECK(std::any_of(scratch.begin(), scratch.end(), [](std::uint8_t b) { return b != 0; }));
}

TEST_CASE("recogniser: the same ink is always read the same, whatever was read before") {
    Recogniser used(model());
    for (const char32_t code : std::u32string_view(U"张李王赵陈")) {
        CHECK(!used.read(write(read_glyph(code), code, {}), 600).empty());
    }
    Recogniser fresh(model());
    const Ink ink = write(read_glyph(U'刘'), U'刘', {.joins = 0.5});
    const Candidates a = used.read(ink, 600);
    const Candidates b = fresh.read(ink, 600);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i].code == b[i].code);
}

}  // namespace
}  // namespace sunbooth::handwriting

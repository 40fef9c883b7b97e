// SPDX-License-Identifier: Apache-2.0
// Digits, letters and marks where they stand in a text, read as themselves: a 0 is no O there.
#include "app/input_method/handwriting/signs.h"

#include "app/input_method/handwriting/context.h"
#include "app/input_method/handwriting/train/templates.h"
#include "sync/base/mutant.h"
#include "tests/app/input_method/handwriting/hand.h"
#include "tests/app/input_method/handwriting/other_signs.h"
#include "tests/where.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

namespace sunbooth::handwriting {
namespace {

constexpr std::uint64_t kSalts = 8;  ///< Each drawing so often, each time another hand.

const Model& model() {
    static const Model loaded = [] {
        auto result = load_model(test::data_dir() + "/handwriting/handwriting.model");
        REQUIRE(result.ok());
        return std::move(result).value();
    }();
    return loaded;
}

const Context& context() {
    static const Context loaded = [] {
        auto result = load_context(test::data_dir() + "/handwriting/handwriting.context");
        REQUIRE(result.ok());
        return std::move(result).value();
    }();
    return loaded;
}

/// Reads as the terminal does.
struct Reader {
    Candidates read(const Ink& ink, std::string_view before) {
        return recogniser.read(ink, 600, &prior, before);
    }

    PairPrior prior{context()};
    Recogniser recogniser{model(), kInText};
};

Glyph glyph_of(std::string_view drawing) {
    Glyph glyph(1);
    while (!drawing.empty()) {
        const std::size_t end = std::min(drawing.find_first_of(" /"), drawing.size());
        const std::string point(drawing.substr(0, end));
        const std::size_t comma = point.find(',');
        glyph.back().push_back({std::strtof(point.c_str(), nullptr) / 100,
                                std::strtof(point.c_str() + comma + 1, nullptr) / 100});
        if (end < drawing.size() && drawing[end] == '/') glyph.emplace_back();
        drawing.remove_prefix(std::min(end + 1, drawing.size()));
    }
    return glyph;
}

struct Drawn {
    char32_t code;
    Glyph glyph;
};

std::vector<Drawn> drawn_by_others(std::u32string_view which) {
    std::vector<Drawn> drawn;
    for (const OtherSign& sign : kOtherSigns) {
        if (which.find(sign.code) != which.npos) drawn.push_back({sign.code, glyph_of(sign.glyph)});
    }
    return drawn;
}

std::vector<Drawn> letters_of_the_trainer(char32_t from, char32_t to) {
    std::vector<Drawn> drawn;
    for (const train::Template& sign : train::own_templates()) {
        if (sign.code < from || sign.code > to) continue;
        drawn.push_back({sign.code, {}});
        for (const train::Stroke& stroke : sign.glyph) {
            drawn.back().glyph.emplace_back();
            for (const train::Point at : stroke) {
                drawn.back().glyph.back().push_back(
                    {static_cast<float>(at.x), static_cast<float>(at.y)});
            }
        }
    }
    return drawn;
}

/// In parts of a hundred, behind this text: first and as themselves, and among five.
struct Share {
    double first = 0, five = 0;
};
Share share_of(Reader& reader, const std::vector<Drawn>& drawn, std::string_view before) {
    int firsts = 0, fives = 0;
    for (const Drawn& sign : drawn) {
        for (std::uint64_t salt = 0; salt < kSalts; ++salt) {
            const Ink ink = write(sign.glyph, sign.code, {.salt = 50 + salt});
            const Candidates read = reader.read(ink, before);
            const auto five = read.begin() + std::min<std::ptrdiff_t>(5, std::ssize(read));
            const auto same = [&](const Candidate& one) { return one.code == sign.code; };
            firsts += !read.empty() && same(read.front());
            fives += std::any_of(read.begin(), five, same);
        }
    }
    const double all = static_cast<double>(drawn.size() * kSalts) / 100;
    return {firsts / all, fives / all};
}

constexpr std::u32string_view kDigits = U"0123456789", kMarks = U"，。、？！：；";

/// What is written, behind what, and how much of it must come first and among five.
struct Place {
    const char* what;
    std::vector<Drawn> drawn;
    std::string_view before;
    Share floor;
};

std::vector<Place> places() {
    const std::vector<Drawn> digits = drawn_by_others(kDigits), marks = drawn_by_others(kMarks);
    const std::vector<Drawn> capitals = letters_of_the_trainer(U'A', U'Z');
    const std::vector<Drawn> small = letters_of_the_trainer(U'a', U'z');
    return {
        {"another's digits at the beginning", digits, "", {90, 98}},
        {"another's digits behind a word", digits, "我等了", {91, 98}},
        {"another's digits behind a digit", digits, "窗口1", {93, 98}},
        {"another's digits behind 第", digits, "第", {93, 98}},
        {"another's marks behind a word", marks, "窗口没人", {79, 93}},
        {"another's marks behind a digit", marks, "等了3", {73, 92}},
        {"capitals at the beginning", capitals, "", {88, 98}},
        {"capitals behind a capital", capitals, "A", {87, 98}},
        {"small letters behind small letters", small, "wo", {91, 97}},
    };
}

TEST_CASE("signs: digits, marks and letters are read as themselves where they stand") {
    Reader reader;
    for (const Place& place : places()) {
        const Share share = share_of(reader, place.drawn, place.before);
        fmt::print("handwriting: {}: first {:.1f} %, in five {:.1f} % of {}\n", place.what,
                   share.first, share.five, place.drawn.size() * kSalts);
        CHECK_MESSAGE(share.first >= place.floor.first, place.what);
        CHECK_MESSAGE(share.five >= place.floor.five, place.what);
    }
}

TEST_CASE("signs: what stands before, and where in the square it is written, both help") {
    Reader reader;
    const auto all = [&] {
        double firsts = 0;
        for (const Place& place : places()) {
            firsts += share_of(reader, place.drawn, place.before).first;
        }
        return firsts;
    };
    const double both = all();
    for (const char* name : {"handwriting.signs_stand_alone", "handwriting.placeless"}) {
        const MutantScope scope(name);
        CHECK_MESSAGE(all() < both, name);
    }
}

TEST_CASE("signs: a ring is a 0 in a number, a stop at the foot behind a word, an o in a word") {
    Reader reader;
    const Ink whole = write(glyph_of("50,8 33,13 24,30 23,52 30,78 50,92 68,80 77,55 75,28 50,8"),
                            U'0', {.strength = 0});
    const Ink foot =
        write(glyph_of("30,72 21,78 20,90 30,97 40,90 40,79 30,72"), U'。', {.strength = 0});
    const Ink half = write(glyph_of("50,40 35,47 29,63 36,80 50,87 65,80 72,63 64,46 50,40"), U'o',
                           {.strength = 0});
    CHECK(reader.read(whole, "13").front().code == U'0');
    CHECK(reader.read(foot, "窗口没人").front().code == U'。');
    CHECK(reader.read(half, "hell").front().code == U'o');
}

TEST_CASE("signs: the shares behind any character are shares") {
    for (const char32_t last : U"\0第口5Ao，。（）%\n ؟") {
        float sum = word_share(last);
        CHECK(sum > 0.1F);
        for (char32_t code = 0x20; code < 0x10000; ++code) sum += sign_share(last, code);
        CHECK(sum == doctest::Approx(1).epsilon(0.001));
    }
    CHECK(sign_share(U'口', U'人') == 0);
    CHECK(sign_share(U'a', U'b') > sign_share(U'a', U'B'));
}

}  // namespace
}  // namespace sunbooth::handwriting

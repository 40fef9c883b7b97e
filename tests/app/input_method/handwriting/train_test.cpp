// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/recogniser.h"
#include "app/input_method/handwriting/train/learn.h"
#include "sync/base/mutant.h"
#include "tests/app/input_method/handwriting/hand.h"
#include "tests/where.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>

namespace sunbooth::handwriting {
namespace {

TEST_CASE("train: the same data gives the same bytes twice") {
    const auto usage = train::read_usage(SUNBOOTH_WORD_LIST);
    REQUIRE(usage.ok());
    std::vector<train::Template> few = train::own_templates();
    const Bytes once = write_model(train::learn(few, usage.value()));
    const Bytes again = write_model(train::learn(few, usage.value()));
    CHECK(once == again);
}

TEST_CASE("train: a folder without the data is an error that says what to install") {
    const auto usage = train::read_usage(SUNBOOTH_WORD_LIST);
    REQUIRE(usage.ok());
    const auto templates = train::read_templates("no/such/folder", usage.value());
    REQUIRE(!templates.ok());
    CHECK(templates.error().detail.find("npm") != std::string::npos);
    CHECK(!train::read_usage("no/such/list").ok());
}

/// Signs that look alike once their size is gone: any of a group counts.
char32_t lookalike(char32_t code) {
    for (const std::u32string_view group :
         {U"0Oo。", U"1lI", U"cC（", U"sS5", U"vV", U"wW", U"xX", U"zZ2", U"kK", U"pP", U"uU",
          U"jJ", U"fF", U"yY", U"9qg", U"mM", U"、·", U"）", U"，"}) {
        if (group.find(code) != group.npos) return group[0];
    }
    return code;
}

/// In parts of a hundred: signs that differ only in size count as one, since a pad cannot tell.
struct SignScore {
    int tried = 0;
    int firsts = 0;
    int fives = 0;
    double first() const { return 100.0 * firsts / tried; }
    double five() const { return 100.0 * fives / tried; }
};

const char* kind_of(char32_t code) {
    if (code >= U'0' && code <= U'9') return "digits";
    const bool letter = (code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z');
    return letter ? "letters" : "signs";
}

Glyph glyph_of(const train::Template& sign) {
    Glyph glyph;
    for (const train::Stroke& stroke : sign.glyph) {
        glyph.emplace_back();
        for (const train::Point at : stroke) {
            glyph.back().push_back({static_cast<float>(at.x), static_cast<float>(at.y)});
        }
    }
    return glyph;
}

TEST_CASE("train: digits, letters and signs are written too, with floors for each") {
    auto model = load_model(test::data_dir() + "/handwriting/handwriting.model");
    REQUIRE(model.ok());
    auto context = load_context(test::data_dir() + "/handwriting/handwriting.context");
    REQUIRE(context.ok());
    const PairPrior prior(context.value());
    Recogniser recogniser(model.value(), kInText);  // As the terminal asks.
    std::map<std::string, SignScore> scores;
    for (const train::Template& sign : train::own_templates()) {
        const Glyph glyph = glyph_of(sign);
        for (std::uint64_t salt = 0; salt < 10; ++salt) {
            const Ink ink = write(glyph, sign.code, {.salt = salt});
            const Candidates read = recogniser.read(ink, 600, &prior, "");
            const auto end = read.begin() + std::min<std::ptrdiff_t>(5, std::ssize(read));
            const auto alike = [&](const Candidate& c) {
                return lookalike(c.code) == lookalike(sign.code);
            };
            SignScore& score = scores[kind_of(sign.code)];
            ++score.tried;
            score.firsts += !read.empty() && alike(read.front());
            score.fives += std::any_of(read.begin(), end, alike);
        }
    }
    REQUIRE(scores.size() == 3);
    for (const auto& [kind, score] : scores) {
        fmt::print("handwriting: {}: first {:.1f} %, in five {:.1f} % of {}\n", kind, score.first(),
                   score.five(), score.tried);
    }
    CHECK(scores["digits"].first() >= 96);
    CHECK(scores["digits"].five() >= 98);
    CHECK(scores["letters"].first() >= 95);
    CHECK(scores["letters"].five() >= 98);
    CHECK(scores["signs"].first() >= 84);
    CHECK(scores["signs"].five() >= 95);
}

/// Of the digits, each written ten times behind this text: how many are read first, as themselves.
int digits_read(Recogniser& recogniser, const Prior& prior, std::string_view before) {
    int firsts = 0;
    for (const train::Template& sign : train::own_templates()) {
        if (std::string_view(kind_of(sign.code)) != "digits") continue;
        for (std::uint64_t salt = 0; salt < 10; ++salt) {
            const Ink ink = write(glyph_of(sign), sign.code, {.salt = salt});
            const Candidates read = recogniser.read(ink, 600, &prior, before);
            firsts += !read.empty() && read.front().code == sign.code;
        }
    }
    return firsts;
}

TEST_CASE("train: behind a digit, and behind 第, a digit is expected") {
    auto model = load_model(test::data_dir() + "/handwriting/handwriting.model");
    REQUIRE(model.ok());
    auto context = load_context(test::data_dir() + "/handwriting/handwriting.context");
    REQUIRE(context.ok());
    const PairPrior prior(context.value());
    Recogniser recogniser(model.value(), kInText);
    const int alone = digits_read(recogniser, prior, "");
    const int behind = digits_read(recogniser, prior, "窗口1");
    const int ranked = digits_read(recogniser, prior, "第");
    fmt::print(
        "handwriting: digits as themselves: first {} alone, {} behind a digit, {} behind 第\n",
        alone, behind, ranked);
    CHECK(behind > alone);
    CHECK(ranked > alone);
    const MutantScope scope("handwriting.signs_stand_alone");
    CHECK(digits_read(recogniser, prior, "窗口1") <= alone);
}

}  // namespace
}  // namespace sunbooth::handwriting

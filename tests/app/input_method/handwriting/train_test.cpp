// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/recogniser.h"
#include "app/input_method/handwriting/train/learn.h"
#include "tests/app/input_method/handwriting/hand.h"

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

TEST_CASE("train: digits, letters and signs are written too") {
    auto model = load_model(SUNBOOTH_HANDWRITING_MODEL);
    REQUIRE(model.ok());
    Recogniser recogniser(model.value());
    int tried = 0;
    int in_five = 0;
    for (const train::Template& sign : train::own_templates()) {
        Glyph glyph;
        for (const train::Stroke& stroke : sign.glyph) {
            glyph.emplace_back();
            for (const train::Point at : stroke) {
                glyph.back().push_back({static_cast<float>(at.x), static_cast<float>(at.y)});
            }
        }
        for (std::uint64_t salt = 0; salt < 10; ++salt) {
            const Candidates read = recogniser.read(write(glyph, sign.code, {.salt = salt}), 600);
            const auto end = read.begin() + std::min<std::ptrdiff_t>(5, std::ssize(read));
            in_five += std::any_of(read.begin(), end, [&](const Candidate& c) {
                return lookalike(c.code) == lookalike(sign.code);
            });
            ++tried;
        }
    }
    fmt::print("handwriting: signs, letters and digits in five {:.1f} % of {}\n",
               100.0 * in_five / tried, tried);
    CHECK(in_five >= tried * 90 / 100);
}

}  // namespace
}  // namespace sunbooth::handwriting

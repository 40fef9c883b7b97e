// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/builder.h"
#include "tests/app/input_method/pinyin/rig.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

using namespace sunbooth;
using namespace sunbooth::pinyin;

namespace {

std::string file_bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("pinyin list: the same word lists compile to the same bytes, at most 16 MB") {
    char folder[] = "/tmp/sunbooth-pinyin-XXXXXX";
    REQUIRE(mkdtemp(folder) != nullptr);
    const std::string again = std::string(folder) + "/again.lexicon";
    const std::string command =
        test::build_dir() + "/bin/sunbooth-pinyin-compile " SUNBOOTH_PINYIN_DICTIONARY " " +
        test::build_dir() + "/app/input_method/pinyin/libime.txt " SUNBOOTH_LIBIME_MODEL " " +
        test::source_dir() + "/assets/input/hall_words.txt " + test::source_dir() +
        "/assets/input/hall_sentences.txt " SUNBOOTH_PINYIN_FONT " " + again;
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK(file_bytes(again) == file_bytes(built_list_path()));
    CHECK(built_list()->bytes() <= 16'000'000u);
    std::filesystem::remove_all(folder);
}

TEST_CASE("pinyin list: a damaged file is refused with a clear word") {
    const std::string good = file_bytes(built_list_path());
    CHECK(Lexicon::from_bytes(good).ok());
    CHECK(Lexicon::open("/nowhere/at/all").error().code == ErrorCode::Io);
    CHECK(Lexicon::from_bytes("").error().code == ErrorCode::Corrupt);
    CHECK(Lexicon::from_bytes(good.substr(0, good.size() - 1)).error().code == ErrorCode::Corrupt);
    std::string other = good;
    other[8] = 9;
    CHECK(Lexicon::from_bytes(other).error().code == ErrorCode::Unsupported);
    for (std::size_t at = 12; at < good.size(); at += good.size() / 40) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x20);
        CHECK_FALSE(Lexicon::from_bytes(bad).ok());
    }
}

TEST_CASE("pinyin list: a reader cuts a text into known words") {
    const Reader reader(*built_list());
    const auto syllables = built_list()->syllables();
    std::string sounds;
    for (const auto id : reader.read("银行行长")) sounds += std::string(syllables[id].view()) + " ";
    CHECK(sounds == "yin hang hang zhang ");
    CHECK(reader.read("ABC").empty());
    CHECK(reader.read("").empty());
}

namespace {

/// Three words of one sound, of which the third is said behind the first two.
Source three_words(float cost) {
    Source source;
    source.syllables = {"a", "b", "c"};
    const char* texts[] = {"", "甲", "乙", "丙", "丁"};
    for (std::uint16_t i = 1; i <= 4; ++i) {
        const auto sound = static_cast<std::uint16_t>(std::min(i - 1, 2));
        source.entries.push_back({texts[i], {sound}, i == 3 ? 6.0F : 5.0F, 0});
        source.language.numbers[texts[i]] = i;
    }
    source.language.away.assign(5, 0);
    source.language.pairs.resize(5);
    source.language.twos = {{1, 2, 0.5F}};
    source.language.threes = {{1, 2, 3, cost}};
    return source;
}

std::string typed_abc(const Source& source) {
    const auto list = Lexicon::from_bytes(build(source));
    REQUIRE(list.ok());
    Decoder decoder({list.value()}, {});
    return best(decoder, "abc").front();
}

}  // namespace

TEST_CASE("pinyin list: a word is costed by the two before it, where three are known") {
    CHECK(typed_abc(three_words(1)) == "甲乙丙");
    CHECK(typed_abc(three_words(9)) == "甲乙丁");
    Source without = three_words(1);
    without.language.threes.clear();
    CHECK(typed_abc(without) == "甲乙丁");
    const auto list = Lexicon::from_bytes(build(three_words(1)));
    REQUIRE(list.ok());
    CHECK(list.value()->three(1, 2, 3) == doctest::Approx(1));
    CHECK(list.value()->away(1, 2) == doctest::Approx(0.5));
    CHECK(list.value()->away(2, 1) < 0);
    CHECK(list.value()->three(1, 2, 4) < 0);
}

TEST_CASE("pinyin list: a word that costs no number is refused, though its sums are right") {
    for (const float odd :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        Source source = three_words(1);
        source.entries[1].reading = odd;
        const auto list = Lexicon::from_bytes(build(source));
        REQUIRE_FALSE(list.ok());
        CHECK(list.error().code == ErrorCode::Corrupt);
    }
}

TEST_CASE("pinyin list: what the model knows of three words is read off its file") {
    // In the list as it is built: two words that are often said so, and a third.
    const Lexicon& list = *built_list();
    std::size_t known = 0, deep = 0;
    for (const Word& one : list.words()) {
        if (one.number == kNoText || known == 2'000) continue;
        ++known;
        for (const Word& two : list.words().first(500)) {
            if (two.number != kNoText && list.away(one.number, two.number) >= 0) ++deep;
        }
    }
    CHECK(known == 2'000);
    CHECK(deep > 0);
}

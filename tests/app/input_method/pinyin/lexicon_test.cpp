// SPDX-License-Identifier: Apache-2.0
#include "tests/app/input_method/pinyin/rig.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

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
        test::build_dir() + "/data/pinyin/libime.txt " SUNBOOTH_LIBIME_MODEL " " +
        test::source_dir() + "/assets/input/hall_words.txt " + test::source_dir() +
        "/assets/input/hall_sentences.txt " + again;
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

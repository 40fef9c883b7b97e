// SPDX-License-Identifier: Apache-2.0
#include "app/speech/bank.h"

#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::speech;

namespace {

const i18n::Catalogues& words() {
    static const i18n::Catalogues all = [] {
        auto loaded = i18n::Catalogues::load();
        REQUIRE(loaded.ok());
        return std::move(loaded).value();
    }();
    return all;
}

void write(const std::filesystem::path& file, const std::vector<char>& bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<long>(bytes.size()));
}

std::string home_title() {
    return words().of(Language::Zh).tr({"home.title"});
}

}  // namespace

TEST_CASE("bank: every text without a placeholder is a prompt, rendered once") {
    const test::TempFolder folder;
    std::size_t rendered = 0;
    std::set<std::string> keys;
    {
        Bank bank(words(), folder.path() / "prompts", {}, "1");
        while (const auto missing = bank.next_missing()) {
            REQUIRE(bank.keep(*missing, Pcm(10, 1)).ok());
            if (missing->language == Language::Zh) keys.insert(missing->key);
            ++rendered;
        }
        CHECK(bank.find(home_title(), Language::Zh)->size() == 10);
    }
    CHECK(rendered > 400);
    CHECK(keys.contains("home.title"));
    CHECK_FALSE(keys.contains("shell.step"));    // Holds a number.
    CHECK_FALSE(keys.contains("sample.reply"));  // Only for pictures.
    Bank again(words(), folder.path() / "prompts", {}, "1");
    CHECK_FALSE(again.next_missing());
    Bank other(words(), folder.path() / "prompts", {}, "2");
    CHECK_FALSE(other.find(home_title(), Language::Zh));
    CHECK(other.next_missing());
}

TEST_CASE("bank: an operator's recording stands before the rendering; a wrong one is named") {
    const test::TempFolder folder;
    write(folder.path() / "own" / "zh-CN" / "home.title.wav", wav_of(Pcm(77, 5)));
    write(folder.path() / "own" / "en" / "home.title.wav", {'n', 'o'});
    Bank bank(words(), folder.path() / "prompts", folder.path() / "own", "1");
    CHECK(bank.find(home_title(), Language::Zh)->size() == 77);
    REQUIRE(bank.complaints().size() == 1);
    CHECK(bank.complaints()[0].find("en/home.title.wav") != std::string::npos);
    CHECK(bank.complaints()[0].find("22050") != std::string::npos);
    CHECK_FALSE(bank.find("something else", Language::Zh));
}

TEST_CASE("bank: a folder that cannot be written costs the prompts and nothing else") {
    const test::TempFolder folder;
    std::ofstream(folder.path() / "file") << "x";
    Bank bank(words(), folder.path() / "file" / "prompts", {}, "1");
    CHECK_FALSE(bank.next_missing());
    CHECK_FALSE(bank.find(home_title(), Language::Zh));
}

TEST_CASE("bank: another catalogue or engine is another edition") {
    Engine other;
    other.command[0] = "other-voice";
    CHECK(edition_of(words(), Engine{}) == edition_of(words(), Engine{}));
    CHECK(edition_of(words(), Engine{}) != edition_of(words(), other));
}

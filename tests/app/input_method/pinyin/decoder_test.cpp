// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/builder.h"
#include "sync/base/mutant.h"
#include "tests/app/input_method/pinyin/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace sunbooth::pinyin;

namespace {

bool offers(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

TEST_CASE("pinyin: first letters alone and an unfinished last syllable are enough") {
    Decoder decoder({built_list()}, {});
    CHECK(best(decoder, "gzry").front() == "工作人员");
    CHECK(offers(best(decoder, "ckmr"), "窗口没人"));
    CHECK(offers(best(decoder, "zenmban"), "怎么办"));
    CHECK(best(decoder, "chuangk").front() == "窗口");
}

TEST_CASE("pinyin: a mark between syllables decides how letters are cut") {
    Decoder decoder({built_list()}, {});
    CHECK(best(decoder, "xi'an").front() == "西安");
    CHECK_FALSE(offers(best(decoder, "xi'an"), "先"));
    CHECK(offers(best(decoder, "xian"), "先"));
}

TEST_CASE("pinyin: the keys are shown syllable by syllable, as the best reading has them") {
    Decoder decoder({built_list()}, {});
    const auto shown = [&](std::string_view keys) {
        decoder.wipe();
        for (const char key : keys) decoder.key(key);
        return std::string(decoder.syllables().view());
    };
    CHECK(shown("chuangkoumeiren") == "chuang kou mei ren");
    CHECK(shown("xian") == "xian");
    CHECK(shown("xi'an") == "xi'an");
    CHECK(shown("xi'an'") == "xi'an'");
    CHECK(shown("gzry") == "g z r y");
    CHECK(shown("zenmban") == "zen m ban");
    CHECK(shown("woyaotousu'chuangk") == "wo yao tou su'chuang k");
    CHECK(shown("") == "");
    CHECK(shown("u") == "");  // Nothing reads it; it stands as it was typed.
    // Whatever is typed: the keys themselves, with blanks between some of them.
    std::mt19937_64 dice(5);
    for (int round = 0; round < 200; ++round) {
        std::string keys;
        const std::string_view letters = "aeiougnhzcsxyw'";
        for (std::size_t i = 0; i < 1 + dice() % 14; ++i) keys += letters[dice() % letters.size()];
        CAPTURE(keys);
        std::string bare = shown(keys);
        if (bare.empty()) continue;
        std::erase(bare, ' ');
        CHECK(bare == decoder.typed());
    }
}

TEST_CASE("pinyin: a few words of a long sentence stand before its other readings") {
    Decoder decoder({built_list()}, {});
    for (const char key : std::string_view("chuangkoumeiren")) REQUIRE(decoder.key(key));
    const auto sentences = decoder.sentences();
    const auto all = decoder.readings(30);
    REQUIRE(sentences.size() == 5);
    REQUIRE(all.size() == 35);
    CHECK(all[0].text == sentences[0].text);
    for (int word = 1; word <= 3; ++word) CHECK(all[static_cast<std::size_t>(word)].keys < 15);
    for (std::size_t other = 1; other < 5; ++other)
        CHECK(all[3 + other].text == sentences[other].text);
    decoder.wipe();
    for (const char key : std::string_view("shi")) REQUIRE(decoder.key(key));
    const auto sounds = decoder.sentences();
    const auto one_sound = decoder.readings(30);
    for (std::size_t i = 0; i < 5; ++i) CHECK(one_sound[i].text == sounds[i].text);
}

TEST_CASE("pinyin: fuzzy sounds find the word only when they are switched on") {
    Decoder strict({built_list()}, {});
    Decoder fuzzy({built_list()}, {.fuzzy = Fuzzy::all()});
    CHECK(best(fuzzy, "cuankou").front() == "窗口");
    CHECK(best(fuzzy, "chuangkou").front() == "窗口");
    CHECK_FALSE(offers(best(strict, "cuankou"), "窗口"));
}

TEST_CASE("pinyin: each pair of fuzzy sounds is a switch of its own, and goes both ways") {
    const struct {
        bool Fuzzy::*pair;
        const char* typed;
        const char* word;
    } rows[] = {
        {&Fuzzy::z_zh, "zengming", "证明"},   {&Fuzzy::z_zh, "zhixun", "咨询"},
        {&Fuzzy::c_ch, "cuangkou", "窗口"},   {&Fuzzy::c_ch, "chailiao", "材料"},
        {&Fuzzy::s_sh, "souli", "受理"},      {&Fuzzy::s_sh, "shuoyouren", "所有人"},
        {&Fuzzy::n_l, "lianling", "年龄"},    {&Fuzzy::n_l, "banni", "办理"},
        {&Fuzzy::an_ang, "banzhu", "帮助"},   {&Fuzzy::an_ang, "bangli", "办理"},
        {&Fuzzy::en_eng, "zhenming", "证明"}, {&Fuzzy::en_eng, "rengmin", "人民"},
        {&Fuzzy::in_ing, "jinying", "经营"},  {&Fuzzy::in_ing, "xingfang", "信访"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.typed);
        Fuzzy alone{}, others = Fuzzy::all();
        alone.*row.pair = true;
        others.*row.pair = false;
        Decoder with({built_list()}, {.fuzzy = alone});
        Decoder without({built_list()}, {.fuzzy = others});
        CHECK(offers(best(with, row.typed), row.word));
        CHECK_FALSE(offers(best(without, row.typed), row.word));
    }
}

TEST_CASE("pinyin: nine keys type a word") {
    Decoder decoder({built_list()}, {.keys = Keys::Nine});
    CHECK(best(decoder, nine_keys("chuangkou")).front() == "窗口");
    CHECK_FALSE(decoder.key('a'));
    CHECK_FALSE(decoder.key('1'));
}

TEST_CASE("pinyin: words at the beginning are offered and used up one by one") {
    Decoder decoder({built_list()}, {});
    best(decoder, "chuangkoumeiren");
    const auto words = decoder.words(30);
    const auto found = std::find_if(words.begin(), words.end(),
                                    [](const Candidate& one) { return one.text.view() == "窗口"; });
    REQUIRE(found != words.end());
    CHECK(found->keys == 9);
    decoder.drop(found->keys);
    CHECK(decoder.typed() == "meiren");
    CHECK_FALSE(decoder.sentences().empty());
}

TEST_CASE("pinyin: a hall's own names are known as soon as they are given") {
    const auto own = hall_list(*built_list(), {"向阳街道综合服务站", "㍿", "一"});
    REQUIRE(own.ok());
    CHECK(own.value()->words().size() == 1);
    Decoder without({built_list()}, {});
    Decoder with({built_list(), own.value()}, {});
    CHECK(best(with, "xyjdzhfwz").front() == "向阳街道综合服务站");
    CHECK_FALSE(offers(best(without, "xyjdzhfwz"), "向阳街道综合服务站"));
}

TEST_CASE("pinyin: any stream of keys reads the same as typing what is left of it") {
    std::mt19937 random(7);
    for (const Keys keys : {Keys::Letters, Keys::Nine}) {
        Decoder decoder({built_list()}, {.keys = keys, .fuzzy = Fuzzy::all()});
        Decoder fresh({built_list()}, {.keys = keys, .fuzzy = Fuzzy::all()});
        const std::string alphabet =
            keys == Keys::Nine ? "2345678996442'1a\xE4" : "aeiounghzcsbdmlxqjyw'?A\xE4";
        for (int round = 0; round < 40; ++round) {
            decoder.wipe();
            std::string kept;
            for (int step = 0; step < 50; ++step) {
                const auto roll = random() % (alphabet.size() + 6);
                if (roll >= alphabet.size()) {
                    CHECK(decoder.backspace() == !kept.empty());
                    if (!kept.empty()) kept.pop_back();
                } else if (decoder.key(alphabet[roll])) {
                    kept += alphabet[roll];
                }
                CHECK(decoder.typed() == kept);
            }
            std::vector<std::string> texts;
            for (const Candidate& one : decoder.sentences()) texts.emplace_back(one.text.view());
            CHECK(texts == best(fresh, kept));
            for (const Candidate& one : decoder.words(20)) CHECK(one.keys <= kept.size());
        }
    }
}

TEST_CASE("pinyin: a wipe overwrites the keys where they stood") {
    Decoder decoder({built_list()}, {});
    best(decoder, "shenfenzheng");
    const std::string_view where = decoder.typed();
    decoder.wipe();
    CHECK(std::all_of(where.begin(), where.end(), [](char c) { return c == 0; }));
    CHECK(decoder.key('w'));
    CHECK(decoder.typed().data() == where.data());
    const sunbooth::MutantScope scope("pinyin.keys_stay");
    best(decoder, "henzheng");
    const std::string_view again = decoder.typed();
    decoder.wipe();
    CHECK_FALSE(std::all_of(again.begin(), again.end(), [](char c) { return c == 0; }));
}

TEST_CASE("pinyin: more keys than there is room for are refused, and a wipe forgets all") {
    Decoder decoder({built_list()}, {.keys = Keys::Nine});
    for (std::size_t i = 0; i < Decoder::kKeysMax; ++i) CHECK(decoder.key('9'));
    CHECK_FALSE(decoder.key('9'));
    decoder.wipe();
    CHECK(decoder.typed().empty());
    CHECK(decoder.sentences().empty());
    CHECK(decoder.words(5).empty());
}

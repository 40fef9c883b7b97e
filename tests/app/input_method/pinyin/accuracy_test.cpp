// SPDX-License-Identifier: Apache-2.0
#include "tests/app/input_method/pinyin/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <string_view>

using namespace sunbooth::pinyin;

namespace {

/// Of the 200, those that were written when the decoder was there already (README.md).
constexpr std::string_view kNewer[] = {
    "柜台空无一人",           "六号窗口的帘子拉着", "办事员爱答不理",
    "盼早日给个回话",         "门前台阶太高上不来", "换房本收多少工本费",
    "现场查看与投诉内容相符", "学车体检表在几楼领", "开口就要好处费",
    "一刻钟全部弄妥",         "必须给满分",         "比预想的省事多了",
};

struct Ages {
    std::vector<Sentence> before, newer;  ///< Than the decoder.
};
Ages ages() {
    Ages made;
    for (Sentence& one : sentences("sentences.txt")) {
        const bool is_newer = std::ranges::find(kNewer, one.text) != std::end(kNewer);
        (is_newer ? made.newer : made.before).push_back(std::move(one));
    }
    REQUIRE(made.newer.size() == 12);
    REQUIRE(made.before.size() == 188);
    return made;
}

}  // namespace

TEST_CASE("pinyin: the 200 sentences of a hall, typed without blanks") {
    Decoder decoder({built_list()}, {});
    const Ages set = ages();
    Score score = sunbooth::pinyin::score(decoder, set.before);
    std::printf("pinyin %s\n", score.line("the 188 written before the decoder").c_str());
    CHECK(score.percent(score.first) >= 78);
    CHECK(score.percent(score.among_five) >= 92);
    score += sunbooth::pinyin::score(decoder, set.newer);
    std::printf("pinyin %s\n", score.line("200 sentences").c_str());
    // Measured 81.5 / 92.5 / 97.1. The floors are the targets; the same list is built everywhere.
    CHECK(score.percent(score.first) >= 78);
    CHECK(score.percent(score.among_five) >= 92);
    CHECK(score.char_percent() >= 97);
}

TEST_CASE("pinyin: sixty sentences that nobody has tried before the decoder was done") {
    // No gate: they tell how much of the figures above is custom, and nothing is tuned on them.
    for (const Keys keys : {Keys::Letters, Keys::Nine}) {
        Decoder decoder({built_list()}, {.keys = keys});
        const bool nine = keys == Keys::Nine;
        const Score score = sunbooth::pinyin::score(decoder, sentences("blind.txt"), nine);
        std::printf("pinyin %s\n", score.line(nine ? "60 blind, nine keys" : "60 blind").c_str());
        CHECK(score.all == 60);
    }
}

TEST_CASE("pinyin: the development set, which may be tuned on") {
    Decoder decoder({built_list()}, {});
    const Score score = sunbooth::pinyin::score(decoder, sentences("dev.txt"), false, true);
    std::printf("pinyin %s\n", score.line("development set").c_str());
    CHECK(score.percent(score.first) >= 60);
}

TEST_CASE("pinyin: the same 200 sentences on nine keys") {
    Decoder decoder({built_list()}, {.keys = Keys::Nine});
    const Score score = sunbooth::pinyin::score(decoder, sentences("sentences.txt"), true);
    std::printf("pinyin %s\n", score.line("200 sentences, nine keys").c_str());
    // Floors two points under what was measured (68.0 / 86.5 / 93.1); the issue sets no gate here.
    CHECK(score.percent(score.first) >= 66);
    CHECK(score.percent(score.among_five) >= 84);
    CHECK(score.char_percent() >= 91);
}

TEST_CASE("pinyin: word pairs help, and fuzzy sounds cost who speaks clearly little") {
    const auto set = sentences("dev.txt");
    Decoder with({built_list()}, {});
    const Score all = score(with, set);
    Decoder without({built_list()}, {.pairs = false});
    const Score plain = score(without, set);
    std::printf("pinyin %s\n", plain.line("development set, no pairs").c_str());
    // As a share of what is missed without them: words alone learn from longer texts too, and
    // among five hardly anything is left to win (64.0 -> 86.7 first, 90.0 -> 95.3 among five).
    CHECK(2 * (100 - all.percent(all.first)) <= 100 - plain.percent(plain.first));
    CHECK(2 * (100 - all.percent(all.among_five)) <= 100 - plain.percent(plain.among_five));
    Decoder fuzzy({built_list()}, {.fuzzy = Fuzzy::all()});
    const Score vague = score(fuzzy, set);
    std::printf("pinyin %s\n", vague.line("development set, all sounds fuzzy").c_str());
    CHECK(vague.percent(vague.first) + 6 >= all.percent(all.first));
}

TEST_CASE("pinyin: no key looks at more words than a few milliseconds allow") {
    // The time of a key is what it looks at; counted, it is the same on every machine and however
    // busy that is. The bounds stand from twelve to thirty of a hundred above what was counted.
    const struct {
        const char* name;
        Settings settings;
        std::size_t most, usual;
    } rows[] = {
        {"letters", {}, 50'000, 5'500},
        {"letters, all sounds fuzzy", {.fuzzy = Fuzzy::all()}, 50'000, 7'000},
        {"nine keys", {.keys = Keys::Nine}, 75'000, 38'000},
        {"nine keys, all sounds fuzzy",
         {.keys = Keys::Nine, .fuzzy = Fuzzy::all()},
         80'000,
         43'000},
    };
    for (const auto& row : rows) {
        Decoder decoder({built_list()}, row.settings);
        std::vector<std::size_t> looked;
        const bool nine = row.settings.keys == Keys::Nine;
        std::vector<std::string> all;
        const auto set = sentences("dev.txt");
        for (std::size_t i = 0; i < set.size(); i += 5) all.push_back(set[i].letters());
        // Nothing but beginnings: every letter may begin any word with it. Sixty are a composition.
        for (const char letter : std::string_view("sxyz")) all.emplace_back(60, letter);
        for (const std::string& letters : all) {
            decoder.wipe();
            for (const char key : nine ? nine_keys(letters) : letters) {
                REQUIRE(decoder.key(key));
                (void)decoder.readings(decoder.typed().size() > 6 ? 30 : 800);
                looked.push_back(decoder.looked());
            }
        }
        std::sort(looked.begin(), looked.end());
        std::printf("pinyin words looked at by a key, %s: median %zu, most %zu\n", row.name,
                    looked[looked.size() / 2], looked.back());
        CHECK(looked.back() <= row.most);
        CHECK(looked[looked.size() / 2] <= row.usual);
    }
}

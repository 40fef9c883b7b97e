// SPDX-License-Identifier: Apache-2.0
#include "tests/app/input_method/pinyin/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iterator>

using namespace sunbooth::pinyin;

namespace {

/// What this thread has worked: how busy the machine is does not count.
double worked_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

TEST_CASE("pinyin: the 200 sentences of a hall, typed without blanks") {
    Decoder decoder({built_list()}, {});
    const Score score = sunbooth::pinyin::score(decoder, sentences("sentences.txt"));
    std::printf("pinyin %s\n", score.line("200 sentences").c_str());
    // Its targets (78 / 92 / 97) are met; the floors stand two points under what was measured, and
    // never under its gates (70 / 88 / 93).
    CHECK(score.percent(score.first) >= 80);
    CHECK(score.percent(score.among_five) >= 93);
    CHECK(score.char_percent() >= 96);
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
    // Floors two points under what was measured; the issue sets no gate here.
    CHECK(score.percent(score.first) >= 69);
    CHECK(score.percent(score.among_five) >= 86);
    CHECK(score.char_percent() >= 91);
}

TEST_CASE("pinyin: word pairs help, and fuzzy sounds cost who speaks clearly little") {
    const auto set = sentences("dev.txt");
    Decoder with({built_list()}, {});
    const Score all = score(with, set);
    Decoder without({built_list()}, {.pairs = false});
    const Score plain = score(without, set);
    std::printf("pinyin %s\n", plain.line("development set, no pairs").c_str());
    CHECK(plain.percent(plain.among_five) + 6 <= all.percent(all.among_five));
    Decoder fuzzy({built_list()}, {.fuzzy = Fuzzy::all()});
    const Score vague = score(fuzzy, set);
    std::printf("pinyin %s\n", vague.line("development set, all sounds fuzzy").c_str());
    CHECK(vague.percent(vague.first) + 6 >= all.percent(all.first));
}

TEST_CASE("pinyin: how long a key takes, for the report") {
    const Settings all[] = {{}, {.fuzzy = Fuzzy::all()}, {.keys = Keys::Nine}};
    const char* names[] = {"letters", "letters, all sounds fuzzy", "nine keys"};
    for (std::size_t i = 0; i < std::size(all); ++i) {
        const Keys keys = all[i].keys;
        Decoder decoder({built_list()}, all[i]);
        std::vector<double> times;
        for (const Sentence& one : sentences("dev.txt")) {
            decoder.wipe();
            for (const char key : keys == Keys::Nine ? nine_keys(one.letters()) : one.letters()) {
                const double before = worked_ms();
                decoder.key(key);
                (void)decoder.sentences();
                times.push_back(worked_ms() - before);
            }
        }
        std::sort(times.begin(), times.end());
        std::printf("pinyin one key, %s: median %.3f ms, p99 %.3f ms\n", names[i],
                    times[times.size() / 2], times[times.size() * 99 / 100]);
        CHECK_FALSE(times.empty());
    }
}

// SPDX-License-Identifier: Apache-2.0
// What the decoder is measured on must not stand in what it has learnt.
#include "tests/app/input_method/pinyin/rig.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>
#include <unordered_map>

using namespace sunbooth::pinyin;

namespace {

constexpr std::size_t kRun = 6 * 3;  // So many characters in a row are no chance; three bytes each.

/// Every way to choose in "{a|b}", as the compiler chooses.
void expand(const std::string& text, const std::function<void(const std::string&)>& take) {
    const auto open = text.find('{');
    const auto close = text.find('}', open);
    if (open == std::string::npos || close == std::string::npos) return take(text);
    for (std::size_t from = open + 1; from <= close;) {
        const auto to = std::min(text.find('|', from), close);
        expand(text.substr(0, open) + text.substr(from, to - from) + text.substr(close + 1), take);
        from = to + 1;
    }
}

/// What is measured on: with a gate, and without one.
std::vector<Sentence> measured() {
    std::vector<Sentence> all = sentences("sentences.txt");
    const std::vector<Sentence> blind = sentences("blind.txt");
    all.insert(all.end(), blind.begin(), blind.end());
    return all;
}

/// Measured sentences by each run of six of their characters, shorter ones as a whole.
class Measured {
public:
    Measured() {
        for (const Sentence& one : measured()) {
            for (std::size_t at = 0; at + kRun <= one.text.size(); at += 3)
                runs_.emplace(one.text.substr(at, kRun), one.text);
            if (one.text.size() < kRun) short_.push_back(one.text);
        }
    }
    /// The measured sentences that a learnt text tells of.
    void met_in(const std::string& text, std::set<std::string>& met) const {
        for (std::size_t at = 0; at + kRun <= text.size(); at += 3) {
            const auto found = runs_.find(text.substr(at, kRun));
            if (found != runs_.end()) met.insert(found->second + " in " + text);
        }
        for (const std::string& one : short_)
            if (text.find(one) != std::string::npos) met.insert(one + " in " + text);
    }

private:
    std::unordered_map<std::string, std::string> runs_;
    std::vector<std::string> short_;
};

std::set<std::string> met_in_sentences(std::istream& learnt) {
    const Measured measured;
    std::set<std::string> met;
    for (std::string line; std::getline(learnt, line);) {
        if (line.starts_with('#')) continue;
        std::istringstream words(line);
        for (std::string word; words >> word;)
            expand(word, [&](const std::string& text) { measured.met_in(text, met); });
    }
    return met;
}

/// Runs of so many characters of the 200, and which of them a learnt sentence has.
class Runs {
public:
    explicit Runs(std::size_t characters) : size_(3 * characters) {
        for (const Sentence& one : sentences("sentences.txt")) {
            for (std::size_t at = 0; at + size_ <= one.text.size(); at += 3)
                met_.emplace(one.text.substr(at, size_), false);
        }
    }
    void meet(const std::string& learnt) {
        for (std::size_t at = 0; at + size_ <= learnt.size(); at += 3) {
            const auto found = met_.find(learnt.substr(at, size_));
            if (found != met_.end()) found->second = true;
        }
    }
    /// The sentences that share none.
    std::vector<Sentence> strangers() const {
        std::vector<Sentence> all = sentences("sentences.txt");
        std::erase_if(all, [this](const Sentence& one) {
            for (std::size_t at = 0; at + size_ <= one.text.size(); at += 3) {
                if (met_.at(one.text.substr(at, size_))) return true;
            }
            return false;
        });
        return all;
    }

private:
    std::size_t size_;
    std::unordered_map<std::string, bool> met_;
};

}  // namespace

TEST_CASE("pinyin: the 200 without those that share four or five characters with what was learnt") {
    // No gate of the issue: they tell how much of the figures of the 200 is custom.
    Runs four(4), five(5);
    std::ifstream learnt(sunbooth::test::source_dir() + "/assets/input/hall_sentences.txt");
    for (std::string word; learnt >> word;) {
        expand(word, [&](const std::string& text) {
            four.meet(text);
            five.meet(text);
        });
    }
    Decoder decoder({built_list()}, {});
    const Score no_five = score(decoder, five.strangers());
    const Score no_four = score(decoder, four.strangers());
    std::printf("pinyin %s\n", no_five.line("of the 200, no run of five learnt").c_str());
    std::printf("pinyin %s\n", no_four.line("of the 200, no run of four learnt").c_str());
    CHECK(no_five.all > no_four.all);
    CHECK(no_four.all > 50);
    // Two points and more under what was measured.
    CHECK(no_five.percent(no_five.first) >= 77);
    CHECK(no_four.percent(no_four.first) >= 74);
}

TEST_CASE("pinyin: six characters in a row of a measured sentence stand in no learnt sentence") {
    std::ifstream learnt(sunbooth::test::source_dir() + "/assets/input/hall_sentences.txt");
    REQUIRE(learnt.good());
    for (const std::string& one : met_in_sentences(learnt)) FAIL_CHECK(one);
    // The check itself: whole, through two of four choices, and one of five characters.
    std::istringstream planted(
        "# 盼早日给个回话\n"
        "盼早日给个回话吧 {现场|台账}{查看|核对}与投诉内容不符 我说必须给满分 给满分\n");
    CHECK(met_in_sentences(planted).size() == 4);
}

TEST_CASE("pinyin: a word of the hall is never a whole measured sentence") {
    // Words may stand in sentences (食品经营许可): they are what a hall's vocabulary is for.
    std::ifstream file(sunbooth::test::source_dir() + "/assets/input/hall_words.txt");
    const std::set<std::string> words{std::istream_iterator<std::string>(file), {}};
    REQUIRE(words.contains("食品经营许可"));
    for (const Sentence& one : measured()) CHECK_FALSE(words.contains(one.text));
    CHECK(sentences("sentences.txt").size() == 200);
}

TEST_CASE("pinyin: what is tuned on is not what is measured on") {
    std::set<std::string> tuned;
    for (const Sentence& one : sentences("dev.txt")) tuned.insert(one.text);
    for (const Sentence& one : measured()) CHECK_FALSE(tuned.contains(one.text));
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/app/input_method/pinyin/rig.h"

#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace sunbooth::pinyin {

std::string Sentence::letters() const {
    std::string all;
    for (const std::string& sound : sounds) all += sound;
    return all;
}

std::vector<Sentence> sentences(const std::string& name) {
    std::ifstream file(test::source_dir() + "/tests/app/input_method/pinyin/" + name);
    std::vector<Sentence> all;
    for (std::string line; std::getline(file, line);) {
        const auto tab = line.find('\t');
        REQUIRE(tab != std::string::npos);
        Sentence one{line.substr(0, tab), {}};
        std::istringstream sounds(line.substr(tab + 1));
        for (std::string sound; sounds >> sound;) one.sounds.push_back(sound);
        REQUIRE(one.sounds.size() * 3 == one.text.size());
        all.push_back(std::move(one));
    }
    REQUIRE_FALSE(all.empty());
    return all;
}

std::string built_list_path() {
    return test::build_dir() + "/data/pinyin/pinyin.lexicon";
}

std::shared_ptr<const Lexicon> built_list() {
    static const auto list = Lexicon::open(built_list_path());
    REQUIRE(list.ok());
    return list.value();
}

std::string nine_keys(const std::string& letters) {
    std::string keys = letters;
    for (char& c : keys) c = "22233344455566677778889999"[c - 'a'];
    return keys;
}

std::vector<std::string> best(Decoder& decoder, const std::string& keys) {
    decoder.wipe();
    for (const char key : keys) CHECK(decoder.key(key));
    std::vector<std::string> texts;
    for (const Candidate& one : decoder.sentences()) texts.emplace_back(one.text.view());
    return texts;
}

Score& Score::operator+=(const Score& other) {
    all += other.all;
    first += other.first;
    among_five += other.among_five;
    chars += other.chars;
    chars_right += other.chars_right;
    return *this;
}

std::string Score::line(const std::string& name) const {
    char text[160];
    std::snprintf(text, sizeof text,
                  "%-34s first %5.1f %%  among five %5.1f %%  characters %5.1f %%", name.c_str(),
                  percent(first), percent(among_five), char_percent());
    return text;
}

Score score(Decoder& decoder, const std::vector<Sentence>& set, bool nine, bool print_misses) {
    Score score;
    for (const Sentence& one : set) {
        const auto texts = best(decoder, nine ? nine_keys(one.letters()) : one.letters());
        ++score.all;
        score.chars += static_cast<int>(one.sounds.size());
        if (texts.empty()) continue;
        score.first += texts[0] == one.text ? 1 : 0;
        score.among_five += std::find(texts.begin(), texts.end(), one.text) != texts.end() ? 1 : 0;
        for (std::size_t i = 0; i < std::min(one.text.size(), texts[0].size()); i += 3)
            score.chars_right += one.text.substr(i, 3) == texts[0].substr(i, 3) ? 1 : 0;
        if (print_misses && texts[0] != one.text)
            std::printf("  %s -> %s\n", one.text.c_str(), texts[0].c_str());
    }
    return score;
}

}  // namespace sunbooth::pinyin

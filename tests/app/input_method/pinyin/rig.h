// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/decoder.h"

#include <string>
#include <vector>

namespace sunbooth::pinyin {

struct Sentence {
    std::string text;
    std::vector<std::string> sounds;
    std::string letters() const;
};

std::vector<Sentence> sentences(const std::string& name);
std::shared_ptr<const Lexicon> built_list();
std::string built_list_path();
/// Letters as their nine keys.
std::string nine_keys(const std::string& letters);
std::vector<std::string> best(Decoder& decoder, const std::string& keys);

struct Score {
    int all = 0, first = 0, among_five = 0, chars = 0, chars_right = 0;
    double percent(int part) const { return 100.0 * part / all; }
    double char_percent() const { return 100.0 * chars_right / chars; }
    std::string line(const std::string& name) const;
    Score& operator+=(const Score& other);
};
Score score(Decoder& decoder, const std::vector<Sentence>& set, bool nine = false,
            bool print_misses = false);

}  // namespace sunbooth::pinyin

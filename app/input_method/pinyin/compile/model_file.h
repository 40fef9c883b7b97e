// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sunbooth::pinyin {

/// What a language model in KenLM's quantised trie format says of single words, of pairs and of
/// threes. All costs are nats: minus the natural logarithm of a probability.
struct ModelFile {
    struct Before {
        std::uint32_t word;  ///< The word in front.
        float cost;          ///< Of the later word, given this one in front.
        float away;  ///< Added to the cost of a word behind both that has no three with them.
    };
    struct Three {
        std::uint32_t first, second, third;
        float cost;  ///< Of the third word, given the others in front.
    };
    std::vector<std::string> words;  ///< UTF-8; 0 stands for every unknown word.
    std::vector<float> cost;
    std::vector<float> away;  ///< Added to the cost of a later word that has no pair with this one.
    std::vector<std::vector<Before>> before;  ///< By the later word.
    std::vector<Three> threes;
};

/// Reads such a file as Debian's libime-data-language-model ships it: order 3. @return Io when it
/// cannot be read, Unsupported for another kind of model, Corrupt when its parts do not fill it
/// exactly.
Result<ModelFile> read_model(const std::string& path);

}  // namespace sunbooth::pinyin

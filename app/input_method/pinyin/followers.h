// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/lexicon.h"
#include "sync/base/secret.h"

#include <memory>
#include <string_view>
#include <vector>

namespace sunbooth::pinyin {

/// Words that are likely to come next, by the word pairs of the list and by the hall's own names:
/// after 不动 of a hall that registers property comes 产登记. Nothing is learnt, and nothing is
/// kept of what was asked. Holds a table of the list's texts, made once (8 bytes a word).
class Followers {
public:
    explicit Followers(std::shared_ptr<const Lexicon> list);
    ~Followers();

    /// Names whose beginning calls for the rest of them.
    void know(std::vector<std::string> names) { names_ = std::move(names); }
    /// What may come behind this text, best first, at most `limit`, each once.
    std::vector<SecretText> after(std::string_view text, std::size_t limit) const;

private:
    struct Ranked {
        std::uint32_t number;
        float cost;
    };
    /// The number of a text that pairs know, or kNoText.
    std::uint32_t number_of(std::string_view text) const;
    std::string_view text_of(std::uint32_t number) const;
    void add_names(std::string_view text, std::size_t limit, std::vector<SecretText>& out) const;
    std::vector<Ranked> ranked(std::uint32_t former, std::uint32_t last) const;

    std::shared_ptr<const Lexicon> list_;
    std::vector<std::string> names_;
    std::vector<std::uint32_t> by_text_;    ///< Open addressing: a word's place and one; 0: empty.
    std::vector<std::uint32_t> by_number_;  ///< The same, by the number of its text.
};

}  // namespace sunbooth::pinyin

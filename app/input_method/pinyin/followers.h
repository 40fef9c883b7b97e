// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/lexicon.h"
#include "sync/base/secret.h"

#include <memory>
#include <span>
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
        std::uint32_t word;
        std::size_t skip;  ///< Bytes of its text that stand there already.
        float cost;        ///< Nats, behind that text.
    };
    /// The word with this text that pairs know, or nothing.
    const Word* known(std::string_view text) const;
    std::span<const std::uint32_t> beginning_with(std::string_view first) const;
    void add_names(std::string_view text, std::size_t limit, std::vector<SecretText>& out) const;
    void add_pairs(std::uint32_t former, const Word& last, float ended,
                   std::vector<Ranked>& all) const;
    /// What may come behind the end of a text. @param whole false: a longer end was a word.
    std::vector<Ranked> ranked(std::string_view before, std::string_view end, bool whole) const;

    std::shared_ptr<const Lexicon> list_;
    std::vector<std::string> names_;
    std::vector<std::uint32_t> by_text_;    ///< Open addressing: a word's place and one; 0: empty.
    std::vector<std::uint32_t> by_number_;  ///< The same, by the number of its text.
    std::vector<std::uint32_t> by_first_;   ///< Words by their first character, in runs:
    std::vector<std::uint32_t> runs_;       ///< where that of each character begins.
};

}  // namespace sunbooth::pinyin

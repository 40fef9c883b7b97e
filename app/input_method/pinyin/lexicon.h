// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::pinyin {

// One file: Header, Syllable[], Node[], Word[], first[], Pair[], Deep[], Away[], End[], text.
// Little endian. The trie is over syllables, not letters, so that one trie serves letters, nine
// keys and fuzzy sounds. Nodes stand breadth first: the children of one are a sorted run. Pairs
// stand sorted by the left text, then by the right one: those of text t are first[t] to first[t +
// 1]. Deep is a hash table of pairs in front of a word, and of threes: a fingerprint of 20 bits
// stands for the key, so that one look in half a million takes a stranger for a known one, which
// costs nobody anything.

inline constexpr std::uint32_t kFormatVersion = 5;
inline constexpr std::uint32_t kStart = 0;             ///< The text number of "nothing before".
inline constexpr std::uint32_t kNoText = 0xFFFFFFFFu;  ///< No pair knows this word.
inline constexpr std::uint32_t kTextsMax = 1u << 20u;  ///< A pair has 20 bits for its right text.
inline constexpr float kPairStep = 1.0F / 128;         ///< Nats a step of a pair's cost, 12 bits.

struct Header {
    char magic[8];
    std::uint32_t version, bytes;  ///< bytes: of the whole file.
    std::uint64_t checksum;        ///< checksum() of everything behind the header.
    std::uint32_t syllables, nodes, words, texts, pairs, deep, text;
};
struct Syllable {
    char letters[8];  ///< Without tone, ü as v, zeros behind.
    std::string_view view() const { return letters; }
};
struct Node {
    std::uint32_t first_child, first_word;
    std::uint16_t syllable, children, words, zero;
};
struct Word {
    std::uint32_t text;
    std::uint32_t number;  ///< Of the text, for pairs: one for all readings of it.
    float cost;            ///< Nats: minus the logarithm of its share of all words.
    float reading;         ///< Nats, in `cost` already: how much rarer it is read like this.
    std::uint16_t bytes;
    std::uint16_t
        least;  ///< Steps of kPairStep: what it costs behind the word that calls for it most.
};
using Pair = std::uint32_t;  ///< Right text in the upper 20 bits, cost in the lower 12.
using Deep = std::uint32_t;  ///< Fingerprint in the upper 20 bits, cost in the lower 12; 0: empty.
using Away = std::int16_t;   ///< Steps of kPairStep that a word costs more where no pair is listed.
using End = std::uint16_t;   ///< Steps of kPairStep that it costs to end behind a text.

std::uint64_t text_hash(std::string_view text);
/// FNV-1a over words of eight bytes in four lanes: the file is checked in a few milliseconds.
std::uint64_t checksum(std::string_view bytes);
/// Where a two (third: kNoText) or three begins to be looked for, and its fingerprint.
struct DeepKey {
    std::uint64_t place;
    std::uint32_t print;
};
DeepKey deep_key(std::uint32_t first, std::uint32_t second, std::uint32_t third, std::size_t size);

/// A compiled word list, read in place. Never changes once it is open.
class Lexicon {
public:
    /// Maps a file. @return Io when it cannot be read, Corrupt when it fails its checks,
    /// Unsupported when another version wrote it.
    static Result<std::shared_ptr<const Lexicon>> open(const std::string& path);
    /// The same over bytes in memory.
    static Result<std::shared_ptr<const Lexicon>> from_bytes(std::string bytes);
    /// Brings all pages of the file into memory at once, so that no key waits for one; and lets
    /// them go again, since between visits nobody needs them. Of bytes in memory nothing changes.
    void wake() const;
    void rest() const;
    ~Lexicon();
    Lexicon(const Lexicon&) = delete;
    Lexicon& operator=(const Lexicon&) = delete;

    std::span<const Syllable> syllables() const { return syllables_; }
    std::span<const Node> nodes() const { return nodes_; }  ///< The first is the root.
    std::span<const Word> words() const { return words_; }
    std::string_view text(const Word& word) const { return text_.substr(word.text, word.bytes); }
    std::span<const Word> words_of(const Node& node) const {
        return words_.subspan(node.first_word, node.words);
    }
    /// Index of the child by that syllable, or 0 (the root is nobody's child).
    std::uint32_t child(const Node& node, std::uint16_t syllable) const;
    /// Nats for `right` behind the text `left` (kStart: at the beginning).
    float cost(std::uint32_t left, const Word& right) const;
    /// Nats to be added behind these two where no three is listed; negative: nothing is known of
    /// the two, and three() need not be asked.
    float away(std::uint32_t first, std::uint32_t second) const {
        return deep(first, second, kNoText);
    }
    /// Nats for `third` behind the others, without its reading; negative: not listed.
    float three(std::uint32_t first, std::uint32_t second, std::uint32_t third) const {
        return deep(first, second, third);
    }
    /// Nats for a sentence to end behind this text; of kNoText, behind any.
    float end(std::uint32_t last) const;
    /// Texts that pairs know, by their numbers.
    std::size_t texts() const { return away_.size(); }
    /// What is known behind a text: sorted by the right one.
    std::span<const Pair> pairs_of(std::uint32_t left) const {
        return pairs_.subspan(first_[left], first_[left + 1] - first_[left]);
    }
    std::size_t bytes() const { return raw_.size(); }

private:
    Lexicon() = default;
    float deep(std::uint32_t first, std::uint32_t second, std::uint32_t third) const;
    Status bind();
    Status check() const;

    std::string owned_;
    void* map_ = nullptr;
    std::string_view raw_;
    std::span<const Syllable> syllables_;
    std::span<const Node> nodes_;
    std::span<const Word> words_;
    std::span<const Pair> pairs_;
    std::span<const Deep> deep_;
    std::span<const Away> away_;
    std::span<const End> end_;  ///< That of kStart stands for texts that no pair knows.
    std::span<const std::uint32_t> first_;
    std::string_view text_;
};

/// Finds how a text is read, by the cheapest way to cut it into known words.
class Reader {
public:
    explicit Reader(const Lexicon& lexicon);
    /// Knows only what may stand in these texts: for a few texts it is ready ten times sooner.
    Reader(const Lexicon& lexicon, const std::vector<std::string>& texts);
    ~Reader();
    /// Syllable numbers, one a character; empty when some character is not known.
    std::vector<std::uint16_t> read(std::string_view text) const;
    /// The words themselves; empty when some character is not known.
    std::vector<std::string_view> cut(std::string_view text) const;

private:
    struct Index;
    struct Piece;
    std::vector<Piece> pieces(std::string_view text) const;
    std::unique_ptr<Index> index_;
};

}  // namespace sunbooth::pinyin

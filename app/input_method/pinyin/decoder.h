// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/lexicon.h"
#include "sync/base/secret.h"

#include <array>
#include <unordered_map>

namespace sunbooth::pinyin {

/// Sounds that many speakers do not tell apart. Each works both ways.
struct Fuzzy {
    bool z_zh = false, c_ch = false, s_sh = false, n_l = false;
    bool an_ang = false, en_eng = false, in_ing = false;
    static Fuzzy all() { return {true, true, true, true, true, true, true}; }
};

enum class Keys { Letters, Nine };

struct Settings {
    Keys keys = Keys::Letters;
    Fuzzy fuzzy{};
    bool pairs = true;  ///< Off only to measure what word pairs give.
};

/// One text that the typed keys may mean.
struct Candidate {
    SecretText text;
    std::size_t keys = 0;  ///< How many of the typed keys it uses up.
    float cost = 0;        ///< Nats; less is better.
};

/// Turns keys into Chinese: a lattice of syllables over the letters so far, words over the
/// syllables, and the best ways through. A key adds one column, Backspace takes one off; nothing
/// before it is computed again. It remembers nothing but the keys, in memory that is overwritten
/// when freed. One thread. The lists outlive it.
class Decoder {
public:
    static constexpr std::size_t kKeysMax = 160;
    static constexpr std::size_t kSentencesMax = 5;
    static constexpr std::size_t kSyllableKeysMax = 6;  ///< zhuang

    Decoder(std::vector<std::shared_ptr<const Lexicon>> lists, const Settings& settings);

    /// Takes a-z, or 2-9 with nine keys, or ' between syllables. False: not a key, or no room.
    bool key(char key);
    /// Takes back one key. False when there is none.
    bool backspace();
    /// Forgets everything and overwrites it.
    void wipe();
    std::string_view typed() const { return {keys_.data(), keys_.size()}; }

    /// The best readings of all keys, best first, at most kSentencesMax.
    std::vector<Candidate> sentences() const;
    /// The keys with a blank between the syllables that the best of them takes them for; empty
    /// when nothing reads all of them.
    SecretText syllables() const;
    /// Words at the beginning of the keys: longest first, then most common; each text once.
    std::vector<Candidate> words(std::size_t limit) const;
    /// All that is offered for the keys: the sentences, and behind them so many words; each text
    /// once.
    std::vector<Candidate> readings(std::size_t words_max) const;
    /// How often the last key, and what was asked of it since, looked at a word: what its time
    /// depends on, whatever the machine.
    std::size_t looked() const { return looked_; }
    /// Drops the first keys, which a chosen word used up.
    void drop(std::size_t keys);

private:
    enum class Kind : std::uint8_t { Full, Initial, Part };
    struct Match {
        std::uint16_t syllable;
        Kind kind;
        float cost;
    };
    struct Open {  ///< A word that has begun at `start` and got as far as `node`.
        std::uint32_t node;
        std::uint16_t start;
        std::uint8_t list;
        float cost;
    };
    struct Way {  ///< One way to read the keys up to here, ending with a word.
        float cost = 0;
        std::uint32_t word = 0;
        std::uint32_t number = kStart;       ///< The word's text, for pairs.
        std::uint32_t former = kNoText;      ///< That of the word before it, for threes.
        float away = -1;                     ///< See Lexicon::away; of the two.
        std::uint16_t from = 0, before = 0;  ///< Column, and place in it, of the way so far.
        std::uint8_t list = 0;
        std::uint64_t text = 0;  ///< Hash of the whole text: the same text is kept once.
    };
    template <class T>
    using Wiped = std::vector<T, WipingAllocator<T>>;
    struct Column {
        Wiped<Open> open;
        Wiped<Open> growing;  ///< Those of them that another syllable can carry on: a part.
        Wiped<Way> ways;
        Wiped<Way> tail;  ///< With an unfinished last syllable; never built upon.
    };

    void learn_matches(const Settings& settings);
    void add_match(std::string_view letters, const Match& match, Keys keys);
    void add_column();
    void reach(std::size_t from, const Match& match, Wiped<Open>& open) const;
    void end_words(const Wiped<Open>& open, Wiped<Way>& ways) const;
    void look_behind(Wiped<Way>& ways) const;
    float step_cost(const Way& so_far, const Word& next) const;
    void keep(Wiped<Way>& ways, const Way& way) const;
    class Seen;
    struct Start;
    Wiped<Start> starts(std::size_t end) const;
    void add_words(std::size_t limit, Seen& seen, std::vector<Candidate>& all) const;
    const Word& word(const Way& way) const { return lists_[way.list]->words()[way.word]; }
    SecretText text(const Way& way) const;
    Wiped<Way> ranked(std::size_t most) const;
    bool cut(const Way& way, std::uint32_t node, std::size_t at, std::size_t end,
             Wiped<std::size_t>& begins) const;

    std::vector<std::shared_ptr<const Lexicon>> lists_;
    Settings settings_;
    std::unordered_map<std::uint64_t, std::vector<Match>> matches_;  ///< By the keys, packed.
    mutable std::size_t looked_ = 0;
    Wiped<char> keys_;
    std::vector<Column> columns_;  ///< One more than keys.
};

}  // namespace sunbooth::pinyin

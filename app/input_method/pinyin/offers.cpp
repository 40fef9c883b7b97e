// SPDX-License-Identifier: Apache-2.0
// What is offered for the keys that were typed: whole sentences, and the words that they begin
// with.
#include "app/input_method/pinyin/decoder.h"

#include <algorithm>

namespace sunbooth::pinyin {

namespace {

// Who looks at what is offered has mostly come to an end; not always, so it counts for less than a
// word does. Chosen on the development set.
constexpr float kEndShare = 0.7F;

// Behind the best sentence, before the others: who sees that it is wrong chooses it in parts.
constexpr std::size_t kWordsFirst = 3;
constexpr std::size_t kShortBytes =
    9;  // Three characters: such a sentence is no wider than a word.

}  // namespace

/// Texts that were met, by their hashes. Two that look alike would cost one candidate in 2^64.
class Decoder::Seen {
public:
    explicit Seen(std::size_t count) : places_(2 * count + 1, 0) {}
    bool add(std::string_view text) {
        const std::uint64_t hash = text_hash(text) | 1U;
        std::size_t at = hash % places_.size();
        while (places_[at] != 0 && places_[at] != hash) at = at + 1 == places_.size() ? 0 : at + 1;
        return std::exchange(places_[at], hash) == 0;
    }

private:
    Wiped<std::uint64_t> places_;
};

/// A word that stands at the beginning of the keys.
struct Decoder::Start {
    const Lexicon* list;
    const Word* word;
    float cost;
    /// For a heap, which gives its greatest first: the most common one.
    bool operator<(const Start& other) const {
        if (cost != other.cost) return cost > other.cost;
        return list->text(*word) > other.list->text(*other.word);
    }
};

/// The best ways through all of the keys, best first.
Decoder::Wiped<Decoder::Way> Decoder::ranked(std::size_t most) const {
    Wiped<Way> tail = columns_.back().tail;
    if (settings_.pairs)
        for (Way& way : tail) way.cost += kEndShare * lists_.front()->end(way.number);
    const std::size_t shown = std::min(tail.size(), most);
    std::partial_sort(tail.begin(), tail.begin() + static_cast<std::ptrdiff_t>(shown), tail.end(),
                      [](const Way& a, const Way& b) { return a.cost < b.cost; });
    tail.resize(shown);
    return tail;
}

std::vector<Candidate> Decoder::sentences() const {
    std::vector<Candidate> all;
    if (keys_.empty()) return all;
    for (const Way& way : ranked(kSentencesMax)) all.push_back({text(way), keys_.size(), way.cost});
    return all;
}

/// Where the syllables of a word begin among the keys [at, end), by its own way through the trie,
/// the last one first. False: that way does not lead to the word.
bool Decoder::cut(const Way& way, std::uint32_t node, std::size_t at, std::size_t end,
                  Wiped<std::size_t>& begins) const {
    const Lexicon& list = *lists_[way.list];
    const Node& here = list.nodes()[node];
    if (at == end) return way.word >= here.first_word && way.word < here.first_word + here.words;
    while (at < end && keys_[at] == '\'') ++at;
    std::uint64_t packed = 0;
    for (std::size_t to = at; to < std::min(end, at + kSyllableKeysMax) && keys_[to] != '\'';
         ++to) {
        packed = packed << 8u | static_cast<unsigned char>(keys_[to]);
        const auto found = matches_.find(packed);
        if (found == matches_.end()) continue;
        for (const Match& match : found->second) {
            const std::uint32_t next = list.child(here, match.syllable);
            if (next == 0 || !cut(way, next, to + 1, end, begins)) continue;
            begins.push_back(at);
            return true;
        }
    }
    return false;
}

SecretText Decoder::syllables() const {
    SecretText all;
    if (keys_.empty()) return all;
    const Wiped<Way> best = ranked(1);
    if (best.empty()) return all;
    std::size_t end = keys_.size();
    while (end > 0 && keys_[end - 1] == '\'') --end;
    Wiped<std::size_t> begins;  // The last one first.
    for (Way way = best.front(); end > 0; way = columns_[way.from].ways[way.before]) {
        if (!cut(way, 0, way.from, end, begins)) return all;
        end = way.from;
    }
    for (std::size_t at = 0; at < keys_.size(); ++at) {
        const bool begins_here = !begins.empty() && begins.back() == at;
        if (begins_here) begins.pop_back();
        if (begins_here && at > 0 && keys_[at - 1] != '\'') all.append(" ");
        all.append({&keys_[at], 1});
    }
    return all;
}

/// The words that use up the keys as far as `end`, in no order.
Decoder::Wiped<Decoder::Start> Decoder::starts(std::size_t end) const {
    Wiped<Start> here;
    for (const Open& open : columns_[end].open) {
        if (open.start != 0) continue;
        const Lexicon& list = *lists_[open.list];
        for (const Word& word : list.words_of(list.nodes()[open.node]))
            here.push_back({&list, &word, word.cost + open.cost});
    }
    looked_ += here.size();
    return here;
}

void Decoder::add_words(std::size_t limit, Seen& seen, std::vector<Candidate>& all) const {
    for (std::size_t end = keys_.size(); end > 0; --end) {
        // Thousands may begin like this, and a few dozen are shown: only those are put in order.
        Wiped<Start> here = starts(end);
        std::make_heap(here.begin(), here.end());
        for (auto last = here.end(); last != here.begin();) {
            if (limit == 0) return;
            std::pop_heap(here.begin(), last);
            const Start start = *--last;
            const std::string_view text = start.list->text(*start.word);
            if (!seen.add(text)) continue;
            all.push_back({SecretText(text), end, start.cost});
            --limit;
        }
    }
}

std::vector<Candidate> Decoder::words(std::size_t limit) const {
    std::vector<Candidate> all;
    Seen seen(limit);
    add_words(limit, seen, all);
    return all;
}

/// Of a row of the panel a long sentence takes half: a few of the words that the keys begin with
/// stand behind the best one, so that who sees that it is wrong may choose it in parts.
std::vector<Candidate> Decoder::readings(std::size_t words_max) const {
    std::vector<Candidate> all = sentences();
    Seen seen(all.size() + words_max);
    for (const Candidate& one : all) seen.add(one.text.view());
    const std::size_t sentences = all.size();
    add_words(words_max, seen, all);
    const bool long_ones = sentences > 1 && all[1].text.size() > kShortBytes;
    if (long_ones) {
        const auto second = all.begin() + 1;
        const auto words = second + static_cast<std::ptrdiff_t>(sentences - 1);
        const auto first = std::min<std::size_t>(kWordsFirst, all.size() - sentences);
        std::rotate(second, words, words + static_cast<std::ptrdiff_t>(first));
    }
    return all;
}

}  // namespace sunbooth::pinyin

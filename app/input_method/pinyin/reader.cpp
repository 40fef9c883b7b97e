// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/lexicon.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace sunbooth::pinyin {

namespace {

constexpr std::size_t kWordBytesMax = 48;  // The longest entry of the word list has ten characters.

std::size_t char_bytes(unsigned char lead) {
    return lead < 0x80 ? 1u : lead < 0xE0 ? 2u : lead < 0xF0 ? 3u : 4u;
}

}  // namespace

struct Reader::Index {
    struct Entry {
        float cost = 0;
        std::vector<std::uint16_t> syllables;
    };
    std::unordered_map<std::string_view, Entry> words;
    std::optional<std::unordered_set<std::string_view>> wanted;  ///< Nothing: all words.

    void want(std::string_view text) {
        for (std::size_t from = 0; from < text.size(); ++from) {
            for (std::size_t bytes = 1; bytes <= std::min(kWordBytesMax, text.size() - from);
                 ++bytes) {
                wanted->insert(text.substr(from, bytes));
            }
        }
    }

    void walk(const Lexicon& lexicon, const Node& node, std::vector<std::uint16_t>& path) {
        for (const Word& word : lexicon.words_of(node)) {
            if (wanted && !wanted->contains(lexicon.text(word))) continue;
            const auto [at, fresh] = words.try_emplace(lexicon.text(word), Entry{word.cost, path});
            if (!fresh && word.cost < at->second.cost) at->second = {word.cost, path};
        }
        for (std::uint32_t i = 0; i < node.children; ++i) {
            const Node& next = lexicon.nodes()[node.first_child + i];
            path.push_back(next.syllable);
            walk(lexicon, next, path);
            path.pop_back();
        }
    }
};

Reader::Reader(const Lexicon& lexicon) : index_(std::make_unique<Index>()) {
    std::vector<std::uint16_t> path;
    index_->walk(lexicon, lexicon.nodes().front(), path);
}

Reader::Reader(const Lexicon& lexicon, const std::vector<std::string>& texts)
    : index_(std::make_unique<Index>()) {
    index_->wanted.emplace();
    for (const std::string& text : texts) index_->want(text);
    std::vector<std::uint16_t> path;
    index_->walk(lexicon, lexicon.nodes().front(), path);
    index_->wanted.reset();
}

Reader::~Reader() = default;

struct Reader::Piece {
    std::string_view text;
    const Index::Entry* entry;
};

std::vector<Reader::Piece> Reader::pieces(std::string_view text) const {
    constexpr float kFar = std::numeric_limits<float>::max();
    struct Cut {
        float cost = kFar;
        std::size_t from = 0;
        const Index::Entry* entry = nullptr;
    };
    std::vector<Cut> cuts(text.size() + 1);
    cuts[0].cost = 0;
    for (std::size_t from = 0; from < text.size(); ++from) {
        if (cuts[from].cost == kFar) continue;
        for (std::size_t to = from; to < text.size() && to - from < kWordBytesMax;) {
            to += char_bytes(static_cast<unsigned char>(text[to]));
            if (to > text.size()) break;
            const auto found = index_->words.find(text.substr(from, to - from));
            if (found == index_->words.end()) continue;
            const float cost = cuts[from].cost + found->second.cost;
            if (cost < cuts[to].cost) cuts[to] = {cost, from, &found->second};
        }
    }
    std::vector<Piece> all;
    if (cuts.back().cost == kFar) return all;
    for (std::size_t at = text.size(); at > 0; at = cuts[at].from)
        all.push_back({text.substr(cuts[at].from, at - cuts[at].from), cuts[at].entry});
    std::reverse(all.begin(), all.end());
    return all;
}

std::vector<std::uint16_t> Reader::read(std::string_view text) const {
    std::vector<std::uint16_t> syllables;
    for (const Piece& piece : pieces(text))
        syllables.insert(syllables.end(), piece.entry->syllables.begin(),
                         piece.entry->syllables.end());
    return syllables;
}

std::vector<std::string_view> Reader::cut(std::string_view text) const {
    std::vector<std::string_view> words;
    for (const Piece& piece : pieces(text)) words.push_back(piece.text);
    return words;
}

}  // namespace sunbooth::pinyin

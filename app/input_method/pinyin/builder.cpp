// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/builder.h"

#include "sync/base/assert.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

namespace sunbooth::pinyin {

namespace {

constexpr float kHallCost = 9.0F;  // As common as 1 word in 8,000; not tuned.

struct Branch {
    std::map<std::uint16_t, std::unique_ptr<Branch>> children;
    std::map<std::string, const Source::Entry*> words;
};

template <class T>
void put(std::string& out, const std::vector<T>& items) {
    if (!items.empty())
        out.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
}

struct Parts {
    std::vector<float> least;  ///< By text number.
    std::vector<Away> away;
    std::vector<End> end;
    float least_away = 0;
    std::vector<Syllable> syllables;
    std::vector<Node> nodes;
    std::vector<Word> words;
    std::vector<std::uint32_t> first;
    std::vector<Pair> pairs;
    std::vector<Deep> deep;
    std::string text;
    std::map<std::string, std::uint32_t> placed;
};

void put_words(Parts& parts, const Language& language, const Branch& branch, Node& node) {
    node.first_word = static_cast<std::uint32_t>(parts.words.size());
    node.words = static_cast<std::uint16_t>(branch.words.size());
    for (const auto& [text, entry] : branch.words) {
        const auto [at, fresh] =
            parts.placed.try_emplace(text, static_cast<std::uint32_t>(parts.text.size()));
        if (fresh) parts.text += text;
        Word word{};
        word.text = at->second;
        word.bytes = static_cast<std::uint16_t>(text.size());
        word.cost = entry->cost;
        word.reading = entry->reading;
        const auto number = language.numbers.find(text);
        word.number = number == language.numbers.end() ? kNoText : number->second;
        float least = entry->cost + parts.least_away;
        if (word.number != kNoText)
            least = std::min(least, parts.least[word.number] + entry->reading);
        word.least = static_cast<std::uint16_t>(std::clamp(least / kPairStep, 0.0F, 65535.0F));
        parts.words.push_back(word);
    }
    // Cheapest first, so that a decoder may stop early; the text decides ties.
    std::stable_sort(parts.words.begin() + node.first_word, parts.words.end(),
                     [](const Word& a, const Word& b) { return a.cost < b.cost; });
}

void put_pairs(Parts& parts, const Language& language) {
    SUNBOOTH_ASSERT(language.pairs.size() == language.away.size());
    SUNBOOTH_ASSERT(language.away.size() <= kTextsMax);
    parts.least.assign(language.away.size(), std::numeric_limits<float>::max());
    for (const float away : language.away) {
        const float steps = std::clamp(std::floor(away / kPairStep), -32768.0F, 32767.0F);
        parts.away.push_back(static_cast<Away>(steps));
        parts.least_away = std::min(parts.least_away, steps * kPairStep);
    }
    SUNBOOTH_ASSERT(language.end.size() <= language.away.size());
    for (const float end : language.end) {
        const float steps = std::clamp(std::round(end / kPairStep), 0.0F, 65535.0F);
        parts.end.push_back(static_cast<End>(steps));
    }
    parts.end.resize(language.away.size(), 0);
    parts.first.push_back(0);
    for (const auto& row : language.pairs) {
        for (const Language::Next& next : row) {
            const float steps = std::clamp(next.cost / kPairStep, 0.0F, 4095.0F);
            parts.least[next.text] =
                std::min(parts.least[next.text], steps * kPairStep - kPairStep);
            parts.pairs.push_back(next.text << 12u |
                                  static_cast<std::uint32_t>(std::lround(steps)));
        }
        parts.first.push_back(static_cast<std::uint32_t>(parts.pairs.size()));
    }
}

void put_deep(Parts& parts, std::uint32_t first, std::uint32_t second, std::uint32_t third,
              float cost) {
    const DeepKey key = deep_key(first, second, third, parts.deep.size());
    const auto steps =
        static_cast<std::uint32_t>(std::lround(std::clamp(cost / kPairStep, 0.0F, 4095.0F)));
    std::size_t at = key.place;
    while (parts.deep[at] != 0) {
        if (parts.deep[at] >> 12u == key.print)
            return;  // Two keys that look alike: the first stays.
        at = at + 1 == parts.deep.size() ? 0 : at + 1;
    }
    parts.deep[at] = key.print << 12u | steps;
}

void put_threes(Parts& parts, const Language& language) {
    const std::size_t count = language.twos.size() + language.threes.size();
    if (count == 0) return;
    parts.deep.assign(count + count / 6 + 1, 0);  // One place in seven stays empty.
    for (const Language::Two& two : language.twos) {
        put_deep(parts, two.first, two.second, kNoText, two.away);
    }
    for (const Language::Three& three : language.threes) {
        put_deep(parts, three.first, three.second, three.third, three.cost);
        float& least = parts.least[three.third];
        least = std::min(least, three.cost - kPairStep);
    }
}

void lay_out(Parts& parts, const Language& language, const Branch& root) {
    put_pairs(parts, language);
    put_threes(parts, language);
    std::vector<const Branch*> order{&root};
    parts.nodes.push_back({});
    for (std::size_t i = 0; i < order.size(); ++i) {
        Node node = parts.nodes[i];
        put_words(parts, language, *order[i], node);
        node.first_child = static_cast<std::uint32_t>(order.size());
        node.children = static_cast<std::uint16_t>(order[i]->children.size());
        parts.nodes[i] = node;
        for (const auto& [syllable, child] : order[i]->children) {
            Node next{};
            next.syllable = syllable;
            parts.nodes.push_back(next);
            order.push_back(child.get());
        }
    }
}

/// Whether a Chinese character (U+3400..9FFF, U+20000 and up) begins at these bytes.
bool is_han(std::string_view at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at[i]); };
    if (at.size() >= 4 && byte(0) == 0xF0) return byte(1) >= 0xA0;
    if (at.size() < 3 || byte(0) < 0xE3 || byte(0) > 0xE9) return false;
    return byte(0) > 0xE3 || byte(1) >= 0x90;
}

/// The runs of Chinese characters, each once, in order.
std::vector<std::string> readable_parts(const std::vector<std::string>& names) {
    std::vector<std::string> parts;
    for (const std::string_view name : names) {
        std::string part;
        const auto take = [&] {
            if (!part.empty() && std::find(parts.begin(), parts.end(), part) == parts.end())
                parts.push_back(part);
            part.clear();
        };
        for (std::size_t at = 0; at < name.size();) {
            const bool readable = is_han(name.substr(at));
            const std::size_t bytes = readable ? (name[at] == '\xF0' ? 4 : 3) : 1;
            if (readable)
                part += name.substr(at, bytes);
            else
                take();
            at += bytes;
        }
        take();
    }
    return parts;
}

}  // namespace

std::string build(const Source& source) {
    Branch root;
    for (const Source::Entry& entry : source.entries) {
        SUNBOOTH_ASSERT(!entry.syllables.empty());
        Branch* at = &root;
        for (const std::uint16_t syllable : entry.syllables) {
            SUNBOOTH_ASSERT(syllable < source.syllables.size());
            auto& child = at->children[syllable];
            if (!child) child = std::make_unique<Branch>();
            at = child.get();
        }
        const auto [word, fresh] = at->words.try_emplace(entry.text, &entry);
        if (!fresh && entry.cost < word->second->cost) word->second = &entry;
    }
    Parts parts;
    for (const std::string& letters : source.syllables) {
        SUNBOOTH_ASSERT(letters.size() < sizeof(Syllable));
        Syllable syllable{};
        std::memcpy(syllable.letters, letters.data(), letters.size());
        parts.syllables.push_back(syllable);
    }
    lay_out(parts, source.language, root);
    std::string body;
    put(body, parts.syllables);
    put(body, parts.nodes);
    put(body, parts.words);
    put(body, parts.first);
    put(body, parts.pairs);
    put(body, parts.deep);
    put(body, parts.away);
    put(body, parts.end);
    body += parts.text;
    Header head{};
    std::memcpy(head.magic, "SBPINYIN", 8);
    head.version = kFormatVersion;
    head.bytes = static_cast<std::uint32_t>(sizeof head + body.size());
    head.checksum = checksum(body);
    head.syllables = static_cast<std::uint32_t>(parts.syllables.size());
    head.nodes = static_cast<std::uint32_t>(parts.nodes.size());
    head.words = static_cast<std::uint32_t>(parts.words.size());
    head.texts = static_cast<std::uint32_t>(source.language.away.size());
    head.pairs = static_cast<std::uint32_t>(parts.pairs.size());
    head.deep = static_cast<std::uint32_t>(parts.deep.size());
    head.text = static_cast<std::uint32_t>(parts.text.size());
    return std::string(reinterpret_cast<const char*>(&head), sizeof head) + body;
}

Result<std::shared_ptr<const Lexicon>> hall_list(const Lexicon& base,
                                                 const std::vector<std::string>& names) {
    const std::vector<std::string> texts = readable_parts(names);
    const Reader reader(base, texts);
    Source source;
    for (const Syllable& syllable : base.syllables())
        source.syllables.emplace_back(syllable.view());
    for (const std::string& text : texts) {
        const auto syllables = reader.read(text);
        if (syllables.size() >= 2 && syllables.size() <= 20)
            source.entries.push_back({text, syllables, kHallCost, 0});
    }
    return Lexicon::from_bytes(build(source));
}

}  // namespace sunbooth::pinyin

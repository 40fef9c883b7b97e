// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/compile/model_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <string_view>

namespace sunbooth::pinyin {

namespace {

// The layout of KenLM's "quantised trie with array-compressed pointers", binary format 5. Offsets
// are of a 64-bit little-endian machine.
constexpr std::string_view kMagic = "mmap lm http://kheafield.com/code format version 5\n";
constexpr std::size_t kParameters = 88;  // Order, multiplier, kind, has words, search version.
constexpr std::size_t kCounts = 108;
constexpr std::size_t kVocabulary = 136;
constexpr std::uint32_t kQuantisedArrayTrie = 5;
constexpr std::size_t kUnigramBytes = 16;  // float cost, float away, uint64 first pair.
constexpr double kNatsOfTenth = 2.302585092994046;

class Bytes {
public:
    explicit Bytes(std::string_view all) : all_(all) {}
    bool has(std::uint64_t at, std::uint64_t count) const {
        return at <= all_.size() && count <= all_.size() - at;
    }
    template <class T>
    T at(std::uint64_t offset) const {
        T value{};
        if (has(offset, sizeof(T))) std::memcpy(&value, all_.data() + offset, sizeof(T));
        return value;
    }
    /// At most 25 bits, counted from a byte; the file is longer than any part that is read so.
    std::uint32_t bits(std::uint64_t base, std::uint64_t bit, unsigned count) const {
        return static_cast<std::uint32_t>(at<std::uint64_t>(base + bit / 8) >> (bit % 8)) &
               ((1u << count) - 1u);
    }

private:
    std::string_view all_;
};

unsigned bits_for(std::uint64_t value) {
    return static_cast<unsigned>(std::bit_width(value));
}

/// How many leading bits of the pointers the file keeps in a table: the count that saves most.
unsigned chopped_bits(std::uint64_t entries, std::uint64_t pointers, unsigned limit) {
    const unsigned required = bits_for(pointers);
    unsigned best = 0;
    auto least = std::numeric_limits<std::int64_t>::max();
    for (unsigned chop = 0; chop <= std::min(required, limit); ++chop) {
        const auto change = static_cast<std::int64_t>((pointers >> (required - chop)) * 64) -
                            static_cast<std::int64_t>(entries * chop);
        if (change >= least) continue;
        least = change;
        best = chop;
    }
    return best;
}

struct Layout {
    std::uint64_t unigrams, bigrams, trigrams;
    unsigned cost_bits, away_bits, word_bits, entry_bits, inline_bits;
    std::uint64_t costs, aways, last_costs, singles, chops, chop_count, pairs, triples, words;
};

Layout lay_out(const Bytes& file) {
    Layout at{};
    at.unigrams = file.at<std::uint64_t>(kCounts);
    at.bigrams = file.at<std::uint64_t>(kCounts + 8);
    at.trigrams = file.at<std::uint64_t>(kCounts + 16);
    const std::uint64_t search = kVocabulary + 8 + 8 * at.unigrams;
    at.cost_bits = file.at<std::uint8_t>(search + 1);
    at.away_bits = file.at<std::uint8_t>(search + 2);
    at.costs = search + 8;
    const std::uint64_t cost_table = std::uint64_t{4} << at.cost_bits;
    at.aways = at.costs + cost_table;
    at.last_costs = at.aways + (std::uint64_t{4} << at.away_bits);
    at.singles = at.last_costs + cost_table;
    const std::uint64_t pointers = at.singles + (at.unigrams + 2) * kUnigramBytes;
    const unsigned limit = file.at<std::uint8_t>(pointers + 1);
    const unsigned chop = chopped_bits(at.bigrams + 1, at.trigrams, limit);
    at.inline_bits = bits_for(at.trigrams) - chop;
    at.word_bits = bits_for(at.unigrams);
    at.entry_bits = at.word_bits + at.cost_bits + at.away_bits + at.inline_bits;
    at.chop_count = 1 + (at.trigrams >> at.inline_bits);
    at.chops = (pointers + 7) / 8 * 8 + 8;
    at.pairs = pointers + 8 * (1 + at.chop_count) + 7;
    at.triples = at.pairs + ((1 + at.bigrams) * at.entry_bits + 7) / 8 + 8;
    const unsigned triple_bits = at.word_bits + at.cost_bits;
    at.words = at.triples + ((1 + at.trigrams) * triple_bits + 7) / 8 + 8;
    return at;
}

Error wrong(ErrorCode code, const char* what) {
    return {code, std::string("language model: ") + what, ""};
}

/// Costs are kept as logarithms to ten; the sign is a mark of the format.
float nats(float logarithm) {
    return static_cast<float>(std::fabs(logarithm) * kNatsOfTenth);
}

/// Where the threes of a pair begin: low bits beside the pair, high bits by how many of the table's
/// entries are at or before it.
class Chops {
public:
    Chops(const Bytes& file, const Layout& at) : file_(file), at_(at) {
        for (std::uint64_t i = 0; i < at.chop_count; ++i) {
            from_.push_back(file.at<std::uint64_t>(at.chops + 8 * i));
        }
    }
    std::uint64_t first(std::uint64_t pair) const {
        const auto high = std::upper_bound(from_.begin(), from_.end(), pair) - from_.begin() - 1;
        const std::uint64_t bit =
            pair * at_.entry_bits + at_.word_bits + at_.cost_bits + at_.away_bits;
        return static_cast<std::uint64_t>(high) << at_.inline_bits |
               file_.bits(at_.pairs, bit, at_.inline_bits);
    }

private:
    const Bytes& file_;
    const Layout& at_;
    std::vector<std::uint64_t> from_;
};

Status read_words(std::string_view rest, std::uint64_t count, ModelFile& model) {
    while (model.words.size() < count) {
        const auto end = rest.find('\0');
        if (end == std::string_view::npos) return wrong(ErrorCode::Corrupt, "words are missing");
        model.words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    if (!rest.empty() || model.words.front() != "<unk>")
        return wrong(ErrorCode::Corrupt, "its parts do not fill it");
    return ok_status();
}

}  // namespace

Result<ModelFile> read_model(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string raw{std::istreambuf_iterator<char>(in), {}};
    if (!in) return wrong(ErrorCode::Io, path.c_str());
    const Bytes file(raw);
    if (!raw.starts_with(kMagic) || file.at<std::uint8_t>(kParameters) != 3 ||
        file.at<std::uint32_t>(kParameters + 8) != kQuantisedArrayTrie)
        return wrong(ErrorCode::Unsupported, "not a quantised trie of order 3");
    const Layout at = lay_out(file);
    if (at.cost_bits > 16 || at.away_bits > 16 || at.word_bits > 24 || !file.has(at.words, 0))
        return wrong(ErrorCode::Corrupt, "its parts do not fill it");
    ModelFile model;
    const Status words = read_words(std::string_view(raw).substr(at.words), at.unigrams, model);
    if (!words.ok()) return words.error();
    model.before.resize(at.unigrams);
    const Chops chops(file, at);
    for (std::uint64_t word = 0; word < at.unigrams; ++word) {
        const std::uint64_t single = at.singles + word * kUnigramBytes;
        model.cost.push_back(nats(file.at<float>(single)));
        model.away.push_back(static_cast<float>(-file.at<float>(single + 4) * kNatsOfTenth));
        const auto end = file.at<std::uint64_t>(single + kUnigramBytes + 8);
        if (end > at.bigrams) return wrong(ErrorCode::Corrupt, "a word points outside");
        for (auto pair = file.at<std::uint64_t>(single + 8); pair < end; ++pair) {
            const std::uint64_t bit = pair * at.entry_bits;
            const std::uint32_t before = file.bits(at.pairs, bit, at.word_bits);
            const std::uint32_t away = file.bits(at.pairs, bit + at.word_bits, at.away_bits);
            const std::uint32_t bin =
                file.bits(at.pairs, bit + at.word_bits + at.away_bits, at.cost_bits);
            if (before >= at.unigrams) return wrong(ErrorCode::Corrupt, "a pair points outside");
            model.before[word].push_back(
                {before, nats(file.at<float>(at.costs + std::uint64_t{4} * bin)),
                 static_cast<float>(-file.at<float>(at.aways + std::uint64_t{4} * away) *
                                    kNatsOfTenth)});
            for (auto three = chops.first(pair), last = chops.first(pair + 1); three < last;
                 ++three) {
                const std::uint64_t place = three * (at.word_bits + at.cost_bits);
                const std::uint32_t first = file.bits(at.triples, place, at.word_bits);
                const std::uint32_t cost =
                    file.bits(at.triples, place + at.word_bits, at.cost_bits);
                if (first >= at.unigrams || three >= at.trigrams)
                    return wrong(ErrorCode::Corrupt, "a three points outside");
                model.threes.push_back(
                    {first, before, static_cast<std::uint32_t>(word),
                     nats(file.at<float>(at.last_costs + std::uint64_t{4} * cost))});
            }
        }
    }
    return model;
}

}  // namespace sunbooth::pinyin

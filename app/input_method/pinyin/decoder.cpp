// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/decoder.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"

#include <algorithm>
#include <iterator>

namespace sunbooth::pinyin {

namespace {

constexpr std::size_t kWaysMax = 32;    // Kept a column: six times the five that are shown.
constexpr std::size_t kOpenMax = 500;   // Bounds a key that could begin any word.
constexpr std::size_t kRunMax = 24;     // Words of one sound looked at; the rest are rare.
constexpr std::size_t kPartRunMax = 4;  // The same where the sound is a guess.
constexpr float kPenaltyMax = 60.0F;    // Thirteen lone initials in one word.

std::uint64_t join(std::uint64_t hash, std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

}  // namespace

Decoder::Decoder(std::vector<std::shared_ptr<const Lexicon>> lists, const Settings& settings)
    : lists_(std::move(lists)), settings_(settings) {
    SUNBOOTH_ASSERT(!lists_.empty());
    for (const auto& list : lists_)
        SUNBOOTH_ASSERT(list->syllables().size() == lists_.front()->syllables().size());
    learn_matches(settings);
    wipe();
}

void Decoder::wipe() {
    keys_.reserve(kKeysMax);  // They never move, so that no copy of them is left behind.
    if (!mutant("pinyin.keys_stay")) wipe_memory(keys_.data(), keys_.capacity());
    looked_ = 0;
    keys_.clear();
    columns_.clear();
    columns_.shrink_to_fit();
    columns_.emplace_back();
    columns_.back().ways.push_back({});
}

bool Decoder::key(char key) {
    const bool fits =
        settings_.keys == Keys::Letters ? key >= 'a' && key <= 'z' : key >= '2' && key <= '9';
    if ((!fits && key != '\'') || keys_.size() >= kKeysMax) return false;
    keys_.push_back(key);
    looked_ = 0;
    add_column();
    return true;
}

bool Decoder::backspace() {
    if (keys_.empty()) return false;
    keys_.back() = 0;
    keys_.pop_back();
    columns_.pop_back();
    return true;
}

void Decoder::drop(std::size_t count) {
    SUNBOOTH_ASSERT(count <= keys_.size());
    const Wiped<char> rest(keys_.begin() + static_cast<std::ptrdiff_t>(count), keys_.end());
    wipe();
    for (const char c : rest) key(c);
}

/// The words that `match` begins or carries on, from everything open where its keys begin.
void Decoder::reach(std::size_t from, const Match& match, Wiped<Open>& open) const {
    const Column& column = columns_[from];
    if (!column.ways.empty()) {
        for (std::size_t list = 0; list < lists_.size(); ++list) {
            const std::uint32_t next =
                lists_[list]->child(lists_[list]->nodes()[0], match.syllable);
            if (next != 0)
                open.push_back({next, static_cast<std::uint16_t>(from),
                                static_cast<std::uint8_t>(list), match.cost});
        }
    }
    looked_ += lists_.size() + column.growing.size();
    for (const Open& word : column.growing) {
        if (word.cost + match.cost > kPenaltyMax) continue;
        const Lexicon& list = *lists_[word.list];
        const std::uint32_t next = list.child(list.nodes()[word.node], match.syllable);
        if (next != 0) open.push_back({next, word.start, word.list, word.cost + match.cost});
    }
}

void Decoder::keep(Wiped<Way>& ways, const Way& way) const {
    if (ways.size() >= kWaysMax && way.cost >= ways.back().cost) return;
    const auto same = std::find_if(ways.begin(), ways.end(),
                                   [&way](const Way& other) { return other.text == way.text; });
    if (same != ways.end()) {
        if (same->cost <= way.cost) return;
        ways.erase(same);
    }
    const auto place = std::upper_bound(ways.begin(), ways.end(), way,
                                        [](const Way& a, const Way& b) { return a.cost < b.cost; });
    ways.insert(place, way);
    if (ways.size() > kWaysMax) ways.pop_back();
}

/// Nats for a word behind the last two of a way.
float Decoder::step_cost(const Way& so_far, const Word& next) const {
    const Lexicon& known = *lists_.front();
    if (!settings_.pairs) return next.cost;
    if (so_far.away < 0) return known.cost(so_far.number, next);
    if (next.number != kNoText) {
        const float three = known.three(so_far.former, so_far.number, next.number);
        if (three >= 0) return three + next.reading;
    }
    return so_far.away + known.cost(so_far.number, next);
}

void Decoder::end_words(const Wiped<Open>& open, Wiped<Way>& ways) const {
    for (const Open& end : open) {
        const Lexicon& list = *lists_[end.list];
        const Node& node = list.nodes()[end.node];
        const Column& column = columns_[end.start];
        const std::size_t run = end.cost > 0 ? kPartRunMax : kRunMax;
        for (std::size_t i = 0; i < std::min<std::size_t>(node.words, run); ++i) {
            const auto id = static_cast<std::uint32_t>(node.first_word + i);
            const Word& next = list.words()[id];
            const std::uint32_t number = end.list == 0 ? next.number : kNoText;
            // No word in front can make it cheaper than this: most words end here.
            const float least = end.cost + static_cast<float>(next.least) * kPairStep;
            for (std::size_t before = 0; before < column.ways.size(); ++before) {
                const Way& so_far = column.ways[before];
                ++looked_;
                if (ways.size() >= kWaysMax && so_far.cost + least >= ways.back().cost) break;
                Way way;
                way.cost = so_far.cost + end.cost + step_cost(so_far, next);
                if (ways.size() >= kWaysMax && way.cost >= ways.back().cost) continue;
                way.number = number;
                way.former = so_far.number;
                way.word = id;
                way.from = end.start;
                way.before = static_cast<std::uint16_t>(before);
                way.list = end.list;
                way.text = join(so_far.text, list.text(next));
                keep(ways, way);
            }
        }
    }
}

/// What the next word costs more behind each of these; asked once for those that were kept, since
/// it lies anywhere in the file.
void Decoder::look_behind(Wiped<Way>& ways) const {
    for (Way& way : ways) {
        const bool known = way.number != kNoText && way.former != kNoText;
        if (known) way.away = lists_.front()->away(way.former, way.number);
    }
}

void Decoder::add_column() {
    Column column;
    const std::size_t end = keys_.size();
    Wiped<Open> parts;
    if (keys_.back() == '\'') {
        column.tail = columns_.back().tail.empty() ? columns_.back().ways : columns_.back().tail;
        columns_.push_back(std::move(column));
        return;
    }
    std::uint64_t packed = 0;
    for (std::size_t length = 1; length <= std::min(kSyllableKeysMax, end); ++length) {
        std::size_t from = end - length;
        if (keys_[from] == '\'') break;
        packed |= std::uint64_t{static_cast<unsigned char>(keys_[from])} << (8u * (length - 1));
        const auto found = matches_.find(packed);
        if (found == matches_.end()) continue;
        while (from > 0 && keys_[from - 1] == '\'') --from;
        for (const Match& match : found->second)
            reach(from, match, match.kind == Kind::Part ? parts : column.open);
    }
    const auto cheapest = [this](Wiped<Open>& open) {
        const auto cost = [this](const Open& word) {
            return word.cost + columns_[word.start].ways.front().cost;
        };
        const auto less = [&cost](const Open& a, const Open& b) { return cost(a) < cost(b); };
        if (open.size() <= kOpenMax) return;
        std::nth_element(open.begin(), open.begin() + kOpenMax, open.end(), less);
        open.resize(kOpenMax);
    };
    cheapest(column.open);
    cheapest(parts);
    // Asked once here, not for every syllable that the next six keys may stand for.
    std::copy_if(
        column.open.begin(), column.open.end(), std::back_inserter(column.growing),
        [this](const Open& word) { return lists_[word.list]->nodes()[word.node].children > 0; });
    end_words(column.open, column.ways);
    look_behind(column.ways);
    column.tail = column.ways;
    end_words(parts, column.tail);
    columns_.push_back(std::move(column));
}

SecretText Decoder::text(const Way& last) const {
    Wiped<Way> ways;
    for (Way way = last;; way = columns_[way.from].ways[way.before]) {
        ways.push_back(way);
        if (way.from == 0) break;
    }
    SecretText all;
    for (auto way = ways.rbegin(); way != ways.rend(); ++way)
        all.append(lists_[way->list]->text(word(*way)));
    return all;
}

}  // namespace sunbooth::pinyin

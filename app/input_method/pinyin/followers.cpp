// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/followers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace sunbooth::pinyin {
namespace {

constexpr char32_t kFirstHan = 0x3400, kLastHan = 0x9FFF;
constexpr std::size_t kLastMax = 4;      ///< Characters of the word that is looked for at the end.
constexpr std::size_t kNameMin = 2;      ///< So much of a name must stand there to call for it.
constexpr std::size_t kNameLastMax = 8;  ///< Characters of a name that are compared.
constexpr float kAddedByThree = 2;       ///< Nats that a known three is worth; not tuned.

/// Bytes at which the last characters begin: of the last one first. Text is UTF-8.
std::vector<std::size_t> last_begins(std::string_view text, std::size_t max) {
    std::vector<std::size_t> begins;
    for (std::size_t at = text.size(); at > 0 && begins.size() < max;) {
        do --at;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
        begins.push_back(at);
    }
    return begins;
}

/// Words of the list that are Chinese: three bytes and more begin each of their characters.
bool is_chinese(std::string_view text) {
    return !text.empty() && static_cast<unsigned char>(text.front()) >= 0xE3 &&
           !text.starts_with("\u3000") && static_cast<unsigned char>(text.front()) <= 0xF0;
}

void add(std::string_view text, std::size_t limit, std::vector<SecretText>& out) {
    const auto same = [&](const SecretText& other) { return other.view() == text; };
    if (out.size() < limit && std::none_of(out.begin(), out.end(), same)) out.emplace_back(text);
}

/// Place of the character that a text begins with among the Chinese ones of three bytes.
std::optional<std::size_t> first_of(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (text.size() < 3 || byte(0) < 0xE3 || byte(0) > 0xE9) return std::nullopt;
    const char32_t code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    if (code < kFirstHan || code > kLastHan) return std::nullopt;
    return code - kFirstHan;
}

}  // namespace

Followers::Followers(std::shared_ptr<const Lexicon> list) : list_(std::move(list)) {
    const auto words = list_->words();
    by_text_.assign(words.size() * 2 + 1, 0);
    by_number_.assign(list_->texts(), 0);
    runs_.assign(kLastHan - kFirstHan + 2, 0);
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (const auto first = first_of(list_->text(words[i]))) ++runs_[*first + 1];
        if (words[i].number == kNoText) continue;
        std::uint32_t& named = by_number_[words[i].number];
        if (named != 0) continue;  // Another reading of a text that stands there already.
        named = i + 1;
        std::size_t at = text_hash(list_->text(words[i])) % by_text_.size();
        while (by_text_[at] != 0) at = at + 1 == by_text_.size() ? 0 : at + 1;
        by_text_[at] = i + 1;
    }
    for (std::size_t i = 1; i < runs_.size(); ++i) runs_[i] += runs_[i - 1];
    by_first_.resize(runs_.back());
    std::vector<std::uint32_t> next = runs_;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (const auto first = first_of(list_->text(words[i]))) by_first_[next[*first]++] = i;
    }
}
Followers::~Followers() = default;

const Word* Followers::known(std::string_view text) const {
    std::size_t at = text_hash(text) % by_text_.size();
    for (; by_text_[at] != 0; at = at + 1 == by_text_.size() ? 0 : at + 1) {
        const Word& word = list_->words()[by_text_[at] - 1];
        if (list_->text(word) == text) return &word;
    }
    return nullptr;
}

std::span<const std::uint32_t> Followers::beginning_with(std::string_view first) const {
    const auto place = first_of(first);
    if (!place) return {};
    return std::span(by_first_).subspan(runs_[*place], runs_[*place + 1] - runs_[*place]);
}

void Followers::add_names(std::string_view text, std::size_t limit,
                          std::vector<SecretText>& out) const {
    const std::vector<std::size_t> begins = last_begins(text, kNameLastMax);
    for (std::size_t size = begins.size(); size >= kNameMin; --size) {
        const std::string_view end = text.substr(begins[size - 1]);
        for (const std::string& name : names_) {
            if (name.size() > end.size() && name.starts_with(end))
                add(std::string_view(name).substr(end.size()), limit, out);
        }
    }
}

/// The pairs of the last word; those that the word before it also calls for gain.
void Followers::add_pairs(std::uint32_t former, const Word& last, float ended,
                          std::vector<Ranked>& all) const {
    const bool threes = former != kNoText && list_->away(former, last.number) >= 0;
    for (const Pair pair : list_->pairs_of(last.number)) {
        const std::uint32_t number = pair >> 12U;
        if (by_number_[number] == 0) continue;
        float cost = static_cast<float>(pair & 0xFFFU) * kPairStep;
        const float three = threes ? list_->three(former, last.number, number) : -1;
        if (three >= 0) cost = std::min(cost, three) - kAddedByThree;
        all.push_back({by_number_[number] - 1, 0, ended + cost});
    }
}

/// A word that stands there may have ended, or be the beginning of a longer one: which, is told by
/// how common the longer ones are. So the costs of both kinds are of one measure.
std::vector<Followers::Ranked> Followers::ranked(std::string_view before, std::string_view end,
                                                 bool whole) const {
    std::vector<Ranked> all;
    double total = 0;
    for (const std::uint32_t word : beginning_with(end)) {
        const Word& one = list_->words()[word];
        const std::string_view text = list_->text(one);
        if (!text.starts_with(end)) continue;
        total += std::exp(-static_cast<double>(one.cost));
        if (whole && text.size() > end.size()) all.push_back({word, end.size(), one.cost});
    }
    if (total == 0) return all;
    const auto sum = static_cast<float>(std::log(total));
    for (Ranked& one : all) one.cost += sum;
    if (const Word* last = known(end)) {
        std::uint32_t former = kNoText;
        const std::vector<std::size_t> begins = last_begins(before, kLastMax);
        for (std::size_t size = begins.size(); size >= 1 && former == kNoText; --size) {
            if (const Word* word = known(before.substr(begins[size - 1]))) former = word->number;
        }
        add_pairs(former, *last, whole ? last->cost + sum : 0, all);
    }
    std::sort(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.word < b.word;
    });
    return all;
}

std::vector<SecretText> Followers::after(std::string_view text, std::size_t limit) const {
    std::vector<SecretText> out;
    add_names(text, limit, out);
    const std::vector<std::size_t> begins = last_begins(text, kLastMax);
    bool whole = true;
    for (std::size_t size = begins.size(); size >= 1 && out.size() < limit; --size) {
        const std::string_view end = text.substr(begins[size - 1]);
        for (const Ranked& one : ranked(text.substr(0, begins[size - 1]), end, whole)) {
            if (out.size() >= limit) break;
            const std::string_view next = list_->text(list_->words()[one.word]).substr(one.skip);
            if (is_chinese(next)) add(next, limit, out);
        }
        whole = whole && known(end) == nullptr;
    }
    return out;
}

}  // namespace sunbooth::pinyin

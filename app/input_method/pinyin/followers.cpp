// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/followers.h"

#include <algorithm>
#include <array>

namespace sunbooth::pinyin {
namespace {

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

}  // namespace

Followers::Followers(std::shared_ptr<const Lexicon> list) : list_(std::move(list)) {
    const auto words = list_->words();
    by_text_.assign(words.size() * 2 + 1, 0);
    by_number_.assign(list_->texts(), 0);
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (words[i].number == kNoText) continue;
        std::uint32_t& named = by_number_[words[i].number];
        if (named != 0) continue;  // Another reading of a text that stands there already.
        named = i + 1;
        std::size_t at = text_hash(list_->text(words[i])) % by_text_.size();
        while (by_text_[at] != 0) at = at + 1 == by_text_.size() ? 0 : at + 1;
        by_text_[at] = i + 1;
    }
}
Followers::~Followers() = default;

std::uint32_t Followers::number_of(std::string_view text) const {
    std::size_t at = text_hash(text) % by_text_.size();
    for (; by_text_[at] != 0; at = at + 1 == by_text_.size() ? 0 : at + 1) {
        const Word& word = list_->words()[by_text_[at] - 1];
        if (list_->text(word) == text) return word.number;
    }
    return kNoText;
}

std::string_view Followers::text_of(std::uint32_t number) const {
    if (number >= by_number_.size() || by_number_[number] == 0) return {};
    return list_->text(list_->words()[by_number_[number] - 1]);
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

/// The pairs of the last word, cheapest first; those that the word before it also calls for gain.
std::vector<Followers::Ranked> Followers::ranked(std::uint32_t former, std::uint32_t last) const {
    std::vector<Ranked> all;
    const bool threes = former != kNoText && list_->away(former, last) >= 0;
    for (const Pair pair : list_->pairs_of(last)) {
        Ranked one{pair >> 12U, static_cast<float>(pair & 0xFFFU) * kPairStep};
        const float three = threes ? list_->three(former, last, one.number) : -1;
        if (three >= 0) one.cost = std::min(one.cost, three) - kAddedByThree;
        all.push_back(one);
    }
    std::sort(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.number < b.number;
    });
    return all;
}

std::vector<SecretText> Followers::after(std::string_view text, std::size_t limit) const {
    std::vector<SecretText> out;
    add_names(text, limit, out);
    const std::vector<std::size_t> begins = last_begins(text, 2 * kLastMax);
    for (std::size_t size = std::min(kLastMax, begins.size()); size >= 1; --size) {
        const std::uint32_t last = number_of(text.substr(begins[size - 1]));
        if (last == kNoText) continue;
        std::uint32_t former = kNoText;
        for (std::size_t more = std::min(size + kLastMax, begins.size()); more > size; --more) {
            former = number_of(text.substr(begins[more - 1], begins[size - 1] - begins[more - 1]));
            if (former != kNoText) break;
        }
        for (const Ranked& one : ranked(former, last)) {
            if (out.size() >= limit) return out;
            const std::string_view next = text_of(one.number);
            if (is_chinese(next)) add(next, limit, out);
        }
    }
    return out;
}

}  // namespace sunbooth::pinyin

// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/decoder.h"

#include <algorithm>
#include <string>

namespace sunbooth::pinyin {

namespace {

constexpr float kInitialCost = 4.5F;  // text-input-speech.md section 2: 4.5 nats a lone initial.
constexpr float kPartCost = 3.0F;     // An unfinished last syllable is more likely than an initial.
constexpr float kFuzzyCost = 2.0F;    // What was typed still wins when it means something.

char nine(char letter) {
    static constexpr std::string_view kKeypad = "22233344455566677778889999";  // ITU-T E.161.
    return kKeypad[static_cast<std::size_t>(letter - 'a')];
}

bool swap_front(std::string& text, std::string_view from, std::string_view to) {
    if (!text.starts_with(from)) return false;
    text.replace(0, from.size(), to);
    return true;
}

bool swap_back(std::string& text, std::string_view from, std::string_view to) {
    if (!text.ends_with(from)) return false;
    text.replace(text.size() - from.size(), from.size(), to);
    return true;
}

/// How else a syllable may be typed by somebody who does not tell the sounds apart.
std::vector<std::string> spellings(const std::string& syllable, const Fuzzy& fuzzy) {
    std::vector<std::string> all{syllable};
    if (syllable == "lue" || syllable == "nue") all.push_back(syllable.substr(0, 1) + "ve");
    const auto front = [&all](bool on, const char* plain, const char* other) {
        if (!on) return;
        std::string text = all.front();
        if (swap_front(text, other, plain) || swap_front(text, plain, other)) all.push_back(text);
    };
    front(fuzzy.z_zh, "z", "zh");
    front(fuzzy.c_ch, "c", "ch");
    front(fuzzy.s_sh, "s", "sh");
    front(fuzzy.n_l, "n", "l");
    const std::size_t fronts = all.size();
    const auto back = [&all, fronts](bool on, const char* plain, const char* other) {
        if (!on) return;
        for (std::size_t i = 0; i < fronts; ++i) {
            std::string text = all[i];
            if (swap_back(text, other, plain) || swap_back(text, plain, other)) all.push_back(text);
        }
    };
    back(fuzzy.an_ang, "an", "ang");
    back(fuzzy.en_eng, "en", "eng");
    back(fuzzy.in_ing, "in", "ing");
    return all;
}

std::size_t initial_length(std::string_view syllable) {
    return syllable.size() > 1 && syllable[1] == 'h' ? 2 : 1;
}

std::uint64_t pack(std::string_view keys) {
    std::uint64_t packed = 0;
    for (const char c : keys) packed = packed << 8u | static_cast<unsigned char>(c);
    return packed;
}

}  // namespace

void Decoder::add_match(std::string_view letters, const Match& match, Keys keys) {
    std::string typed(letters);
    if (keys == Keys::Nine) std::transform(typed.begin(), typed.end(), typed.begin(), nine);
    auto& list = matches_[pack(typed)];
    for (Match& other : list) {
        if (other.syllable != match.syllable || other.kind != match.kind) continue;
        other.cost = std::min(other.cost, match.cost);
        return;
    }
    list.push_back(match);
}

void Decoder::learn_matches(const Settings& settings) {
    const auto syllables = lists_.front()->syllables();
    for (std::size_t i = 0; i < syllables.size(); ++i) {
        const auto id = static_cast<std::uint16_t>(i);
        const auto all = spellings(std::string(syllables[i].view()), settings.fuzzy);
        for (std::size_t s = 0; s < all.size(); ++s) {
            const std::string& spelling = all[s];
            const float fuzzy = s == 0 ? 0.0F : kFuzzyCost;
            add_match(spelling, {id, Kind::Full, fuzzy}, settings.keys);
            const std::size_t initial = initial_length(spelling);
            for (std::size_t length = 1; length < spelling.size(); ++length) {
                const std::string_view part = std::string_view(spelling).substr(0, length);
                if (length <= initial)
                    add_match(part, {id, Kind::Initial, fuzzy + kInitialCost}, settings.keys);
                add_match(part, {id, Kind::Part, fuzzy + kPartCost}, settings.keys);
            }
        }
    }
}

}  // namespace sunbooth::pinyin

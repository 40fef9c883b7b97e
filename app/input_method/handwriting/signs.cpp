// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/signs.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace sunbooth::handwriting {
namespace {

enum class Kind { Word, Digit, Capital, Small, Pause, Stop, Opening, Closing, Other, Nothing };

constexpr std::size_t kSigns = 8;  ///< Digit to Other.

struct Mark {
    char32_t code;
    Kind kind;
    float share;  ///< Among its kind.
};
constexpr std::array kMarks = {
    Mark{U'，', Kind::Pause, 0.78F},   Mark{U'、', Kind::Pause, 0.14F},
    Mark{U'：', Kind::Pause, 0.06F},   Mark{U'；', Kind::Pause, 0.02F},
    Mark{U'。', Kind::Stop, 0.74F},    Mark{U'？', Kind::Stop, 0.11F},
    Mark{U'！', Kind::Stop, 0.12F},    Mark{U'…', Kind::Stop, 0.03F},
    Mark{U'（', Kind::Opening, 0.35F}, Mark{U'“', Kind::Opening, 0.4F},
    Mark{U'《', Kind::Opening, 0.25F}, Mark{U'）', Kind::Closing, 0.35F},
    Mark{U'”', Kind::Closing, 0.4F},   Mark{U'》', Kind::Closing, 0.25F},
    Mark{U'%', Kind::Other, 0.25F},    Mark{U'￥', Kind::Other, 0.25F},
    Mark{U'@', Kind::Other, 0.15F},    Mark{U'—', Kind::Other, 0.1F},
    Mark{U'#', Kind::Other, 0.1F},     Mark{U'·', Kind::Other, 0.05F},
    Mark{U'+', Kind::Other, 0.05F},    Mark{U'=', Kind::Other, 0.05F},
};

Kind kind_of(char32_t code) {
    if (code == 0 || code == U'\n') return Kind::Nothing;
    if (code >= U'0' && code <= U'9') return Kind::Digit;
    if (code >= U'A' && code <= U'Z') return Kind::Capital;
    if (code >= U'a' && code <= U'z') return Kind::Small;
    for (const Mark& mark : kMarks) {
        if (mark.code == code) return mark.kind;
    }
    return code < 0x80 ? Kind::Other : Kind::Word;
}

/// Digit, Capital, Small, Pause, Stop, Opening, Closing, Other.
using Shares = std::array<float, kSigns>;
constexpr Shares kBehindRank = {0.3F, 0.002F, 0.001F, 0.002F, 0.002F, 0.002F, 0.002F, 0.001F};

/// By what stands before: in the order of Kind.
constexpr std::array<Shares, kSigns + 2> kBehind = {{
    {0.03F, 0.004F, 0.002F, 0.07F, 0.035F, 0.004F, 0.004F, 0.002F},     // a word
    {0.48F, 0.005F, 0.003F, 0.03F, 0.015F, 0.002F, 0.004F, 0.006F},     // a digit
    {0.25F, 0.25F, 0.15F, 0.02F, 0.01F, 0.002F, 0.005F, 0.003F},        // a capital
    {0.03F, 0.02F, 0.75F, 0.02F, 0.01F, 0.002F, 0.004F, 0.006F},        // a small letter
    {0.04F, 0.01F, 0.004F, 0.0005F, 0.0005F, 0.02F, 0.002F, 0.002F},    // a pause
    {0.02F, 0.01F, 0.003F, 0.0005F, 0.02F, 0.02F, 0.02F, 0.002F},       // a stop
    {0.06F, 0.02F, 0.005F, 0.0005F, 0.0005F, 0.005F, 0.0005F, 0.002F},  // an opening mark
    {0.01F, 0.005F, 0.002F, 0.12F, 0.1F, 0.01F, 0.01F, 0.002F},         // a closing mark
    {0.2F, 0.06F, 0.1F, 0.01F, 0.01F, 0.01F, 0.01F, 0.02F},             // another sign, a blank
    {0.03F, 0.015F, 0.004F, 0.0005F, 0.0005F, 0.01F, 0.0005F, 0.002F},  // nothing
}};

const Shares& shares_behind(char32_t last) {
    if (last == U'第') return kBehindRank;
    return kBehind.at(static_cast<std::size_t>(kind_of(last)));
}

/// Of a sign among its kind.
float share_of(Kind kind, char32_t code) {
    if (kind == Kind::Digit) return 1.0F / 10;
    if (kind == Kind::Capital || kind == Kind::Small) return 1.0F / 26;
    for (const Mark& mark : kMarks) {
        if (mark.code == code) return mark.share;
    }
    return 0;  // A sign that nobody drew for the model.
}

}  // namespace

float sign_share(char32_t last, char32_t candidate) {
    const Kind kind = kind_of(candidate);
    if (kind == Kind::Word || kind == Kind::Nothing) return 0;
    const std::size_t index = static_cast<std::size_t>(kind) - 1;
    return shares_behind(last).at(index) * share_of(kind, candidate);
}

float word_share(char32_t last) {
    float left = 1;
    for (const float share : shares_behind(last)) left -= share;
    return left;
}

bool sits_low(char32_t code) {
    return code == U'，' || code == U'。' || code == U'、';
}

}  // namespace sunbooth::handwriting

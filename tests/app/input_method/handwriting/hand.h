// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/ink.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sunbooth::handwriting {

/// The hand that the accuracy suite writes with. The trainer's hand is another: neither code, seeds
/// nor kinds of distortion are shared.
///
/// Every character gets its own: rotation within 8 degrees, shear within 0.15, aspect 0.8 to 1.25,
/// a shift of each stroke (sigma 3 % of the box), a jitter of each point of the data (sigma 1.5 %),
/// and a smooth warp of 4 % (two crossed sine waves).
struct WritingStyle {
    double joins = 0;        ///< Chance that the finger stays down between two strokes.
    bool shuffled = false;   ///< Strokes come in random order.
    std::uint64_t salt = 0;  ///< Another salt, another hand.
    bool dense = false;      ///< Points every 3 % of the box, jittered one by one (a bad panel).
    double strength = 1;     ///< Scales all distortions; 0 writes the data as it is.
};

using Glyph = std::vector<std::vector<InkPoint>>;

/// The medians of one character in the data, y down, its square 0..1.
Glyph read_glyph(char32_t code);

/// Ink of the glyph in that style, on a pad of 600.
Ink write(const Glyph& glyph, char32_t code, const WritingStyle& style);

/// The most used characters of GB 2312 that the word list tells, most used first.
std::u32string most_used(std::size_t count);

std::u32string characters_of(const std::string& utf8);
std::string utf8_of(char32_t code);

}  // namespace sunbooth::handwriting

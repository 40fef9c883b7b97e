// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sunbooth::input_method {

/// Whether a letter takes a hemze (ئ) before it where it is written behind `before`: in Uyghur a
/// vowel that begins a word or a syllable always does (ئۇيغۇر, سائەت), so that whoever knows only
/// the vowel need not look for the sign. Behind a hemze that was typed it takes no second one.
/// @param letter one letter, UTF-8.
bool takes_hemze(std::string_view before, std::string_view letter);

inline constexpr std::string_view kHemze = "ئ";

}  // namespace sunbooth::input_method

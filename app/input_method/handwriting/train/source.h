// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/context.h"
#include "app/input_method/handwriting/train/templates.h"
#include "sync/base/result.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sunbooth::handwriting::train {

/// How often characters and pairs of neighbours are written, counted over a word list.
struct Usage {
    std::map<char32_t, double> characters;
    std::map<std::pair<char32_t, char32_t>, double> pairs;  ///< Neighbours within one word.
};

/// Reads a Rime dictionary ("word TAB pinyin TAB weight" after a line "...").
/// @return Io when it cannot be read, Corrupt when it holds no words.
Result<Usage> read_usage(const std::string& path);

/// Every character that is learnt, in order of its code: GB 2312 levels 1 and 2; the characters for
/// names and dialect beyond it that the word list has and that are no traditional forms; and our
/// own templates. Strokes are the data's medians, in a unit square with y down.
/// @param folder of the npm package hanzi-writer-data.
/// @return Io when the folder lacks a character of GB 2312.
Result<std::vector<Template>> read_templates(const std::string& folder, const Usage& usage);

/// -ln(share) in eighths, as the files hold it.
std::uint8_t rarity_from(double share);

/// The table of neighbours that the recogniser reads.
Context context_of(const Usage& usage);

/// UTF-8 of one character, and the characters of a UTF-8 text (broken bytes are left out).
std::string to_utf8(char32_t code);
std::u32string to_characters(const std::string& utf8);

}  // namespace sunbooth::handwriting::train

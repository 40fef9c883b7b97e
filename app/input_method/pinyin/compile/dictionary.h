// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/builder.h"
#include "app/input_method/pinyin/compile/model_file.h"

namespace sunbooth::pinyin {

/// Says why on the standard error and ends the program: a build must not go on without its words.
[[noreturn]] void fail(const std::string& why);
std::vector<std::string> split(const std::string& text, char mark = ' ');

/// The words of both lists with their readings, costed by the model. Pairs are not filled in.
/// @param rime    rime-data-pinyin-simp: `text TAB syllables TAB weight` behind a YAML head.
/// @param libime  libime's dictionary as libime_pinyindict prints it: `text syl'lables logarithm`.
Source read_dictionaries(const std::string& rime, const std::string& libime,
                         const ModelFile& model);

/// Adds the words of assets/input/hall_words.txt; its head says what the lines are.
void add_hall_words(Source& source, const std::string& path);

}  // namespace sunbooth::pinyin

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/builder.h"
#include "app/input_method/pinyin/compile/model_file.h"

namespace sunbooth::pinyin {

/// Fills in what follows what: the pairs of the model, pulled towards the hall's own sentences. The
/// costs of the words are pulled as well. Sentences that cannot be read are an error of the file.
/// @param sentences  one a line; lines that begin with # are notes.
void learn_language(Source& source, const ModelFile& model, const std::string& sentences);

}  // namespace sunbooth::pinyin

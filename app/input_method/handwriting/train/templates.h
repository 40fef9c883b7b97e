// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/train/distort.h"

#include <vector>

namespace sunbooth::handwriting::train {

/// One way to write one sign.
struct Template {
    char32_t code;
    Glyph glyph;
};

/// Digits, Latin letters and Chinese punctuation, drawn for this project as a person writes them.
/// Some have two forms (7 with a bar, 1 with a flag).
std::vector<Template> own_templates();

}  // namespace sunbooth::handwriting::train

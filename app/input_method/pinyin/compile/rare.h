// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/builder.h"

#include <string>

namespace sunbooth::pinyin {

/// Adds every character that the terminal's font draws and that no list reads well: those of names,
/// down to the extensions behind U+20000. They stand behind all others of their sound, so that they
/// change no sentence.
/// @param libime its dictionary as text, which reads about ten thousand of them; the others are
/// read as ICU's transliteration (Unihan, kMandarin) reads them.
/// @param font   a font file, of a collection the face `face`; a character that it does not draw
/// would be an empty box on the screen.
void add_rare(Source& source, const std::string& libime, const std::string& font, long face);

}  // namespace sunbooth::pinyin

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/runes.h"
#include "sync/domain/language.h"

#include <cstdint>

namespace sunbooth::app::speech {

using domain::Language;

/// A whole number in words: 一百零二, "102" (the English voice reads digits well), يۈز ئىككى. Up to
/// 999,999,999; larger ones are read digit by digit.
void append_number(SecretText& to, std::uint64_t value, Language language);
/// One digit, as in a code. In Chinese, 1 of a number that is dictated is 幺.
void append_digit(SecretText& to, char32_t digit, Language language, bool dictated);
/// The name of one Latin letter, in the sounds of the language's voice.
void append_letter(SecretText& to, char32_t letter, Language language);

}  // namespace sunbooth::app::speech

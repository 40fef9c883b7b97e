// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/runes.h"

namespace sunbooth::app::speech {

/// A Chinese word that a voice would read wrong character by character, and its sounds.
struct Polyphone {
    std::size_t length = 0;  ///< In characters; 0: none stands here.
    const char* pinyin = "";
};
/// The longest such word that `han` begins with.
Polyphone polyphone_at(RuneView han);

}  // namespace sunbooth::app::speech

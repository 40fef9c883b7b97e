// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"
#include "sync/domain/language.h"

#include <string_view>
#include <vector>

namespace sunbooth::app::speech {

using domain::Language;

/// Words for one voice: the voice of a language reads its own script only.
struct Piece {
    Language voice = Language::Zh;
    SecretText words;
};

/// What a page shows, turned into what is said (kiosk-ux S21). A display string is never handed to
/// a voice: "138****5678" would be "asterisk asterisk", 420600 a number of six digits, and 银行 two
/// wrong sounds. Numbers become words; codes, case numbers, telephones and ids are spelt group by
/// group; days, times, ranges and shares are read as such; covered characters are counted; marks
/// are pauses. Each script gets the voice that can read it, and Chinese words whose characters have
/// several sounds are given as pinyin. `text` may be a visitor's own words.
std::vector<Piece> spoken(std::string_view text, Language language);

}  // namespace sunbooth::app::speech

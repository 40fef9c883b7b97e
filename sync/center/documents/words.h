// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"

#include <map>
#include <string>
#include <string_view>

namespace sunbooth::center::documents {

/// One text as both languages say it.
struct Both {
    std::string zh, en;
};
using Words = std::map<std::string, Both, std::less<>>;

/// Reads assets/documents/words.toml, each by its table and name, "month.few".
/// @return InvalidInput naming the word.
Result<Words> read_words(std::string_view toml);

/// A word that comes along. Any thread.
const Both& word(std::string_view name);
/// The same where there may be none: then the code itself, as "call" and "verified".
Both word_or_code(std::string_view table, const std::string& code);
/// A word with a number or a day in it.
Both word_of(std::string_view name, std::int64_t n);
Both word_of(std::string_view name, domain::Date day);

}  // namespace sunbooth::center::documents

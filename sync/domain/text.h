// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/base/secret.h"

#include <optional>
#include <string_view>

namespace sunbooth::domain {

/// Code points in well-formed UTF-8; nothing when it is not UTF-8 (overlong forms, surrogates and
/// values past U+10FFFF are not).
std::optional<std::size_t> count_code_points(std::string_view utf8);

/// Checks words that a visitor typed: UTF-8, no control characters but the line feed, at most `max`
/// code points. Blanks around are cut.
/// @return InvalidInput naming `field`.
Result<SecretText> checked_text(std::string_view typed, std::size_t max, std::string field);

/// Chinese telephone number: mobile 1[3-9] and 9 digits, or landline 0 with area code and 7 or 8
/// digits, hyphen allowed (domain.md 6.5). @return InvalidInput naming "phone".
Result<SecretText> checked_phone(std::string_view typed);

}  // namespace sunbooth::domain

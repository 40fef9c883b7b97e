// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace sunbooth::center::registry {

// What every log of this center is chained by, so that whoever rewrites one entry must rewrite all
// that follow:
//
//   digest = BLAKE2b-256(previous:32 number:u64 ... text ...)
//   text   = size:u32 then that many bytes; previous of the first entry is zeros

using Numbers = std::initializer_list<std::int64_t>;
using Texts = std::initializer_list<std::string_view>;
seal::Digest chained(const seal::Digest& previous, Numbers numbers, Texts texts);

/// What an entry says besides its type, as a JSON object of texts.
std::string write_fields(const std::map<std::string, std::string>& fields);
/// @return Corrupt, with this field.
Result<std::map<std::string, std::string>> read_fields(std::string_view text,
                                                       std::string_view field);

/// What somebody else did first: who, what, and on which day, no finer.
std::string came_first(std::string_view by, std::string_view type, WallTime at, std::int64_t n);

}  // namespace sunbooth::center::registry

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"

#include <cstdint>
#include <string_view>

namespace sunbooth::damage {

// A canary is a text of a form that nothing else in the process has: eight letters that are the
// same in all, which no visitor types, then eight of its own; a telephone number begins with seven
// digits that are the same in all. Neither stands in the program, or the search of its own memory
// would find itself.

/// Different for each number: three such words with Chinese between them.
SecretText canary_words(std::uint64_t number);
SecretText canary_phone(std::uint64_t number);

/// How many canaries these bytes hold, in UTF-8, in UTF-16 and in base64 at any of its three
/// offsets.
std::uint64_t find_canaries(std::string_view bytes);

/// The same for all memory that this process may write: heap, stacks, globals, mappings.
std::uint64_t finds_in_memory();

}  // namespace sunbooth::damage

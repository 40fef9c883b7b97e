// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Searching the memory of this process for words that ought to be nowhere. Nothing here may itself
// become a find: words are made by arithmetic, and a needle holds them masked.

namespace sunbooth::app::text::tests {

template <class T>
using Secret = std::vector<T, WipingAllocator<T>>;

/// Hanzi that this binary does not hold: picked by arithmetic.
Secret<char16_t> secret_units();
SecretText utf8_of(const Secret<char16_t>& units);

/// Numbers that must not stand `stride` bytes apart anywhere, `row` of them in their order.
struct Needle {
    const char* what;
    std::size_t width, stride, row;
    Secret<std::uint32_t> masked;
};
inline constexpr std::uint32_t kMask = 0x5A5A5A5A;

template <class Numbers>
Needle needle(const char* what, std::size_t width, std::size_t stride, const Numbers& numbers) {
    Needle made{what, width, stride, width == 1 ? 9U : 4U, {}};
    for (const auto number : numbers) {
        const auto wide = static_cast<std::uint32_t>(number);
        made.masked.push_back((width == 1 ? wide & 0xFFU : wide) ^ kMask);
    }
    return made;
}

/// How often each of them stands in the memory that this process may write, in one walk through it.
/// @param all false: stops as soon as each was found once.
std::vector<int> finds_in_process(std::span<const Needle* const> needles, bool all);
/// Whether it stands anywhere there: a search that ends with the first find.
bool is_in_process(const Needle& needle);
/// How often it stands in the memory that this process may write: heap, stacks, globals, anonymous
/// mappings.
int finds_in_process(const Needle& needle);

}  // namespace sunbooth::app::text::tests

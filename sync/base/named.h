// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace sunbooth {

/// The stored names of an enum, one row a value, in the order of the enum: one table serves both
/// ways, and `named_in_order()` beside it makes a forgotten or misplaced row a compile error.
template <class Enum>
struct Named {
    Enum value;
    const char* name;
};

template <class Enum, std::size_t N>
constexpr bool named_in_order(const std::array<Named<Enum>, N>& table, Enum last) {
    for (std::size_t i = 0; i < N; ++i) {
        if (static_cast<std::size_t>(table[i].value) != i) return false;
    }
    return static_cast<std::size_t>(last) + 1 == N;
}

template <class Enum, std::size_t N>
constexpr const char* name_in(const std::array<Named<Enum>, N>& table, Enum value) {
    const auto at = static_cast<std::size_t>(value);
    return at < N ? table[at].name : "";
}

template <class Enum, std::size_t N>
constexpr std::optional<Enum> value_in(const std::array<Named<Enum>, N>& table,
                                       std::string_view name) {
    for (const Named<Enum>& one : table) {
        if (name == one.name) return one.value;
    }
    return std::nullopt;
}

}  // namespace sunbooth

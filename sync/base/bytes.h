// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// A fixed run of bytes with a meaning: two kinds of id or key never mix by accident.
/// `Tag` is any incomplete type made for the purpose.
template <class Tag, std::size_t N>
struct Fixed {
    static constexpr std::size_t kSize = N;
    std::array<std::uint8_t, N> bytes{};

    ByteView view() const { return bytes; }
    bool is_zero() const { return *this == Fixed{}; }
    auto operator<=>(const Fixed&) const = default;

    /// Nothing unless exactly N bytes are given.
    static std::optional<Fixed> from(ByteView from) {
        if (from.size() != N) return std::nullopt;
        Fixed fixed;
        std::copy(from.begin(), from.end(), fixed.bytes.begin());
        return fixed;
    }
};

inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(std::string_view text) {
    const ByteView view = as_bytes(text);
    return {view.begin(), view.end()};
}

/// Lower-case hex.
std::string to_hex(ByteView bytes);
/// Nothing on an odd length or a foreign character. Upper case is read too.
std::optional<Bytes> from_hex(std::string_view hex);

/// RFC 4648 section 4, with padding.
std::string to_base64(ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);

/// RFC 4648 section 5, without padding.
std::string to_base64url(ByteView bytes);
std::optional<Bytes> from_base64url(std::string_view text);

/// Appends big-endian numbers and length-prefixed runs; the writing half of every layout of ours.
class ByteWriter {
public:
    ByteWriter& u8(std::uint8_t value);
    ByteWriter& u16(std::uint16_t value);
    ByteWriter& u32(std::uint32_t value);
    ByteWriter& u64(std::uint64_t value);
    ByteWriter& raw(ByteView bytes);
    const Bytes& bytes() const { return bytes_; }
    Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

/// Reads what ByteWriter wrote. After the first short read `ok()` is false and zeros come back.
class ByteReader {
public:
    explicit ByteReader(ByteView bytes) : rest_(bytes) {}
    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    ByteView raw(std::size_t size);
    template <class F>
    F fixed() {
        return F::from(raw(F::kSize)).value_or(F{});
    }
    bool ok() const { return ok_; }
    std::size_t left() const { return rest_.size(); }

private:
    std::uint64_t number(std::size_t size);
    ByteView rest_;
    bool ok_ = true;
};

}  // namespace sunbooth

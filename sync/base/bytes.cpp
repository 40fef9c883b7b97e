// SPDX-License-Identifier: Apache-2.0
#include "sync/base/bytes.h"

#include "sync/base/mutant.h"

#include <algorithm>

namespace sunbooth {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode64(ByteView bytes, std::string_view alphabet, bool padded) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i) group = group << 8U | (i < left ? bytes[at + i] : 0U);
        for (std::size_t i = 0; i < 4; ++i) {
            if (i <= left) {
                text += alphabet[group >> (18U - 6U * i) & 63U];
            } else if (padded) {
                text += '=';
            }
        }
    }
    return text;
}

/// Strict: no white space, no foreign character, no bits left over. One text, one value.
std::optional<Bytes> decode64(std::string_view text, std::string_view alphabet, bool padded) {
    if (padded) {
        if (text.size() % 4 != 0) return std::nullopt;
        for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    }
    if (text.size() % 4 == 1) return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t group = 0;
    std::uint32_t bits = 0;
    for (const char c : text) {
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        group = (group << 6U | static_cast<std::uint32_t>(value)) & 0xffffffU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(group >> bits & 0xffU));
        }
    }
    if ((group & ((1U << bits) - 1U)) != 0) return std::nullopt;
    return bytes;
}

}  // namespace

std::string to_hex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kHex[byte >> 4U];
        text += kHex[byte & 15U];
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t at = 0; at < hex.size(); at += 2) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            const char c = hex[at + i];
            const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
            const std::size_t digit = kHex.find(lower);
            if (digit == std::string_view::npos) return std::nullopt;
            value = value << 4U | static_cast<std::uint32_t>(digit);
        }
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
    return bytes;
}

std::string to_base64(ByteView bytes) {
    return encode64(bytes, kBase64, true);
}
std::optional<Bytes> from_base64(std::string_view text) {
    return decode64(text, kBase64, true);
}
std::string to_base64url(ByteView bytes) {
    return encode64(bytes, kBase64Url, false);
}
std::optional<Bytes> from_base64url(std::string_view text) {
    return decode64(text, kBase64Url, false);
}

ByteWriter& ByteWriter::u8(std::uint8_t value) {
    bytes_.push_back(value);
    return *this;
}

ByteWriter& ByteWriter::u16(std::uint16_t value) {
    return u8(static_cast<std::uint8_t>(value >> 8U)).u8(static_cast<std::uint8_t>(value & 0xffU));
}

ByteWriter& ByteWriter::u32(std::uint32_t value) {
    return u16(static_cast<std::uint16_t>(value >> 16U))
        .u16(static_cast<std::uint16_t>(value & 0xffffU));
}

ByteWriter& ByteWriter::u64(std::uint64_t value) {
    return u32(static_cast<std::uint32_t>(value >> 32U))
        .u32(static_cast<std::uint32_t>(value & 0xffffffffU));
}

ByteWriter& ByteWriter::raw(ByteView bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
}

ByteView ByteReader::raw(std::size_t size) {
    const std::size_t over = mutant("base.reads_one_over") ? 1 : 0;
    if (!ok_ || rest_.size() + over < size) {
        ok_ = false;
        return {};
    }
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
}

std::uint64_t ByteReader::number(std::size_t size) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : raw(size)) value = value << 8U | byte;
    return value;
}

std::uint8_t ByteReader::u8() {
    return static_cast<std::uint8_t>(number(1));
}
std::uint16_t ByteReader::u16() {
    return static_cast<std::uint16_t>(number(2));
}
std::uint32_t ByteReader::u32() {
    return static_cast<std::uint32_t>(number(4));
}
std::uint64_t ByteReader::u64() {
    return number(8);
}

}  // namespace sunbooth

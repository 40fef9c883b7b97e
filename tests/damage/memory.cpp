// SPDX-License-Identifier: Apache-2.0
#include "tests/damage/memory.h"

#include "sync/base/assert.h"
#include "sync/base/bytes.h"
#include "sync/base/random.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace sunbooth::damage {
namespace {

constexpr std::uint8_t kMask = 0x5A;

/// Masked, so that the lists themselves are no finds.
using Masked = std::vector<std::uint8_t>;
constexpr std::array<std::uint8_t, 8> kWord = {'q' ^ kMask, 'z' ^ kMask, 'x' ^ kMask, 'k' ^ kMask,
                                               'v' ^ kMask, 'j' ^ kMask, 'w' ^ kMask, 'q' ^ kMask};
constexpr std::array<std::uint8_t, 7> kPhone = {'1' ^ kMask, '9' ^ kMask, '9' ^ kMask, '9' ^ kMask,
                                                '0' ^ kMask, '7' ^ kMask, '3' ^ kMask};

void append(SecretText& text, ByteView masked) {
    for (const std::uint8_t byte : masked) {
        const char letter = static_cast<char>(byte ^ kMask);
        text.append({&letter, 1});
    }
}

Masked masked(std::string_view plain) {
    Masked bytes;
    for (const char one : plain) bytes.push_back(static_cast<std::uint8_t>(one) ^ kMask);
    return bytes;
}

Masked utf16(ByteView marker, bool big) {
    Masked wide;
    for (const std::uint8_t byte : marker) {
        if (big) wide.push_back(kMask);
        wide.push_back(byte);
        if (!big) wide.push_back(kMask);
    }
    return wide;
}

/// The characters of base64 that depend on nothing but the marker, `before` bytes into a group.
Masked base64_at(ByteView marker, std::size_t before) {
    SecretText plain;
    for (std::size_t i = 0; i < before; ++i) plain.append("-");
    append(plain, marker);
    std::string text = to_base64(as_bytes(plain.view()));
    const std::size_t first = (before * 8 + 5) / 6;
    const std::size_t end = (before + marker.size()) * 8 / 6;
    Masked kept = masked(std::string_view(text).substr(first, end - first));
    wipe_memory(text.data(), text.size());
    return kept;
}

std::vector<Masked> make_needles() {
    std::vector<Masked> all;
    for (const ByteView marker : {ByteView(kWord), ByteView(kPhone)}) {
        all.emplace_back(marker.begin(), marker.end());
        all.push_back(utf16(marker, false));
        all.push_back(utf16(marker, true));
        for (std::size_t before = 0; before < 3; ++before) {
            all.push_back(base64_at(marker, before));
        }
    }
    return all;
}

const std::vector<Masked>& needles() {
    static const std::vector<Masked> made = make_needles();
    return made;
}

std::uint64_t finds_of(const Masked& needle, const char* bytes, std::size_t size) {
    std::uint64_t finds = 0;
    const char* end = bytes + size;
    const int first = needle[0] ^ kMask;
    for (const char* at = bytes; at < end; ++at) {
        const auto left = static_cast<std::size_t>(end - at);
        at = static_cast<const char*>(std::memchr(at, first, left));
        if (at == nullptr || static_cast<std::size_t>(end - at) < needle.size()) break;
        std::size_t like = 1;
        while (like < needle.size() &&
               (static_cast<std::uint8_t>(at[like]) ^ kMask) == needle[like]) {
            ++like;
        }
        finds += like == needle.size() ? 1U : 0U;
    }
    return finds;
}

struct Range {
    std::uintptr_t from = 0, to = 0;
};

std::vector<Range> writable_memory() {
    constexpr std::uintptr_t kHuge = std::uintptr_t{1} << 30U;  // A sanitizer's shadow.
    std::vector<Range> ranges;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        Range range;
        std::array<char, 5> rights{};
        if (std::sscanf(line.c_str(), "%lx-%lx %4s", &range.from, &range.to, rights.data()) != 3)
            continue;
        if (rights[0] == 'r' && rights[1] == 'w' && range.to - range.from < kHuge)
            ranges.push_back(range);
    }
    return ranges;
}

}  // namespace

SecretText canary_words(std::uint64_t number) {
    constexpr std::string_view kLetters = "bcdfghjklmnpqrst";
    SeededRandom random(number);
    SecretText text;
    for (int word = 0; word < 3; ++word) {
        append(text, kWord);
        for (int i = 0; i < 8; ++i) text.append(kLetters.substr(random.between(0, 15), 1));
        text.append("窗口");
    }
    return text;
}

SecretText canary_phone(std::uint64_t number) {
    SecretText phone;
    append(phone, kPhone);
    for (const std::uint64_t place : {1000U, 100U, 10U, 1U}) {
        const char digit = static_cast<char>('0' + number / place % 10);
        phone.append({&digit, 1});
    }
    return phone;
}

std::uint64_t find_canaries(std::string_view bytes) {
    std::uint64_t finds = 0;
    for (const Masked& needle : needles()) finds += finds_of(needle, bytes.data(), bytes.size());
    return finds;
}

std::uint64_t finds_in_memory() {
    constexpr std::size_t kPiece = 1U << 20U;
    constexpr std::size_t kOverlap = 128;  // No find is lost between two pieces.
    // Outside the heap: what is read into it is the only thing left out.
    static std::array<char, kPiece + kOverlap> piece;
    const auto own = reinterpret_cast<std::uintptr_t>(piece.data());
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    SUNBOOTH_ASSERT(memory >= 0);
    std::uint64_t finds = 0;
    for (const Range& range : writable_memory()) {
        for (std::uintptr_t from = range.from; from < range.to; from += kPiece) {
            const std::size_t wanted = std::min(range.to - from, piece.size());
            if (from < own + piece.size() && own < from + wanted) continue;
            const ssize_t got = ::pread(memory, piece.data(), wanted, static_cast<off_t>(from));
            if (got > 0) finds += find_canaries({piece.data(), static_cast<std::size_t>(got)});
        }
    }
    ::close(memory);
    return finds;
}

}  // namespace sunbooth::damage

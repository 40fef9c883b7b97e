// SPDX-License-Identifier: Apache-2.0
#include "tests/app/text/memory.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <span>
#include <string>
#include <unistd.h>

namespace sunbooth::app::text::tests {
namespace {

std::uint32_t number_at(const char* at, std::size_t width) {
    std::uint32_t number = 0;
    switch (width) {  // Known sizes cost no call.
        case 1:
            return static_cast<unsigned char>(*at);
        case 2:
            std::memcpy(&number, at, 2);
            return number;
        default:
            std::memcpy(&number, at, 4);
            return number;
    }
}

/// The two bytes with which a row of any of the needles may begin: all but a few of the 65,536
/// pass over nearly all memory at a glance, once for all of them.
class Beginnings {
public:
    explicit Beginnings(std::span<const Needle* const> needles) {
        for (const Needle* needle : needles) add(*needle);
    }
    bool at(const char* memory) const {
        std::uint16_t pair = 0;
        std::memcpy(&pair, memory, sizeof pair);
        return may_[pair];
    }
    /// Whether a row may begin with a nought, so that memory that holds nothing is not passed over.
    bool with_nought() const { return nought_; }

private:
    void add(const Needle& needle) {
        const bool neighbours = needle.width == 1 && needle.stride == 1;
        for (std::size_t first = 0; first + needle.row <= needle.masked.size(); ++first) {
            nought_ = nought_ || needle.masked[first] == kMask;
            const std::uint32_t low = (needle.masked[first] ^ kMask) & 0xFFFFU;
            if (needle.width > 1) {
                may_.set(low);
            } else if (neighbours) {
                may_.set(low | ((needle.masked[first + 1] ^ kMask) & 0xFFU) << 8U);
            } else {
                for (std::size_t behind = 0; behind < 256; ++behind) may_.set(low | behind << 8U);
            }
        }
    }

    std::bitset<65536> may_;
    bool nought_ = false;
};

bool is_nothing(const char* memory) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, memory, sizeof eight);
    return eight == 0;
}

/// Where the next row may begin, from `at` on; `end` when nowhere.
std::size_t next_beginning(const Beginnings& beginnings, const char* memory, std::size_t at,
                           std::size_t end, std::size_t step) {
    constexpr std::size_t kEight = 8, kWidest = 4;
    while (at < end) {
        // Much memory holds nothing at all, and half a number of nothing is no beginning.
        if (at + kEight <= end && is_nothing(memory + at) && !beginnings.with_nought()) {
            at += kEight - kWidest;
        } else if (beginnings.at(memory + at)) {
            return at;
        } else {
            at += step;
        }
    }
    return end;
}

std::size_t span_of(const Needle& needle) {
    return needle.stride * (needle.row - 1) + needle.width;
}

/// How many rows of the needle begin right here.
int finds_at(const Needle& needle, const char* memory) {
    int finds = 0;
    const std::uint32_t here = number_at(memory, needle.width) ^ kMask;
    for (std::size_t first = 0; first + needle.row <= needle.masked.size(); ++first) {
        if (here != needle.masked[first]) continue;
        std::size_t like = 1;
        while (like < needle.row && (number_at(memory + like * needle.stride, needle.width) ^
                                     kMask) == needle.masked[first + like]) {
            ++like;
        }
        finds += like == needle.row ? 1 : 0;
    }
    return finds;
}

/// Adds to `finds`, needle by needle, what stands in a piece of memory that begins on a page.
void find_in(std::span<const Needle* const> needles, const Beginnings& beginnings,
             const char* memory, std::size_t size, std::span<int> finds) {
    constexpr std::size_t kPair = 2;
    if (size < kPair) return;
    const bool bytes = std::ranges::any_of(needles, [](auto* one) { return one->width == 1; });
    const std::size_t step = bytes ? 1 : kPair, end = size - kPair + 1;
    for (std::size_t at = next_beginning(beginnings, memory, 0, end, step); at < end;
         at = next_beginning(beginnings, memory, at + step, end, step)) {
        for (std::size_t i = 0; i < needles.size(); ++i) {
            const Needle& needle = *needles[i];
            if (at % std::min(needle.width, kPair) != 0 || at + span_of(needle) > size) continue;
            finds[i] += finds_at(needle, memory + at);
        }
    }
}

struct Range {
    std::uintptr_t from = 0, to = 0;
};

/// The memory that this process may write: heap, stacks, globals, anonymous mappings.
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

Secret<char16_t> secret_units() {
    Secret<char16_t> units(12);
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i] = static_cast<char16_t>(0x4E00 + (i * 2654435761U >> 7U) % 5000);
    }
    return units;
}

SecretText utf8_of(const Secret<char16_t>& units) {
    SecretText text;
    for (const char16_t unit : units) {
        const char bytes[] = {static_cast<char>(0xE0 | unit >> 12),
                              static_cast<char>(0x80 | (unit >> 6 & 0x3F)),
                              static_cast<char>(0x80 | (unit & 0x3F))};
        text.append({bytes, 3});
    }
    return text;
}

std::vector<int> finds_in_process(std::span<const Needle* const> needles, bool all) {
    constexpr std::size_t kPiece = 1U << 20U;
    constexpr std::size_t kOverlap = 1U << 14U;  // No find is lost between two pieces.
    // Outside the heap: the piece that holds it is the only one left out.
    static std::array<char, kPiece + kOverlap> piece;
    const auto own = reinterpret_cast<std::uintptr_t>(piece.data());
    for (const Needle* needle : needles) REQUIRE(needle->stride * needle->row <= kOverlap);
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    const Beginnings beginnings(needles);
    std::vector<int> finds(needles.size());
    const auto done = [&] {
        return !all && std::ranges::all_of(finds, [](int n) { return n > 0; });
    };
    for (const Range& range : writable_memory()) {
        for (std::uintptr_t from = range.from; from < range.to && !done(); from += kPiece) {
            const std::size_t wanted = std::min(range.to - from, piece.size());
            if (from < own + piece.size() && own < from + wanted) continue;
            const ssize_t read = pread(memory, piece.data(), wanted, static_cast<off_t>(from));
            if (read <= 0) continue;
            find_in(needles, beginnings, piece.data(), static_cast<std::size_t>(read), finds);
        }
    }
    close(memory);
    return finds;
}

int finds_in_process(const Needle& needle) {
    const Needle* const one = &needle;
    return finds_in_process({&one, 1}, true).front();
}

bool is_in_process(const Needle& needle) {
    const Needle* const one = &needle;
    return finds_in_process({&one, 1}, false).front() > 0;
}

}  // namespace sunbooth::app::text::tests

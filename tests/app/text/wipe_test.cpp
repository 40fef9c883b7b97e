// SPDX-License-Identifier: Apache-2.0
// After the wipe a visitor's words are nowhere in this process: its memory is searched for the
// UTF-8, the UTF-16, the code points and the glyph numbers in every structure that holds them.
#include "sync/base/secret.h"
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace sunbooth;
using namespace sunbooth::app::text;
using namespace sunbooth::app::text::tests;

namespace {

template <class T>
using Secret = std::vector<T, WipingAllocator<T>>;

/// Hanzi that this binary does not hold: picked by arithmetic.
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

/// Numbers that must not stand `stride` bytes apart anywhere, `row` of them in their order. Masked,
/// so that the list itself is no find.
struct Needle {
    const char* what;
    std::size_t width, stride, row;
    Secret<std::uint32_t> masked;
};
constexpr std::uint32_t kMask = 0x5A5A5A5A;

template <class Numbers>
Needle needle(const char* what, std::size_t width, std::size_t stride, const Numbers& numbers) {
    Needle made{what, width, stride, width == 1 ? 9U : 4U, {}};
    for (const auto number : numbers) {
        const auto wide = static_cast<std::uint32_t>(number);
        made.masked.push_back((width == 1 ? wide & 0xFFU : wide) ^ kMask);
    }
    return made;
}

std::uint32_t number_at(const char* at, std::size_t width) {
    std::uint32_t number = 0;
    std::memcpy(&number, at, width);
    return number;
}

int finds_in(const Needle& needle, const char* memory, std::size_t size) {
    const std::size_t span = needle.stride * (needle.row - 1) + needle.width;
    int finds = 0;
    for (std::size_t at = 0; at + span <= size; at += std::min<std::size_t>(needle.width, 2)) {
        const std::uint32_t here = number_at(memory + at, needle.width) ^ kMask;
        for (std::size_t first = 0; first + needle.row <= needle.masked.size(); ++first) {
            if (here != needle.masked[first]) continue;
            std::size_t like = 1;
            while (like < needle.row &&
                   (number_at(memory + at + like * needle.stride, needle.width) ^ kMask) ==
                       needle.masked[first + like]) {
                ++like;
            }
            finds += like == needle.row ? 1 : 0;
        }
    }
    return finds;
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

int finds_in_process(const Needle& needle) {
    constexpr std::size_t kPiece = 1U << 20U;
    constexpr std::size_t kOverlap = 128;  // No find is lost between two pieces.
    // Outside the heap: the piece that holds it is the only one left out.
    static std::array<char, kPiece + kOverlap> piece;
    const auto own = reinterpret_cast<std::uintptr_t>(piece.data());
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    int finds = 0;
    for (const Range& range : writable_memory()) {
        for (std::uintptr_t from = range.from; from < range.to; from += kPiece) {
            const std::size_t wanted = std::min(range.to - from, piece.size());
            if (from < own + piece.size() && own < from + wanted) continue;
            const ssize_t read = pread(memory, piece.data(), wanted, static_cast<off_t>(from));
            if (read > 0) finds += finds_in(needle, piece.data(), static_cast<std::size_t>(read));
        }
    }
    close(memory);
    return finds;
}

/// Sets the text as a field would while it is typed, with Backspaces, and tells where its words
/// may lie.
std::vector<Needle> type_into(Shaper& shaper, const Secret<char16_t>& units) {
    const SecretText text = utf8_of(units);
    Style style;
    style.em_px = 40;
    style.wrap_px = 200;
    style.free_text = true;
    for (std::size_t at = 3; at <= text.size(); at += 3) {
        shaper.layout(text.view().substr(0, at), style);
        CHECK(former_grapheme(text.view(), at) == at - 3);
    }
    Secret<std::uint32_t> glyphs;
    for (const PlacedGlyph& glyph : shaper.layout(text.view(), style)->glyphs()) {
        CHECK(glyph.glyph != 0);
        glyphs.push_back(glyph.glyph);
    }
    return {
        needle("UTF-8", 1, 1, text.view()),
        needle("UTF-16", 2, 2, units),
        needle("code points", 4, 4, units),
        needle("code points in HarfBuzz's buffer", 4, 20, units),
        needle("glyphs", 4, 4, glyphs),
        needle("glyphs of a layout", 4, sizeof(PlacedGlyph), glyphs),
        needle("glyphs in HarfBuzz's buffer", 4, 20, glyphs),
    };
}

}  // namespace

TEST_CASE("wipe: a visitor's words are nowhere in memory") {
    Rig rig;
    const std::vector<Needle> needles = type_into(rig.shaper, secret_units());
    // The search is not blind: before the wipe it finds the cache's key, a layout and the buffer.
    CHECK(finds_in_process(needles[0]) > 0);
    CHECK(finds_in_process(needles[5]) > 0);
    CHECK(finds_in_process(needles[6]) > 0);
    rig.shaper.wipe();
    for (const Needle& one : needles) {
        CAPTURE(std::string(one.what));
        CHECK(finds_in_process(one) == 0);
    }
}

TEST_CASE("wipe: every layout is made again") {
    Rig rig;
    const auto held = rig.set("窗口没人", Language::Zh);
    CHECK(rig.set("窗口没人", Language::Zh) == held);
    rig.shaper.wipe();
    CHECK(rig.set("窗口没人", Language::Zh) != held);
}

TEST_CASE("cache: it is bounded, and what was used last stays") {
    Rig rig;
    const auto kept = rig.set("窗口", Language::Zh);
    const std::weak_ptr<const Layout> first = rig.set("甲", Language::Zh);
    for (int i = 0; i < 40'000; ++i) {
        rig.set(std::to_string(i), Language::En);
        if (i % 100 == 0) CHECK(rig.set("窗口", Language::Zh) == kept);
    }
    CHECK(first.expired());
}

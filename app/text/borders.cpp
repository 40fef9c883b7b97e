// SPDX-License-Identifier: Apache-2.0
// Where a caret may stand, where words end, and what lies to the right of a place on the glass.
#include "app/text/walk.h"
#include "sync/base/assert.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace sunbooth::app::text {
namespace {

using Places = std::unique_ptr<icu::BreakIterator>;

icu::BreakIterator& graphemes() {
    static thread_local const Places all = [] {
        UErrorCode failed = U_ZERO_ERROR;
        return Places(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), failed));
    }();
    SUNBOOTH_ASSERT(all != nullptr);
    return *all;
}

std::int32_t unit_of(const Paragraph& paragraph, std::size_t at) {
    const auto& bytes = paragraph.byte_of;
    return static_cast<std::int32_t>(std::lower_bound(bytes.begin(), bytes.end(), at) -
                                     bytes.begin());
}

/// Runs `step` over the graphemes of `text`, from the unit that holds the byte `at`.
template <class Step>
std::size_t grapheme(std::string_view text, std::size_t at, Step step) {
    const Paragraph paragraph = paragraph_of(text, 0);
    const Walk walk(graphemes(), paragraph);
    const std::int32_t found = step(graphemes(), unit_of(paragraph, at));
    SUNBOOTH_ASSERT(found != icu::BreakIterator::DONE);
    return paragraph.byte_of[static_cast<std::size_t>(found)];
}

/// Whether the character at a byte is no blank and no punctuation. ICU's own words are not asked:
/// for Chinese it copies the text into memory that nobody wipes.
bool in_word(std::string_view text, std::size_t at) {
    UChar32 c = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    U8_GET(bytes, 0, static_cast<std::int32_t>(at), static_cast<std::int32_t>(text.size()), c);
    constexpr std::uint32_t kWords = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
    return c >= 0 && (U_GET_GC_MASK(c) & kWords) != 0;
}

/// A border of a paragraph and how far to the right its caret stands, in characters.
struct Stop {
    std::int32_t place;
    std::size_t byte;
    bool operator<(const Stop& other) const {
        return place != other.place ? place < other.place : byte < other.byte;
    }
};
/// From left to right. The caret before a character stands at the edge where reading enters it; the
/// last caret at the edge where reading leaves the last character. The same rule as Layout::caret.
Wiped<Stop> stops_of(const Paragraph& line, Language language) {
    Wiped<Stop> stops;
    const auto size = static_cast<std::int32_t>(line.size());
    const bool ug = language == Language::Ug;
    if (size == 0) return {{0, line.byte_of.front()}};
    const std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), &ubidi_close);
    UErrorCode failed = U_ZERO_ERROR;
    ubidi_setPara(bidi.get(), line.units.data(), size, ug ? UBIDI_DEFAULT_RTL : UBIDI_DEFAULT_LTR,
                  nullptr, &failed);
    Wiped<std::int32_t> order(line.size());
    ubidi_getLogicalMap(bidi.get(), order.data(), &failed);
    SUNBOOTH_ASSERT(U_SUCCESS(failed));
    const auto edge = [&](std::int32_t unit, bool leaving) {
        const bool rtl = (ubidi_getLevelAt(bidi.get(), unit) & 1U) != 0;
        return order[static_cast<std::size_t>(unit)] + (rtl != leaving ? 1 : 0);
    };
    const Walk walk(graphemes(), line);
    for (std::int32_t unit = graphemes().first(); unit < size; unit = graphemes().next()) {
        stops.push_back({edge(unit, false), line.byte_of[static_cast<std::size_t>(unit)]});
    }
    stops.push_back({edge(size - 1, true), line.byte_of.back()});
    std::sort(stops.begin(), stops.end());
    return stops;
}

/// The line of the text, between two line feeds, that a byte stands on.
Span line_at(std::string_view text, std::size_t at) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
    return {from, std::min(text.find('\n', at), text.size())};
}

}  // namespace

std::size_t next_grapheme(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    return grapheme(text, at,
                    [](icu::BreakIterator& all, int unit) { return all.following(unit); });
}

std::size_t former_grapheme(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    return grapheme(text, at,
                    [](icu::BreakIterator& all, int unit) { return all.preceding(unit); });
}

Span word_at(std::string_view text, std::size_t at) {
    Span word{at, at};
    while (word.from > 0) {
        const std::size_t before = former_grapheme(text, word.from);
        if (!in_word(text, before)) break;
        word.from = before;
    }
    while (word.to < text.size() && in_word(text, word.to)) {
        word.to = next_grapheme(text, word.to);
    }
    return word;
}

std::size_t visual_step(std::string_view text, std::size_t at, bool to_the_right,
                        Language language) {
    const auto stops_at = [&](const Span& line) {
        return stops_of(paragraph_of(text.substr(line.from, line.to - line.from), line.from),
                        language);
    };
    const Span line = line_at(text, at);
    const Wiped<Stop> stops = stops_at(line);
    const auto here = std::find_if(stops.begin(), stops.end(),
                                   [at](const Stop& stop) { return stop.byte == at; });
    if (here == stops.end()) return at;
    if (to_the_right && here + 1 != stops.end()) return (here + 1)->byte;
    if (!to_the_right && here != stops.begin()) return (here - 1)->byte;
    // Lines follow each other as the page reads, whichever way each of them runs: so that going on
    // in one direction never comes back to where it was.
    const bool onward = to_the_right != (language == Language::Ug);
    if (onward ? line.to == text.size() : line.from == 0) return at;
    const Wiped<Stop> next = stops_at(line_at(text, onward ? line.to + 1 : line.from - 1));
    return to_the_right ? next.front().byte : next.back().byte;
}

}  // namespace sunbooth::app::text

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/language.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::app::text {

using domain::Language;

/// Regular for reading, bold for headings and buttons, mono for codes and digits in columns,
/// icons for the pictogram font (the text is then the name of one icon, "search"; a name that the
/// font does not know counts as missing).
enum class Face : std::uint8_t { Regular, Bold, Mono, Icons };
enum class Align : std::uint8_t {
    Start,
    Center,
    End
};  ///< Start is right in a right-to-left page.

/// How a text is set. Pixels, because geometry (app/ui) has turned millimetres into pixels.
struct Style {
    float em_px = 24;
    Face face = Face::Regular;
    Language language = Language::Zh;
    Align align = Align::Start;
    float wrap_px = 0;         ///< 0: one line, however long.
    float line_height = 1.5F;  ///< Of the em; kiosk-ux V8.
    bool free_text = false;    ///< A citizen's own words: direction is found from the text itself.
    bool operator==(const Style&) const = default;
};

struct Point {
    float x = 0, y = 0;
};
struct Box {
    float x = 0, y = 0, w = 0, h = 0;
};

/// One glyph of a laid-out text; x, y is the pen position relative to the layout's top left.
struct PlacedGlyph {
    std::uint16_t font = 0;
    std::uint32_t glyph = 0;
    float x = 0, y = 0;
};

/// A text that was shaped, broken into lines and ordered. Immutable; shared by caches.
class Layout {
public:
    virtual ~Layout() = default;
    virtual float width() const = 0;   ///< The widest line, in px.
    virtual float height() const = 0;  ///< Lines times line height.
    virtual int line_count() const = 0;
    virtual bool overflows() const = 0;  ///< A line is wider than the wrap: one cluster too wide.
    /// A line had to end inside a word, because the word alone is wider than the wrap.
    virtual bool breaks_words() const = 0;
    virtual int missing_glyphs() const = 0;  ///< Characters that no font covers, painted as 〓.
    virtual std::span<const PlacedGlyph> glyphs() const = 0;
    virtual float em_px() const = 0;
    /// Where the caret stands before the byte `at` (a grapheme border).
    virtual Box caret(std::size_t at) const = 0;
    /// The grapheme border nearest to a point.
    virtual std::size_t byte_at(Point at) const = 0;
    /// What the bytes [from, to) are painted over, piece by piece: more than one piece where lines
    /// break or writing changes its direction.
    virtual std::vector<Box> boxes(std::size_t from, std::size_t to) const = 0;
    /// Ink box of the whole text: for optical centring.
    virtual Box ink() const = 0;
};

/// Wraps a value (number, code, name, time) in FSI … PDI so that it keeps its own direction.
std::string isolate(std::string_view value);

/// The next and the former grapheme border, for carets and Backspace.
std::size_t next_grapheme(std::string_view text, std::size_t at);
std::size_t former_grapheme(std::string_view text, std::size_t at);

/// Bytes [from, to) of a text.
struct Span {
    std::size_t from = 0, to = 0;
    bool operator==(const Span&) const = default;
};
/// What stands round a byte without a blank or punctuation: a word, in Chinese a clause; empty
/// between two blanks. For selecting.
Span word_at(std::string_view text, std::size_t at);
/// The grapheme border one step to the right or left of `at` on the glass, as free text in a page
/// of `language` is ordered. Where two borders stand in one place (writing that changes its
/// direction) both are visited, so every border can be reached. Past the end of a line of the text
/// it goes on in the next one, in the order in which a page of `language` reads; it holds at the
/// ends.
std::size_t visual_step(std::string_view text, std::size_t at, bool to_the_right,
                        Language language);

}  // namespace sunbooth::app::text

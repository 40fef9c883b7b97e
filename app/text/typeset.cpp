// SPDX-License-Identifier: Apache-2.0
#include "app/text/typeset.h"

#include "app/text/itemise.h"

#include <hb-icu.h>
#include <hb.h>
#include <unicode/brkiter.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>

#include <array>
#include <cmath>

namespace sunbooth::app::text {

struct Breakers::Impl {
    std::array<std::unique_ptr<icu::BreakIterator>, domain::kLanguages.size()> lines;
    std::unique_ptr<icu::BreakIterator> graphemes;
    hb_buffer_t* buffer = hb_buffer_create();
};

Breakers::Breakers() : impl_(std::make_unique<Impl>()) {
    UErrorCode failed = U_ZERO_ERROR;
    for (const Language language : domain::kLanguages) {
        impl_->lines[static_cast<std::size_t>(language)].reset(
            icu::BreakIterator::createLineInstance(icu::Locale(domain::tag_of(language)), failed));
    }
    impl_->graphemes.reset(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), failed));
    SUNBOOTH_ASSERT(U_SUCCESS(failed));
}

Breakers::~Breakers() {
    hb_buffer_destroy(impl_->buffer);
}

namespace {

struct ShapedGlyph {
    std::uint32_t glyph = 0;
    std::uint32_t unit = 0;  ///< First unit of its cluster.
    float advance = 0, dx = 0, dy = 0;
};
using Shaped = Wiped<ShapedGlyph>;

/// Part of a run that stands on one line, shaped.
struct Piece {
    Run run;
    Shaped glyphs;
};

hb_language_t language_tag(Language language) {
    return hb_language_from_string(domain::tag_of(language), -1);
}

/// Baseline below the middle of the line box, in ems: the ink of 国 spans -0.12 to 0.88 em and a
/// Latin capital 0 to 0.73, so both look centred.
constexpr float kMiddleToBaseline = 0.37F;

class Typesetter {
public:
    Typesetter(FontLibrary& fonts, Breakers& breakers, const Style& style)
        : fonts_(fonts),
          breakers_(breakers.impl()),
          style_(style),
          px_(std::max(1, static_cast<int>(std::lround(style.em_px)))),
          out_(std::make_shared<SetText>()) {
        out_->px = static_cast<float>(px_);
        out_->line_px = std::round(style.em_px * style.line_height);
    }

    std::shared_ptr<const SetText> set(std::string_view utf8) {
        std::size_t from = 0;
        while (true) {
            const std::size_t feed = utf8.find('\n', from);
            const std::size_t to = feed == std::string_view::npos ? utf8.size() : feed;
            set_paragraph(utf8.substr(from, to - from), from);
            if (feed == std::string_view::npos) break;
            from = feed + 1;
        }
        align();
        return out_;
    }

private:
    void set_paragraph(std::string_view utf8, std::size_t first_byte) {
        paragraph_ = paragraph_of(utf8, first_byte);
        runs_ = itemise(paragraph_, style_, fonts_, out_->missing);
        out_->rtl = paragraph_.size() == 0 ? style_.language == Language::Ug : paragraph_.rtl;
        if (paragraph_.size() == 0) {
            add_line(0, 0);
            return;
        }
        const icu::UnicodeString view(false, paragraph_.units.data(),
                                      static_cast<int>(paragraph_.size()));
        breakers_.graphemes->setText(view);
        measure();
        break_lines(view);
        breakers_.graphemes->setText(icu::UnicodeString());
    }

    /// Shapes every run once; `before_[i]` is the width of all units before i.
    void measure() {
        shaped_.clear();
        before_.assign(paragraph_.size() + 1, 0);
        for (const Run& run : runs_) {
            shaped_.push_back(shape(run, true));
            for (const ShapedGlyph& glyph : shaped_.back())
                before_[glyph.unit + 1] += glyph.advance;
        }
        for (std::size_t i = 1; i < before_.size(); ++i) before_[i] += before_[i - 1];
    }

    Shaped shape(const Run& run, bool with_context) {
        hb_buffer_t* buffer = breakers_.buffer;
        hb_buffer_clear_contents(buffer);
        const char16_t* units = paragraph_.units.data();
        const auto from = static_cast<unsigned>(run.from);
        const int length = static_cast<int>(run.to - run.from);
        const auto* text = reinterpret_cast<const std::uint16_t*>(units);
        if (with_context) {
            hb_buffer_add_utf16(buffer, text, static_cast<int>(paragraph_.size()), from, length);
        } else {
            hb_buffer_add_utf16(buffer, text + from, length, 0, length);
        }
        hb_buffer_set_direction(buffer,
                                (run.level & 1U) != 0 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
        hb_buffer_set_script(buffer, hb_icu_script_to_script(static_cast<UScriptCode>(run.script)));
        hb_buffer_set_language(buffer, language_tag(style_.language));
        hb_shape(fonts_.shaping(run.font, px_), buffer, nullptr, 0);
        return taken(buffer, with_context ? 0 : from);
    }

    static Shaped taken(hb_buffer_t* buffer, unsigned offset) {
        unsigned count = 0;
        const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
        const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
        Shaped shaped(count);
        for (unsigned i = 0; i < count; ++i) {
            shaped[i] = {infos[i].codepoint, infos[i].cluster + offset,
                         static_cast<float>(positions[i].x_advance) / 64,
                         static_cast<float>(positions[i].x_offset) / 64,
                         static_cast<float>(positions[i].y_offset) / 64};
        }
        return shaped;
    }

    std::size_t trimmed(std::size_t from, std::size_t to) const {
        while (to > from && u_isspace(paragraph_.units[to - 1]) != 0) --to;
        return to;
    }

    float width(std::size_t from, std::size_t to) const { return before_[to] - before_[from]; }

    void break_lines(const icu::UnicodeString& view) {
        const std::size_t size = paragraph_.size();
        if (style_.wrap_px <= 0 || width(0, trimmed(0, size)) <= style_.wrap_px) {
            add_line(0, size);
            return;
        }
        icu::BreakIterator& places = *breakers_.lines[static_cast<std::size_t>(style_.language)];
        places.setText(view);
        for (std::size_t from = 0; from < size;) {
            const std::size_t to = next_break(places, from);
            add_line(from, to);
            from = to;
        }
        places.setText(icu::UnicodeString());
    }

    /// The last place where the line still fits; inside a word when the word alone does not.
    std::size_t next_break(icu::BreakIterator& places, std::size_t from) {
        std::size_t best = last_fitting(places, from);
        if (best == from) best = last_fitting(*breakers_.graphemes, from);
        if (best != from) return best;
        out_->overflow = true;  // One cluster is wider than the box.
        return static_cast<std::size_t>(breakers_.graphemes->following(static_cast<int>(from)));
    }

    std::size_t last_fitting(icu::BreakIterator& places, std::size_t from) {
        std::size_t best = from;
        int at = places.following(static_cast<int>(from));
        for (; at != icu::BreakIterator::DONE; at = places.next()) {
            const auto to = static_cast<std::size_t>(at);
            if (width(from, trimmed(from, to)) > style_.wrap_px) break;
            best = to;
        }
        return best;
    }

    void add_line(std::size_t from, std::size_t to) {
        const std::size_t end = trimmed(from, to);
        Line line;
        line.from = paragraph_.byte_of[from];
        line.to = paragraph_.byte_of[end];
        line.first = out_->clusters.size();
        line.top = out_->line_px * static_cast<float>(out_->lines.size());
        std::vector<Piece> pieces = pieces_of(from, style_.free_text ? to : end);
        line.width = place(pieces, line.top);
        // Blanks at the end of a visitor's line are kept for the caret; they overflow nothing.
        const bool set = style_.wrap_px > 0 && end > from;
        if (set && width(from, end) > style_.wrap_px + 1) out_->overflow = true;
        line.last = out_->clusters.size();
        first_glyph_.push_back(out_->placed.size());
        line_rtl_.push_back(out_->rtl);
        out_->lines.push_back(line);
    }

    /// What stands on a line, in visual order.
    std::vector<Piece> pieces_of(std::size_t from, std::size_t to) {
        std::vector<Piece> logical;
        std::vector<UBiDiLevel> levels;
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            Run run = runs_[i];
            run.from = std::max(run.from, from);
            run.to = std::min(run.to, to);
            if (run.from >= run.to) continue;
            const bool whole = run.from == runs_[i].from && run.to == runs_[i].to;
            logical.push_back({run, whole ? shaped_[i] : shape(run, false)});
            levels.push_back(run.level);
        }
        std::vector<std::int32_t> order(logical.size());
        ubidi_reorderVisual(levels.data(), static_cast<int>(levels.size()), order.data());
        std::vector<Piece> visual;
        visual.reserve(logical.size());
        for (const std::int32_t index : order) {
            visual.push_back(std::move(logical[static_cast<std::size_t>(index)]));
        }
        return visual;
    }

    float place(const std::vector<Piece>& pieces, float top) {
        const float em = static_cast<float>(px_);
        const float baseline = std::round(top + out_->line_px / 2 + kMiddleToBaseline * em);
        float pen = 0;
        for (const Piece& piece : pieces) {
            add_clusters(piece, pen);
            for (const ShapedGlyph& glyph : piece.glyphs) {
                out_->placed.push_back(
                    {piece.run.font, glyph.glyph, pen + glyph.dx, baseline - glyph.dy});
                add_ink(piece.run.font, out_->placed.back());
                pen += glyph.advance;
            }
        }
        return pen;
    }

    /// HarfBuzz's clusters in visual order, each cut at the grapheme borders inside it: the caret
    /// divides the advance of a ligature (text-input-speech 1.6.6).
    void add_clusters(const Piece& piece, float pen) {
        const bool rtl = (piece.run.level & 1U) != 0;
        const Shaped& glyphs = piece.glyphs;
        std::size_t former = piece.run.to;  // Where the cluster painted before this one begins.
        for (std::size_t i = 0; i < glyphs.size();) {
            const std::size_t unit = glyphs[i].unit;
            const float left = pen;
            for (; i < glyphs.size() && glyphs[i].unit == unit; ++i) pen += glyphs[i].advance;
            const std::size_t next = i < glyphs.size() ? glyphs[i].unit : piece.run.to;
            add_graphemes(unit, rtl ? former : next, {0, 0, left, pen, rtl});
            former = unit;
        }
    }

    void add_graphemes(std::size_t from, std::size_t to, const Cluster& whole) {
        std::vector<std::size_t> borders{from};
        icu::BreakIterator& graphemes = *breakers_.graphemes;
        for (int at = graphemes.following(static_cast<int>(from));
             at != icu::BreakIterator::DONE && static_cast<std::size_t>(at) < to;
             at = graphemes.next()) {
            borders.push_back(static_cast<std::size_t>(at));
        }
        borders.push_back(to);
        const std::size_t count = borders.size() - 1;
        const float share = (whole.right - whole.left) / static_cast<float>(count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t painted = whole.rtl ? count - 1 - i : i;
            out_->clusters.push_back({paragraph_.byte_of[borders[painted]],
                                      paragraph_.byte_of[borders[painted + 1]],
                                      whole.left + share * static_cast<float>(i),
                                      whole.left + share * static_cast<float>(i + 1), whole.rtl});
        }
    }

    void add_ink(std::uint16_t font, const PlacedGlyph& glyph) {
        hb_glyph_extents_t extents{};
        hb_font_get_glyph_extents(fonts_.shaping(font, px_), glyph.glyph, &extents);
        if (extents.width == 0) return;
        const Box box{glyph.x + static_cast<float>(extents.x_bearing) / 64,
                      glyph.y - static_cast<float>(extents.y_bearing) / 64,
                      static_cast<float>(extents.width) / 64,
                      static_cast<float>(-extents.height) / 64};
        Box& ink = out_->inked;
        if (ink.w == 0) {
            ink = box;
            return;
        }
        const float right = std::max(ink.x + ink.w, box.x + box.w);
        const float lower = std::max(ink.y + ink.h, box.y + box.h);
        ink.x = std::min(ink.x, box.x);
        ink.y = std::min(ink.y, box.y);
        ink.w = right - ink.x;
        ink.h = lower - ink.y;
    }

    void align() {
        float widest = 0;
        for (const Line& line : out_->lines) widest = std::max(widest, line.width);
        // Blanks that hang over the wrap take no room.
        const bool hangs = style_.wrap_px > 0 && !out_->overflow;
        out_->width_ = hangs ? std::min(widest, style_.wrap_px) : widest;
        const float box = style_.wrap_px > 0 ? style_.wrap_px : widest;
        std::size_t glyph = 0;
        float least = 1e9F;
        for (std::size_t i = 0; i < out_->lines.size(); ++i) {
            Line& line = out_->lines[i];
            line.left = std::round(left_of(line, box, line_rtl_[i]));
            least = std::min(least, line.left);
            for (; glyph < first_glyph_[i]; ++glyph) out_->placed[glyph].x += line.left;
            for (std::size_t c = line.first; c < line.last; ++c) {
                out_->clusters[c].left += line.left;
                out_->clusters[c].right += line.left;
            }
        }
        out_->inked.x += least;
        out_->start_x = out_->rtl ? box : 0;
    }

    float left_of(const Line& line, float box, bool rtl) const {
        switch (style_.align) {
            case Align::Start:
                return rtl ? box - line.width : 0;
            case Align::Center:
                return (box - line.width) / 2;
            case Align::End:
                return rtl ? 0 : box - line.width;
        }
        return 0;
    }

    FontLibrary& fonts_;
    Breakers::Impl& breakers_;
    Style style_;
    int px_;
    std::shared_ptr<SetText> out_;
    Paragraph paragraph_;
    Wiped<Run> runs_;
    std::vector<Shaped> shaped_;
    Wiped<float> before_;
    std::vector<std::size_t> first_glyph_;  ///< Per line: one past its last glyph.
    std::vector<bool> line_rtl_;
};

}  // namespace

std::shared_ptr<const SetText> typeset(FontLibrary& fonts, Breakers& breakers,
                                       std::string_view utf8, const Style& style) {
    return Typesetter(fonts, breakers, style).set(utf8);
}

}  // namespace sunbooth::app::text

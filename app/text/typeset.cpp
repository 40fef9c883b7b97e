// SPDX-License-Identifier: Apache-2.0
#include "app/text/typeset.h"

#include "app/text/shape.h"
#include "app/text/walk.h"

#include <hb.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>

#include <array>
#include <cmath>

namespace sunbooth::app::text {

struct Tools::Impl {
    std::array<std::unique_ptr<icu::BreakIterator>, domain::kLanguages.size()> lines;
    std::unique_ptr<icu::BreakIterator> graphemes;
    RunShaper shaper;
};

Tools::Tools() : impl_(std::make_unique<Impl>()) {
    UErrorCode failed = U_ZERO_ERROR;
    for (const Language language : domain::kLanguages) {
        impl_->lines[static_cast<std::size_t>(language)].reset(
            icu::BreakIterator::createLineInstance(icu::Locale(domain::tag_of(language)), failed));
    }
    impl_->graphemes.reset(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), failed));
    SUNBOOTH_ASSERT(U_SUCCESS(failed));
}

Tools::~Tools() = default;

void Tools::wipe() {
    impl_->shaper.wipe();
}

namespace {

/// Part of a run that stands on one line, shaped.
struct Piece {
    Run run;
    Shaped glyphs;
};

/// Baseline below the middle of the line box, in ems: the ink of 国 spans -0.12 to 0.88 em and a
/// Latin capital 0 to 0.73, so both look centred.
constexpr float kMiddleToBaseline = 0.37F;

/// A run that a line break cuts is shaped again, and may come out wider by a hair.
constexpr float kSlackPx = 1;

class Typesetter {
public:
    Typesetter(FontLibrary& fonts, Tools& tools, const Style& style)
        : fonts_(fonts),
          tools_(tools.impl()),
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
        find_ink();
        // An icon's name becomes one glyph by a ligature; any other name has no icon.
        if (style_.face == Face::Icons && out_->placed.size() != 1) out_->missing += 1;
        return out_;
    }

private:
    void set_paragraph(std::string_view utf8, std::size_t first_byte) {
        paragraph_ = paragraph_of(utf8, first_byte);
        runs_ = itemise(paragraph_, style_, fonts_, out_->missing);
        out_->rtl = paragraph_.size() == 0 ? style_.language == Language::Ug : paragraph_.rtl;
        measure();
        if (paragraph_.size() == 0) {
            add_line(0, 0);
            return;
        }
        const Walk graphemes(*tools_.graphemes, paragraph_);
        break_lines();
    }

    /// Shapes every run once; `before_[i]` is the width of all units before i.
    void measure() {
        shaped_.clear();
        before_.assign(paragraph_.size() + 1, 0);
        for (const Run& run : runs_) {
            shaped_.push_back(shape(run));
            for (const ShapedGlyph& glyph : shaped_.back())
                before_[glyph.unit + 1] += glyph.advance;
        }
        for (std::size_t i = 1; i < before_.size(); ++i) before_[i] += before_[i - 1];
    }

    Shaped shape(const Run& run) {
        return tools_.shaper.shape(fonts_, paragraph_, run, px_, style_.language);
    }

    std::size_t trimmed(std::size_t from, std::size_t to) const {
        while (to > from && u_isspace(paragraph_.units[to - 1]) != 0) --to;
        return to;
    }

    float width(std::size_t from, std::size_t to) const { return before_[to] - before_[from]; }

    void break_lines() {
        const std::size_t size = paragraph_.size();
        if (style_.wrap_px <= 0 || width(0, trimmed(0, size)) <= style_.wrap_px) {
            add_line(0, size);
            return;
        }
        icu::BreakIterator& places = *tools_.lines[static_cast<std::size_t>(style_.language)];
        const Walk walk(places, paragraph_);
        for (std::size_t from = 0; from < size;) {
            const std::size_t to = next_break(places, from);
            add_line(from, to);
            from = to;
        }
    }

    /// The last place where the line still fits; inside a word when the word alone does not.
    std::size_t next_break(icu::BreakIterator& places, std::size_t from) {
        std::size_t best = last_fitting(places, from);
        if (best != from) return best;
        out_->broken = true;
        best = last_fitting(*tools_.graphemes, from);
        if (best != from) return best;
        out_->overflow = true;  // One cluster is wider than the box.
        return static_cast<std::size_t>(tools_.graphemes->following(static_cast<int>(from)));
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
        std::vector<Piece> pieces = pieces_of(from, end, style_.free_text ? to : end);
        line.width = place(pieces, line.top);
        // Blanks at the end of a visitor's line are kept for the caret; they overflow nothing.
        const float hanging = style_.free_text ? width(end, to) : 0;
        const bool wraps = style_.wrap_px > 0;
        if (wraps && line.width - hanging > style_.wrap_px + kSlackPx) out_->overflow = true;
        line.last = out_->clusters.size();
        first_glyph_.push_back(out_->placed.size());
        line_rtl_.push_back(out_->rtl);
        out_->lines.push_back(line);
    }

    /// What stands on a line, in visual order: words [from, end), and blanks [end, to) that run on
    /// in the direction of the paragraph whatever stands before them (rule L1).
    std::vector<Piece> pieces_of(std::size_t from, std::size_t end, std::size_t to) {
        std::vector<Piece> logical;
        std::vector<UBiDiLevel> levels;
        const auto add = [&](const Run& whole, std::size_t first, std::size_t last,
                             std::uint8_t level) {
            Run run = whole;
            run.from = std::max(whole.from, first);
            run.to = std::min(whole.to, last);
            run.level = level;
            if (run.from >= run.to) return;
            const bool same = run == whole;
            const auto at = static_cast<std::size_t>(&whole - runs_.data());
            logical.push_back({run, same ? shaped_[at] : shape(run)});
            levels.push_back(level);
        };
        for (const Run& run : runs_) {
            add(run, from, end, run.level);
            add(run, end, to, out_->rtl ? 1 : 0);
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
        const auto em = static_cast<float>(px_);
        const float baseline = std::round(top + out_->line_px / 2 + kMiddleToBaseline * em);
        float pen = 0;
        for (const Piece& piece : pieces) {
            add_clusters(piece, pen);
            for (const ShapedGlyph& glyph : piece.glyphs) {
                out_->placed.push_back(
                    {piece.run.font, glyph.glyph, pen + glyph.dx, baseline - glyph.dy});
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
        icu::BreakIterator& graphemes = *tools_.graphemes;
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

    void align() {
        float widest = 0;
        for (const Line& line : out_->lines) widest = std::max(widest, line.width);
        // Blanks that hang over the wrap take no room.
        const bool hangs = style_.wrap_px > 0 && !out_->overflow;
        out_->width_ = hangs ? std::min(widest, style_.wrap_px) : widest;
        const float box = style_.wrap_px > 0 ? style_.wrap_px : widest;
        std::size_t glyph = 0;
        for (std::size_t i = 0; i < out_->lines.size(); ++i) {
            Line& line = out_->lines[i];
            line.left = std::round(left_of(line, box, line_rtl_[i]));
            for (; glyph < first_glyph_[i]; ++glyph) out_->placed[glyph].x += line.left;
            for (std::size_t c = line.first; c < line.last; ++c) {
                out_->clusters[c].left += line.left;
                out_->clusters[c].right += line.left;
            }
        }
        out_->start_x = out_->rtl ? box : 0;
    }

    void find_ink() {
        float left = 1e9F;
        float top = 1e9F;
        float right = -1e9F;
        float bottom = -1e9F;
        for (const PlacedGlyph& glyph : out_->placed) {
            hb_glyph_extents_t extents{};
            hb_font_get_glyph_extents(fonts_.shaping(glyph.font, px_), glyph.glyph, &extents);
            if (extents.width == 0) continue;  // A blank.
            const float x = glyph.x + static_cast<float>(extents.x_bearing) / 64;
            const float y = glyph.y - static_cast<float>(extents.y_bearing) / 64;
            left = std::min(left, x);
            top = std::min(top, y);
            right = std::max(right, x + static_cast<float>(extents.width) / 64);
            bottom = std::max(bottom, y - static_cast<float>(extents.height) / 64);
        }
        if (right > left) out_->inked = {left, top, right - left, bottom - top};
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
    Tools::Impl& tools_;
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

std::shared_ptr<const SetText> typeset(FontLibrary& fonts, Tools& tools, std::string_view utf8,
                                       const Style& style) {
    return Typesetter(fonts, tools, style).set(utf8);
}

}  // namespace sunbooth::app::text

// SPDX-License-Identifier: Apache-2.0
#include "app/receipt/raster.h"

#include "app/receipt/qr.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::receipt {
namespace {

using text::Align;
using text::Face;

// Millimetres of em. Read at arm's length and by old eyes: nothing below 3.4 mm, about 10 points.
constexpr float kCodeMm = 8;     // kiosk-ux 2.6: the code in 5 mm or more, of its capitals.
constexpr float kCodeMinMm = 6;  // On narrow paper: capitals of 4.4 mm.
constexpr float kTitleMm = 5.6F, kStateMm = 5, kBodyMm = 4, kSmallMm = 3.4F;
constexpr int kQrMaxMm = 44;  // With its quiet zone; kiosk-ux 2.6 wants 25 mm or more of code.
constexpr int kDark = 100;    // Of 255: heat spreads a little, so thin strokes are kept thin.

/// A strip of paper that grows downwards.
class Roll {
public:
    Roll(const Paper& paper, domain::Language language, text::Shaper& shaper,
         text::FontLibrary& fonts)
        : language_(language), shaper_(shaper), fonts_(fonts) {
        made.width = paper.width_dots();
    }

    void space(float mm) { grow(dots(mm)); }

    void rule() {
        space(2);
        const int from = grow(2);
        for (int y = from; y < from + 2; ++y) {
            for (int x = 0; x < made.width; ++x) ink(x, y);
        }
        space(2);
    }

    void put(const std::string& words, float em_mm, Face face, Align align) {
        if (words.empty()) return;
        text::Style style;
        style.em_px = std::round(em_mm * Paper::kDotsPerMm);
        style.face = face;
        style.language = language_;
        style.align = align;
        style.wrap_px = static_cast<float>(made.width);
        style.line_height = language_ == domain::Language::Ug ? 1.6F : 1.4F;
        paint(*shaper_.layout(words, style));
    }

    /// In one line, however narrow the paper is.
    void put_code(const std::string& code) {
        if (code.empty()) return;
        for (float em_mm = kCodeMm;; em_mm -= 0.25F) {
            text::Style style;
            style.em_px = std::round(em_mm * Paper::kDotsPerMm);
            style.face = Face::Mono;
            style.align = Align::Center;
            style.wrap_px = static_cast<float>(made.width);
            style.line_height = 1.3F;
            const auto set = shaper_.layout(code, style);
            const bool fits = set->line_count() == 1 && !set->overflows();
            if (!fits && em_mm > kCodeMinMm) continue;
            return paint(*set);
        }
    }

    void put_qr(const std::string& holds) {
        const Result<Qr> qr = make_qr(holds);
        if (holds.empty() || !qr.ok()) return;
        const int side = qr.value().side + 2 * kQuietModules;
        const int room = std::min(made.width, dots(kQrMaxMm));
        const int module = std::max(1, room / side);
        const int left = (made.width - side * module) / 2 + kQuietModules * module;
        const int top = grow(side * module) + kQuietModules * module;
        for (int y = 0; y < qr.value().side * module; ++y) {
            for (int x = 0; x < qr.value().side * module; ++x) {
                if (qr.value().at(x / module, y / module)) ink(left + x, top + y);
            }
        }
    }

    Raster made;

private:
    static int dots(float mm) {
        return static_cast<int>(std::lround(mm * static_cast<float>(Paper::kDotsPerMm)));
    }
    static int dots(int mm) { return mm * Paper::kDotsPerMm; }

    /// White rows below what is there. @return the first of them.
    int grow(int rows) {
        const int from = made.height;
        made.height += rows;
        made.bits.resize(static_cast<std::size_t>(made.height * made.stride()));
        return from;
    }

    void ink(int x, int y) {
        if (x < 0 || x >= made.width || y < 0 || y >= made.height) return;
        made.bits[static_cast<std::size_t>(y * made.stride() + x / 8)] |=
            static_cast<std::uint8_t>(0x80 >> x % 8);
    }

    void paint(const text::Layout& set) {
        const int px = static_cast<int>(std::lround(set.em_px()));
        const int top = grow(static_cast<int>(std::ceil(set.height())));
        for (const text::PlacedGlyph& glyph : set.glyphs()) {
            const text::Bitmap drawn = fonts_.rasterise(glyph.font, glyph.glyph, px);
            const int left = static_cast<int>(std::lround(glyph.x)) + drawn.left;
            const int above = top + static_cast<int>(std::lround(glyph.y)) - drawn.top;
            for (int y = 0; y < drawn.height; ++y) {
                for (int x = 0; x < drawn.width; ++x) {
                    const auto at = static_cast<std::size_t>(y * drawn.width + x);
                    if (drawn.grey[at] >= kDark) ink(left + x, above + y);
                }
            }
        }
    }

    domain::Language language_;
    text::Shaper& shaper_;
    text::FontLibrary& fonts_;
};

void put_facts(Roll& roll, const Slip& slip) {
    if (slip.facts.empty()) return;
    roll.rule();
    roll.put(slip.facts_title, kBodyMm, Face::Bold, Align::Start);
    for (const SlipFact& fact : slip.facts) {
        roll.space(1.2F);
        roll.put(fact.label, kSmallMm, Face::Regular, Align::Start);
        roll.put(fact.value, kBodyMm, Face::Bold, Align::Start);
        roll.put(fact.sub, kSmallMm, Face::Regular, Align::Start);
    }
}

}  // namespace

Raster set_slip(const Slip& slip, const Paper& paper, text::Shaper& shaper,
                text::FontLibrary& fonts) {
    Roll roll(paper, slip.language, shaper, fonts);
    roll.space(2);
    roll.put(slip.hall, kBodyMm, Face::Regular, Align::Center);
    roll.put(slip.title, kTitleMm, Face::Bold, Align::Center);
    roll.rule();
    roll.put(slip.code_label, kSmallMm, Face::Regular, Align::Center);
    roll.put_code(slip.code);
    roll.put(slip.state, kStateMm, Face::Bold, Align::Center);
    roll.put_qr(slip.qr);
    put_facts(roll, slip);
    if (!slip.notes.empty()) roll.rule();
    for (const std::string& note : slip.notes) {
        roll.put(note, kBodyMm, Face::Regular, Align::Start);
        roll.space(1);
    }
    roll.rule();
    roll.put(slip.foot, kSmallMm, Face::Regular, Align::Center);
    return std::move(roll.made);
}

}  // namespace sunbooth::app::receipt

// SPDX-License-Identifier: Apache-2.0
// A slip of paper as an office prints it, drawn, for who looks for a number on it (kiosk-ux A1).
// There are no words in the drawing (V10): what it shows is said beside it.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kPaperWideMm = 64, kPaperHighMm = 46;
constexpr float kAboveMm = 6;   ///< A gap that goes away together with the drawing.
constexpr float kBesideMm = 8;  ///< Between the paper and the words.

}  // namespace

void PageUi::slip_sketch(std::string_view id, std::string_view label, bool besides) {
    const float wide = measure(type::kBody, room() - mm(kPaperWideMm + kBesideMm));
    const Set words = set(label, {.em_mm = type::kBody, .wrap_px = wide});
    const float above = mm(besides ? kAboveMm : 0);
    const float height = std::max(mm(kPaperHighMm), words->height()) + above;
    Block& block =
        add(besides ? 0 : height, besides ? 0 : kAboveMm,
            [=, this, key = std::string(id), name = std::string(label)](const Box& box) {
                if (box.h < height - 1) return;  // No room to spare.
                const Box paper{box.x, box.y + above, mm(kPaperWideMm), mm(kPaperHighMm)};
                paint_paper(paper);
                const Box beside{paper.x + paper.w + mm(kBesideMm), paper.y, wide, height - above};
                put_middle(words, beside, colours_->text2);
                check_fit(node(key, Role::Text, name, beside), words, beside);
            });
    if (besides) block.tall = height;
}

/// White in all themes, as paper is. It is not mirrored: its number stands at the right in every
/// language (kiosk-ux C9).
void PageUi::paint_paper(const Box& box) {
    constexpr Colour kPaper = 0xFFFFFF, kInk = 0x66778A, kMark = 0x0B57A4;
    const auto part = [&](float x, float y, float w, float h) {
        return upright({box.x + mm(x), box.y + mm(y), mm(w), mm(h)}, box);
    };
    fill(box, 2, kPaper);
    outline(box, 2, kInk, 0.6F);
    fill(part(6, 8, 18, 3), 1, kInk);  // The office's name.
    for (const float y : {20.0F, 26.0F, 32.0F}) fill(part(6, y, 52, 1.6F), 0.8F, kInk);
    fill(part(6, 38, 30, 1.6F), 0.8F, kInk);
    // The number, framed.
    const Box number = part(30, 4, 30, 11);
    outline(number, 2, kMark, 1.2F);
    for (const float x : {34.0F, 40.0F, 46.0F, 52.0F}) fill(part(x, 8, 4, 3), 1, kMark);
}

}  // namespace sunbooth::app::ui

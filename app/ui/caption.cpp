// SPDX-License-Identifier: Apache-2.0
// What is being said, in words below the header (kiosk-ux S18). Its place is kept while speech is
// on, so that the page stands still.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kLinesMm = 18;  ///< Two lines of a caption.
constexpr float kPadMm = 2;
constexpr float kSignMm = 12;
constexpr float kTopMm = 20;  ///< Below the header.

}  // namespace

float PageUi::caption_height() const {
    return caption_ ? mm(kLinesMm + 2 * kPadMm + 2) : 0;
}

void PageUi::paint_caption() {
    if (!caption_) return;
    const Box within = column();
    const Box band{within.x, mm(kTopMm), within.w, mm(kLinesMm + 2 * kPadMm)};
    fill(band, 4, colours_->surface2);
    if (!colours_->shadows) outline(band, 4, colours_->border, 0.4F);
    put_icon("hearing", {band.x + mm(kPadMm), band.y, mm(kSignMm), band.h}, 9, colours_->text2);
    const Box text_box{band.x + mm(kSignMm + 2 * kPadMm), band.y + mm(kPadMm),
                       band.w - mm(kSignMm + 3 * kPadMm), mm(kLinesMm)};
    const Words how{.em_mm = type::kCaption, .wrap_px = text_box.w, .line = 1.3F};
    std::string shown = *caption_;
    Set words = set_within(shown, how, text_box.h);
    // What is longer stands on the page itself, where it is read from.
    for (std::size_t size = shown.size(); words->height() > text_box.h && size > 8;) {
        std::size_t end = 0;
        while (end < size * 7 / 8) end = text::next_grapheme(*caption_, end);
        size = std::min(size - 1, end);
        shown = caption_->substr(0, end) + "…";
        words = set_within(shown, how, text_box.h);
    }
    put_middle(words, text_box, colours_->text);
    // A group: the focus does not walk to it, and nobody reads it out a second time.
    node("shell.caption", Role::Group, shown, band);
}

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
// The receipt: its code in large digits, and the same as a QR code.
#include "app/receipt/qr.h"
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;          ///< Inside a card, mm.
constexpr float kCodeMostMm = 80;  ///< Of the code: two lines of the largest.
constexpr float kBesideMm = 6;     ///< Between words and a QR code.
constexpr float kWordsMinMm = 90;  ///< Beside a QR code; narrower ones stand above it.

/// A QR code in whole pixels: at least 1.2 mm a module and 60 mm a side (kiosk-ux V14).
struct SizedQr {
    receipt::Qr qr;
    int module = 0;  ///< px
    float side = 0;  ///< px; 0: there is none.
};
SizedQr sized_qr(std::string_view words, float mm) {
    SizedQr sized;
    if (words.empty()) return sized;
    Result<receipt::Qr> made = receipt::make_qr(words);
    if (!made.ok()) return sized;
    sized.qr = std::move(made).value();
    const int modules = sized.qr.side + 2 * receipt::kQuietModules;
    sized.module = std::max(static_cast<int>(std::ceil(mm * 1.2F)),
                            static_cast<int>(std::ceil(mm * 60 / static_cast<float>(modules))));
    sized.side = static_cast<float>(sized.module * modules);
    return sized;
}

}  // namespace

void PageUi::receipt(std::string_view id, std::string_view label, std::string_view code,
                     std::string_view hint, std::string_view qr_text) {
    const bool with_qr = !qr_text.empty();
    const float inner = room() - 2 * mm(kPad);
    const SizedQr qr = sized_qr(qr_text, mm(1));
    const float qr_side = qr.side;
    // Large, or in a narrow lane, the QR code stands below the words.
    const Words how{.em_mm = 12.0F, .face = text::Face::Mono, .line = 1.3F};
    const bool narrow = is_large() || set(code, how)->width() > inner - qr_side - mm(6);
    const float below = narrow && qr_side > 0 ? qr_side + mm(6) : 0;
    const float words_width = inner - (with_qr && below == 0 ? qr_side + mm(6) : 0);
    const Set top = set(label, {.em_mm = type::kBody, .wrap_px = words_width, .line = 1.3F});
    // A code keeps its own direction; in a right-to-left page it stands at the start all the same.
    const bool beside =
        set(code, {.em_mm = type::kCode, .face = text::Face::Mono, .line = 1.3F})->width() <=
        words_width;
    // A code is one word: it is never broken, rather set a little smaller.
    const Set digits = set_within(text::isolate(code),
                                  {.em_mm = beside ? type::kCode : 12.0F,
                                   .face = text::Face::Mono,
                                   .wrap_px = words_width,
                                   .line = 1.3F},
                                  mm(kCodeMostMm));
    Set foot = set(hint, {.em_mm = type::kBody, .wrap_px = words_width, .line = 1.35F});
    // More lines than two are reading.
    if (foot->line_count() > 2) foot = set(hint, {.em_mm = type::kBody, .wrap_px = words_width});
    const float words_height = top->height() + digits->height() + foot->height() + mm(4);
    const float height = below > 0 ? words_height + below : std::max(words_height, qr_side);
    Block& block = add(
        height + 2 * mm(kPad), 6,
        [=, this, key = std::string(id), name = std::string(code),
         words = std::string(hint)](const Box& box) {
            card(box);
            const float left = box.x + mm(kPad);
            float y = box.y + (box.h - words_height - below) / 2;
            put(top, {left, y, words_width, top->height()}, colours_->text2);
            y += top->height();
            const Box code_box{left, y, words_width, digits->height()};
            put(digits, code_box, colours_->text);
            Node& shown = node(key, Role::Text, name, code_box);
            shown.value = name;
            check_fit(shown, digits, code_box);
            y += digits->height() + mm(4);
            const Box foot_box{left, y, words_width, foot->height()};
            put(foot, foot_box, colours_->text2);
            check_fit(node(key + ".hint", Role::Text, words, foot_box), foot, foot_box);
            if (qr_side == 0) return;
            const float qr_top = below > 0 ? y + foot_box.h + mm(6) : box.y + (box.h - qr_side) / 2;
            const float x = below > 0 ? (box.w - qr_side) / 2 : box.w - mm(kPad) - qr_side;
            paint_qr(key + ".qr", qr.qr, qr.module, {box.x + x, qr_top, qr_side, qr_side});
        });
    block.kind = BlockKind::Lead;
    // Of large words the code comes first, then the hint, then the QR code.
    if (is_large()) block.breaks.push_back(mm(kPad + 2) + top->height() + digits->height());
    if (below > 0) block.breaks.push_back(mm(kPad) + words_height + mm(3));
}

void PageUi::address(std::string_view id, std::string_view title, std::string_view address) {
    const float inner = room() - 2 * mm(kPad);
    const SizedQr qr = sized_qr(address, mm(1));
    const float qr_side = qr.side;
    const float beside_room = inner - qr_side - mm(kBesideMm);
    const bool below = is_large() || beside_room < mm(kWordsMinMm);
    const float wide = below || qr_side == 0 ? inner : beside_room;
    const float head_wide = measure(type::kLead, wide);
    const Set head = set(title, {.em_mm = type::kLead, .wrap_px = head_wide});
    // An address has no blanks: it breaks where it must.
    const float words_wide = measure(type::kBody, wide);
    const Set words = set(text::isolate(address),
                          {.em_mm = type::kBody, .wrap_px = words_wide, .free_text = true});
    const float words_height = head->height() + mm(3) + words->height();
    const float under = below && qr_side > 0 ? qr_side + mm(kBesideMm) : 0;
    const float height = below ? words_height + under : std::max(words_height, qr_side);
    Block& block = add(
        height + 2 * mm(kPad), 6,
        [=, this, key = std::string(id), name = std::string(title),
         where = std::string(address)](const Box& box) {
            card(box);
            const float left = box.x + mm(kPad);
            float y = box.y + (box.h - words_height - under) / 2;
            const Box head_box{left, y, head_wide, head->height()};
            put(head, head_box, colours_->text);
            check_fit(node(key, Role::Text, name, head_box), head, head_box);
            y += head->height() + mm(3);
            const Box words_box{left, y, words_wide, words->height()};
            put(words, words_box, colours_->text2);
            check_fit(node(key + ".words", Role::Text, where, words_box), words, words_box, true);
            if (qr_side == 0) return;
            const float top =
                below ? y + words_box.h + mm(kBesideMm) : box.y + (box.h - qr_side) / 2;
            const float x = below ? (box.w - qr_side) / 2 : box.w - mm(kPad) - qr_side;
            paint_qr(key + ".qr", qr.qr, qr.module, {box.x + x, top, qr_side, qr_side});
        });
    breaks_at_lines(block, mm(kPad), head);
    if (under > 0) block.breaks.push_back(mm(kPad) + words_height + mm(kBesideMm / 2));
}

void PageUi::paint_qr(const std::string& id, const receipt::Qr& qr, int module_px, const Box& box) {
    const auto step = static_cast<float>(module_px);
    const float side = box.w;
    const Box white = place(box);
    // Whole pixels: a reader's camera sees no grey edges.
    const Box snapped{std::round(white.x), std::round(white.y), side, side};
    painter_->fill(snapped, 0, 0xFFFFFF);
    for (int row = 0; row < qr.side; ++row) {
        for (int from = 0; from < qr.side; ++from) {
            int to = from;
            while (to < qr.side && qr.at(to, row)) ++to;
            if (to == from) continue;
            painter_->fill({snapped.x + step * static_cast<float>(from + receipt::kQuietModules),
                            snapped.y + step * static_cast<float>(row + receipt::kQuietModules),
                            step * static_cast<float>(to - from), step},
                           0, 0x000000);
            from = to;
        }
    }
    node(id, Role::Image, "QR", {}).rect = snapped;
}

}  // namespace sunbooth::app::ui

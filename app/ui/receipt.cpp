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
constexpr float kCodeLeastMm = 12, kCodeTallMm = 18;
constexpr float kTallQr = 1.4F;    ///< Times a QR code's least, where the page has room.
constexpr float kBesideMm = 6;     ///< Between words and a QR code.
constexpr float kWordsMinMm = 90;  ///< Beside a QR code; narrower ones stand above it.

/// At least 1.2 mm a module and 60 mm a side (kiosk-ux V14), times what the page has room for.
SizedQr sized_qr(std::string_view words, float mm, float share = 1) {
    SizedQr sized;
    if (words.empty()) return sized;
    Result<receipt::Qr> made = receipt::make_qr(words);
    if (!made.ok()) return sized;
    sized.qr = std::move(made).value();
    const int modules = sized.qr.side + 2 * receipt::kQuietModules;
    const float least = std::max(mm * 1.2F, mm * 60 / static_cast<float>(modules));
    sized.module = static_cast<int>(std::ceil(least * share));
    sized.side = static_cast<float>(sized.module * modules);
    return sized;
}

}  // namespace

ReceiptCard PageUi::set_receipt(std::string_view label, std::string_view code,
                                std::string_view hint, std::string_view qr_text, bool tall) const {
    ReceiptCard made;
    const float inner = room() - 2 * mm(kPad);
    made.qr = sized_qr(qr_text, mm(1), tall ? kTallQr : 1);
    const float beside_qr = made.qr.side > 0 ? made.qr.side + mm(kBesideMm) : 0;
    const auto fits = [&](float em_mm, float width) {
        const Words how{.em_mm = em_mm, .face = text::Face::Mono, .line = 1.3F};
        return set(code, how)->width() <= width;
    };
    // Large, or in a narrow lane, the QR code stands below the words.
    const bool narrow = is_large() || !fits(kCodeLeastMm, inner - beside_qr);
    made.below = narrow ? beside_qr : 0;
    made.words_width = inner - (narrow ? 0 : beside_qr);
    const float em_mm = tall ? type::kLead : type::kBody;
    made.top = set(label, {.em_mm = em_mm, .wrap_px = made.words_width, .line = 1.3F});
    // A code is one word: it is never broken, rather set a little smaller. It keeps its own
    // direction; in a right-to-left page it stands at the start all the same.
    const float most = tall && fits(kCodeTallMm, made.words_width) ? kCodeTallMm : type::kCode;
    made.digits = set_within(text::isolate(code),
                             {.em_mm = fits(most, made.words_width) ? most : kCodeLeastMm,
                              .face = text::Face::Mono,
                              .wrap_px = made.words_width,
                              .line = 1.3F},
                             mm(kCodeMostMm));
    made.foot = set(hint, {.em_mm = em_mm, .wrap_px = made.words_width, .line = 1.35F});
    // More lines than two are reading.
    if (made.foot->line_count() > 2) {
        made.foot = set(hint, {.em_mm = em_mm, .wrap_px = made.words_width});
    }
    made.words_height = made.top->height() + made.digits->height() + made.foot->height() + mm(4);
    made.height = 2 * mm(kPad) + (narrow ? made.words_height + made.below
                                         : std::max(made.words_height, made.qr.side));
    return made;
}

void PageUi::paint_receipt(const std::string& id, const std::string& code, const std::string& hint,
                           const ReceiptCard& words, const Box& box) {
    card(box);
    const float left = box.x + mm(kPad);
    float y = box.y + (box.h - words.words_height - words.below) / 2;
    put(words.top, {left, y, words.words_width, words.top->height()}, colours_->text2);
    y += words.top->height();
    const Box code_box{left, y, words.words_width, words.digits->height()};
    put(words.digits, code_box, colours_->text);
    Node& shown = node(id, Role::Text, code, code_box);
    shown.value = code;
    check_fit(shown, words.digits, code_box);
    y += words.digits->height() + mm(4);
    const Box foot_box{left, y, words.words_width, words.foot->height()};
    put(words.foot, foot_box, colours_->text2);
    check_fit(node(id + ".hint", Role::Text, hint, foot_box), words.foot, foot_box);
    const float side = words.qr.side;
    if (side == 0) return;
    const bool below = words.below > 0;
    const float top = below ? y + foot_box.h + mm(kBesideMm) : box.y + (box.h - side) / 2;
    const float x = below ? (box.w - side) / 2 : box.w - mm(kPad) - side;
    paint_qr(id + ".qr", words.qr.qr, words.qr.module, {box.x + x, top, side, side});
}

void PageUi::receipt(std::string_view id, std::string_view label, std::string_view code,
                     std::string_view hint, std::string_view qr_text) {
    const ReceiptCard low = set_receipt(label, code, hint, qr_text, false);
    // What the visitor came for: where the page has room, to be copied from afar.
    const bool roomy = !is_large();
    const ReceiptCard tall = roomy ? set_receipt(label, code, hint, qr_text, true) : low;
    Block& block =
        add(low.height, 6,
            [this, low, tall, key = std::string(id), name = std::string(code),
             words = std::string(hint)](const Box& box) {
                paint_receipt(key, name, words, box.h >= tall.height - 1 ? tall : low, box);
            });
    block.kind = BlockKind::Lead;
    if (roomy) block.tall = tall.height;
    // Of large words the code comes first, then the hint, then the QR code.
    if (is_large()) {
        block.breaks.push_back(mm(kPad + 2) + low.top->height() + low.digits->height());
    }
    if (low.below > 0) block.breaks.push_back(mm(kPad) + low.words_height + mm(3));
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

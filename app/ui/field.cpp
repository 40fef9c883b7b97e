// SPDX-License-Identifier: Apache-2.0
// The text field: label above, words with a caret, counter and error below.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPadMm = 6;

}  // namespace

std::optional<std::size_t> PageUi::field(std::string_view id, const FieldView& view) {
    const float inner = column().w - 2 * mm(kPadMm);
    const bool large = view.numeric && view.lines == 1;
    const Set label = set(view.label, {.em_mm = type::kLabel,
                                       .face = text::Face::Bold,
                                       .wrap_px = column().w * 0.62F,
                                       .line = 1.3F});
    const Set counter = set(view.counter, {.em_mm = type::kCaption,
                                           .align = text::Align::End,
                                           .wrap_px = column().w * 0.36F,
                                           .line = 1.3F});
    const Set hint = set(view.hint, {.em_mm = type::kBody, .wrap_px = inner, .line = 1.35F});
    const Set error = set(view.error, {.em_mm = type::kBody,
                                       .face = text::Face::Bold,
                                       .wrap_px = column().w - mm(12),
                                       .line = 1.35F});
    // Numbers and codes run left to right in every language; a visitor's prose finds its own way.
    const Words how{.em_mm = large ? 12.0F : 9.0F,
                    .face = large ? text::Face::Mono : text::Face::Regular,
                    .wrap_px = inner,
                    .line = 1.4F,
                    .language = view.numeric ? std::optional(domain::Language::Zh) : std::nullopt,
                    .free_text = !view.numeric};
    const Set words = set(view.words, how);
    const float line = words->height() / static_cast<float>(words->line_count());
    const float box_height = std::max(
        {mm(26), line * static_cast<float>(view.lines) + 2 * mm(4), words->height() + 2 * mm(4)});
    const float error_height = view.error.empty() ? 0 : error->height() + mm(3);
    const float head = std::max(label->height(), view.counter.empty() ? 0 : counter->height());
    add(head + mm(3) + box_height + error_height, 5,
        [=, this, key = std::string(id), name = view.label, focused = view.focused,
         numeric = view.numeric, single = view.lines == 1, is_private = view.is_private,
         caret_at = view.caret, wrong = view.error, empty = view.words.empty(),
         hint_words = view.hint, said = SecretText(view.words)](const Box& box) {
            put(label, {box.x, box.y, column().w * 0.62F, label->height()}, colours_->text);
            if (counter->width() > 0) {
                put(counter,
                    {box.x + box.w * 0.64F, box.y + head - counter->height(), box.w * 0.36F,
                     counter->height()},
                    colours_->text2);
            }
            const Box frame{box.x, box.y + head + mm(3), box.w, box_height};
            fill(frame, 5, colours_->surface);
            const Colour edge = !wrong.empty() ? colours_->danger
                                : focused      ? colours_->primary
                                               : colours_->border;
            outline(frame, 5, edge, focused || !wrong.empty() ? 1.0F : 0.6F);
            const float top = single ? frame.y + (frame.h - words->height()) / 2 : frame.y + mm(4);
            const Box inside{frame.x + mm(kPadMm), top, inner, words->height()};
            if (empty && !hint_words.empty()) {
                const float y = single ? frame.y + (frame.h - hint->height()) / 2 : top;
                put(hint, {inside.x, y, inner, hint->height()}, colours_->text2);
            }
            const Box placed = place(inside);
            painter_->text(*words, {placed.x, placed.y}, colours_->text);
            if (focused) {
                const Box caret = words->caret(caret_at);
                painter_->fill({placed.x + caret.x - mm(0.5F), placed.y + caret.y + line * 0.12F,
                                mm(1), line * 0.76F},
                               0, colours_->primary);
            }
            fields_recorded_[key] = {{placed.x, placed.y}, words};
            Node& made = control(key, Role::Field, name, frame);
            made.words = said;
            made.focused = focused;
            made.is_private = is_private;
            check_fit(made, words, inside);
            if (words->height() > frame.h) made.clipped = true;
            if (wrong.empty()) return;
            const Box below{box.x + mm(12), frame.y + frame.h + mm(3), box.w - mm(12),
                            error->height()};
            put_icon("error", {box.x, below.y, mm(9), below.h}, 9, colours_->danger);
            put(error, below, colours_->danger);
            check_fit(node(key + ".error", Role::Status, wrong, below), error, below);
        });
    if (!pressed(id)) return std::nullopt;
    const auto shown = fields_shown_.find(id);
    if (shown == fields_shown_.end()) return view.words.size();
    return shown->second.words->byte_at(
        {waiting_at_.x - shown->second.origin.x, waiting_at_.y - shown->second.origin.y});
}

}  // namespace sunbooth::app::ui

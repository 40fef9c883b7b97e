// SPDX-License-Identifier: Apache-2.0
// The text field: label above, words with a caret, counter and error below.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPadMm = 6, kPadVerticalMm = 4;
constexpr float kHeightMinMm = 26;
constexpr float kTickMm = 7;
constexpr float kNumberMm = 12;  ///< Of em: digits one by one.
constexpr float kShowMm = 22, kShowGapMm = 3;
constexpr float kLowHeadMm = 12;      ///< Label and counter, where height is dear;
constexpr float kLowHeadMostMm = 18;  ///< so much in large words.
constexpr float kLabelShare = 0.62F, kCounterShare = 0.36F;  ///< Of the line above the field.

}  // namespace

FieldWords PageUi::set_field(const FieldView& view, Lane lane) const {
    const float whole = lane_box(lane).w;
    FieldWords made;
    made.look = view;
    made.look.words = {};  // The view lives only during the call.
    made.said = SecretText(view.words);
    // A key of its own, with the gap that keys have (kiosk-ux R1, R2).
    // In Reach the field may stand above what can be reached: there it is one of the keys.
    if (look_.reach) made.look.show.clear();
    if (!made.look.show.empty()) made.show = mm(press_mm(kShowMm) + kShowGapMm);
    made.inner = whole - 2 * mm(kPadMm) - made.show - static_cast<float>(view.groups) * mm(kTickMm);
    const Words label{.em_mm = type::kLabel,
                      .face = text::Face::Bold,
                      .wrap_px = whole * kLabelShare,
                      .line = 1.3F};
    // Where height is dear, the question above or beside says what the label says.
    const Words counter{.em_mm = type::kCaption,
                        .align = text::Align::End,
                        .wrap_px = whole * kCounterShare,
                        .line = 1.3F};
    const bool low = !screen_.portrait() || look_.reach;
    const auto head = [&](std::string_view text, const Words& words) {
        const float room_mm = std::min(grown_mm(kLowHeadMm), kLowHeadMostMm);
        return low ? set_within(text, words, mm(room_mm)) : set(text, words);
    };
    made.label = head(view.label, label);
    made.counter = head(view.counter, counter);
    made.hint = set(view.hint, {.em_mm = type::kBody, .wrap_px = made.inner, .line = 1.35F});
    made.error = set(view.error, {.em_mm = type::kBody,
                                  .face = text::Face::Bold,
                                  .wrap_px = measure(type::kBody, whole - mm(12))});
    // Numbers and codes run left to right in every language, but begin where the page's lines
    // begin, under their hint; a visitor's prose finds its own way.
    const bool from_right = view.numeric && rtl();
    const bool large = view.numeric && view.lines == 1;
    Words how{.em_mm = large ? kNumberMm : 9.0F,
              .face = large ? text::Face::Mono : text::Face::Regular,
              .align = from_right ? text::Align::End : text::Align::Start,
              .wrap_px = made.inner,
              .line = 1.4F,
              .language = view.numeric ? std::optional(domain::Language::Zh) : std::nullopt,
              .free_text = !view.numeric};
    made.words = set(view.words, how);
    // Where height is dear a number stays on one line, but never gets smaller than the sentences.
    const float least = look_.text * type::kBody / kNumberMm;
    for (how.scale = look_.text; low && large && made.words->line_count() > 1;) {
        how.scale -= kScaleStep;
        if (how.scale < std::max(1.0F, least)) break;
        Set smaller = set(view.words, how);
        if (smaller->line_count() == 1) made.words = std::move(smaller);
    }
    made.line = made.words->height() / static_cast<float>(made.words->line_count());
    made.error_height = view.error.empty() ? 0 : made.error->height() + mm(3);
    made.head =
        std::max(made.label->height(), view.counter.empty() ? 0 : made.counter->height()) + mm(3);
    return made;
}

void PageUi::paint_field(const std::string& id, const FieldWords& field, const Box& box) {
    put(field.label, {box.x, box.y, box.w * kLabelShare, field.label->height()}, colours_->text);
    if (field.counter->width() > 0) {
        put(field.counter,
            {box.x + box.w * (1 - kCounterShare),
             box.y + field.head - mm(3) - field.counter->height(), box.w * kCounterShare,
             field.counter->height()},
            colours_->text2);
    }
    const bool wrong = !field.look.error.empty();
    const bool focused = field.look.focused;
    Box frame{box.x, box.y + field.head, box.w, box.h - field.head - field.error_height};
    fill(frame, 5, colours_->surface);
    outline(frame, 5,
            wrong     ? colours_->danger
            : focused ? colours_->primary
                      : colours_->border,
            focused || wrong ? 1.0F : 0.6F);
    const Box frame_all = frame;
    frame.w -= field.show;
    const bool single = field.look.lines == 1;
    const float height = field.words->height();
    const float pad = mm(kPadVerticalMm);
    const int lines = std::max(1, static_cast<int>((frame.h - 2 * pad + 1) / field.line));
    const int first = single ? 0 : first_line(id, field, lines);
    const float above = static_cast<float>(first) * field.line;
    const float top = single ? frame.y + (frame.h - height) / 2 : frame.y + pad;
    const Box inside{frame.x + mm(kPadMm), top - above, field.inner, height};
    if (field.said.empty() && !field.look.hint.empty()) {
        const float y = single ? frame.y + (frame.h - field.hint->height()) / 2 : top;
        put(field.hint, {inside.x, y, field.inner, field.hint->height()}, colours_->text2);
    }
    for (int i = 0; i < field.look.full; ++i) {
        const float left = inside.x + field.inner + static_cast<float>(i) * mm(kTickMm);
        put_icon("check", {left, frame.y, mm(kTickMm), frame.h}, kTickMm, colours_->success);
    }
    const float shown = single ? frame.h : static_cast<float>(lines) * field.line;
    paint_words(field, {frame.x, single ? frame.y : top, frame.w, shown}, inside);
    const Box placed = place(inside);
    fields_recorded_[id] = {{placed.x, placed.y}, field.words, first};
    Node& made = control(id, Role::Field, field.look.label, frame);
    made.words = field.said;
    made.begun = field.look.preedit;
    made.focused = focused;
    made.is_private = field.look.is_private;
    made.masked = field.look.masked && !field.look.shown;
    made.hint = field.look.hint;
    made.counter = field.look.counter;
    check_fit(made, field.words, inside, true);
    const text::Span over = field.look.selection;
    if (over.from != over.to) {  // No place of its own: it tells what the next words replace.
        Node& chosen = node(id + ".selection", Role::Text, {}, {frame.x, frame.y, 0, 0});
        chosen.words = SecretText(field.said.view().substr(over.from, over.to - over.from));
        chosen.is_private = true;
    }
    if (!field.look.show.empty()) paint_show(id, field, frame_all);
    if (!wrong) return;
    const Box below{box.x + mm(12), frame.y + frame.h + mm(3), measure(type::kBody, box.w - mm(12)),
                    field.error->height()};
    put_icon("error", {box.x, below.y, mm(9), below.h}, 9, colours_->danger);
    put(field.error, below, colours_->danger);
    check_fit(node(id + ".error", Role::Status, field.look.error, below), field.error, below);
}

/// The eye at the end of the frame.
void PageUi::paint_show(const std::string& id, const FieldWords& field, const Box& frame) {
    const float side = mm(press_mm(kShowMm));
    const Box key{frame.x + frame.w - side, frame.y, side, frame.h};
    Node& made = control(id + ".show", Role::Button, field.look.show, key);
    made.selected = field.look.shown;
    put_icon(field.look.shown ? "visibility_off" : "visibility", key, 11, colours_->primary);
}

int PageUi::first_line(const std::string& id, const FieldWords& field, int room) const {
    const auto shown = fields_shown_.find(id);
    const int former = shown == fields_shown_.end() ? 0 : shown->second.first_line;
    const float y = field.words->caret(field.look.caret).y;
    const int caret = static_cast<int>(std::lround(y / field.line));
    const int last = std::max(0, field.words->line_count() - room);
    return std::clamp(std::clamp(former, caret - room + 1, caret), 0, last);
}

/// What was typed, as far as the frame has lines for it; more lines are reached by the caret.
void PageUi::paint_words(const FieldWords& field, const Box& frame, const Box& inside) {
    painter_->clip(place(frame));
    paint_selection(field, inside);
    put(field.words, inside, colours_->text);
    const Box placed = place(inside);
    for (const Box& piece : field.words->boxes(field.look.preedit.from, field.look.preedit.to)) {
        const float y = placed.y + piece.y + field.line * 0.9F;
        painter_->line({placed.x + piece.x, y}, {placed.x + piece.x + piece.w, y},
                       colours_->primary, mm(0.6F));
    }
    if (field.look.focused) paint_caret(field, {placed.x, placed.y});
    painter_->unclip();
}

void PageUi::paint_selection(const FieldWords& field, const Box& inside) {
    const text::Span chosen = field.look.selection;
    if (chosen.from == chosen.to) return;
    const Box at = place(inside);
    for (const Box& piece : field.words->boxes(chosen.from, chosen.to)) {
        painter_->fill(
            {at.x + piece.x, at.y + piece.y + field.line * 0.08F, piece.w, field.line * 0.84F},
            mm(1), colours_->primary, 0.25F);
    }
}

void PageUi::paint_caret(const FieldWords& field, Point origin) {
    const Box caret = field.words->caret(field.look.caret);
    painter_->fill({origin.x + caret.x - mm(0.5F), origin.y + caret.y + field.line * 0.12F, mm(1),
                    field.line * 0.76F},
                   0, colours_->primary);
}

/// How high the field is, and how it is painted, by the words that were set for its lane.
void PageUi::settle_field(Block& block, const std::string& id, const FieldWords& words) {
    const FieldView& view = words.look;
    const auto lines = static_cast<float>(view.lines);
    const float pads = 2 * mm(kPadVerticalMm);
    // A field of one line grows with what it holds; a taller one shows the lines round the caret.
    const float taken = words.said.empty() ? words.hint->height() : words.words->height();
    const float written = view.lines == 1 ? taken + pads : 0;
    const float box_height =
        std::max({mm(press_mm(kHeightMinMm)), words.line * lines + pads, written});
    block.height = words.head + box_height + words.error_height;
    // On a full page a tall field goes down to one line; the caret reaches the others.
    block.give = box_height - std::max({mm(press_mm(kHeightMinMm)), words.line + pads, written});
    block.breaks.clear();
    if (!view.error.empty()) block.breaks.push_back(words.head + box_height);
    block.paint = [this, words, id](const Box& box) { paint_field(id, words, box); };
}

std::optional<std::size_t> PageUi::field(std::string_view id, const FieldView& view) {
    const FieldWords words = set_field(view, Lane::Main);
    desk_recorded_.field = id;
    desk_recorded_.prose = !view.numeric;
    Block& block = add(0, 8, nullptr, Lane::Main);
    block.kind = BlockKind::Field;
    block.passive = false;
    settle_field(block, std::string(id), words);
    if (!screen_.portrait()) {
        block.move_to_start = [this, words, key = std::string(id)](Block& moved) {
            FieldView again = words.look;
            again.words = words.said.view();
            moved.lane = Lane::Start;
            settle_field(moved, key, set_field(again, Lane::Start));
        };
    }
    wrong_recorded_ = wrong_recorded_ || !view.error.empty();
    if (!view.show.empty() && pressed(std::string(id) + ".show")) return kShowKey;
    if (!pressed(id)) return std::nullopt;
    const auto shown = fields_shown_.find(id);
    if (shown == fields_shown_.end()) return view.words.size();
    return shown->second.words->byte_at(
        {pressed_->at.x - shown->second.origin.x, pressed_->at.y - shown->second.origin.y});
}

}  // namespace sunbooth::app::ui

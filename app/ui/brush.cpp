// SPDX-License-Identifier: Apache-2.0
// Setting words and putting ink on the page. Positions are those of a left-to-right page until
// place() mirrors them.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

/// Words for reading grow by the factor, larger ones by as much as a label does: a heading stays
/// larger than what it heads and still finds room.
float scaled(float em_mm, float scale) {
    return em_mm <= type::kLabel ? em_mm * scale : em_mm + type::kLabel * (scale - 1);
}

}  // namespace

Set PageUi::set(std::string_view text, const Words& words) const {
    const domain::Language language = words.language.value_or(language_);
    const bool uyghur = language == domain::Language::Ug;
    text::Style style;
    // UKIJ's letters stand lower than a capital of the same em (kiosk-ux 2.9).
    style.em_px = mm(scaled(words.em_mm, words.scale > 0 ? words.scale : look_.text)) *
                  (uyghur ? 1.15F : 1.0F);
    style.face = words.face;
    style.language = language;
    style.align = words.align;
    style.wrap_px = words.wrap_px;
    style.line_height =
        words.line > 0 ? words.line * (uyghur ? 1.1F : 1.0F) : (uyghur ? 1.7F : 1.5F);
    style.free_text = words.free_text;
    return shaper_.layout(text, style);
}

float PageUi::measure(float em_mm, float room_px) const {
    constexpr float kHan = 30, kLatinEm = 30, kUyghurEm = 26;  // Of 66 letters, measured.
    const float ems = language_ == domain::Language::Zh   ? kHan
                      : language_ == domain::Language::Ug ? kUyghurEm
                                                          : kLatinEm;
    return std::min(room_px, ems * mm(scaled(em_mm, look_.text)));
}

Set PageUi::set_within(std::string_view text, Words words, float height) const {
    for (words.scale = look_.text; words.scale > 1; words.scale -= kScaleStep) {
        Set made = set(text, words);
        const bool narrow = words.wrap_px <= 0 || (!made->overflows() && !made->breaks_words());
        if (narrow && made->height() <= height) return made;
    }
    words.scale = 1;
    return set(text, words);
}

Set PageUi::set_icon(std::string_view name, float em_mm) const {
    text::Style style;
    style.em_px = mm(em_mm);
    style.face = text::Face::Icons;
    style.line_height = 1;
    // Arrows point along the reading direction; every other sign stays as it is.
    if (rtl() && name == "arrow_back")
        name = "arrow_forward";
    else if (rtl() && name == "arrow_forward")
        name = "arrow_back";
    else if (rtl() && name == "chevron_right")
        name = "chevron_left";
    else if (rtl() && name == "chevron_left")
        name = "chevron_right";
    return shaper_.layout(name, style);
}

Box PageUi::place(const Box& box) const {
    if (!rtl()) return box;
    return {static_cast<float>(screen_.width_px) - box.x - box.w, box.y, box.w, box.h};
}

void PageUi::put(const Set& words, const Box& box, Colour colour) {
    const Box at = place(box);
    painter_->text(*words, {at.x, at.y}, colour);
}

void PageUi::put_middle(const Set& words, const Box& box, Colour colour) {
    put(words, {box.x, box.y + (box.h - words->height()) / 2, box.w, words->height()}, colour);
}

void PageUi::put_icon(std::string_view name, const Box& box, float em_mm, Colour colour) {
    if (name.empty()) return;
    const Set icon = set_icon(name, em_mm);
    const Box at = place(box);
    const Box ink = icon->ink();  // Optical centring: by the ink, not by the line box.
    painter_->text(
        *icon, {at.x + at.w / 2 - ink.x - ink.w / 2, at.y + at.h / 2 - ink.y - ink.h / 2}, colour);
}

void PageUi::fill(const Box& box, float radius_mm, Colour colour) {
    painter_->fill(place(box), mm(radius_mm), colour);
}

void PageUi::outline(const Box& box, float radius_mm, Colour colour, float width_mm) {
    painter_->outline(place(box), mm(radius_mm), colour, std::max(1.0F, mm(width_mm)));
}

void PageUi::rule(const Box& box, float y) {
    const Box at = place(box);
    painter_->line({at.x, y}, {at.x + at.w, y}, colours_->surface2, std::max(1.0F, mm(0.4F)));
}

void PageUi::card(const Box& box) {
    if (colours_->shadows) painter_->shadow(place(box), mm(6), mm(3));
    fill(box, 6, colours_->surface);
    outline(box, 6, colours_->shadows ? colours_->surface2 : colours_->border, 0.3F);
}

Node& PageUi::node(std::string_view id, Role role, std::string_view name, const Box& box) {
    Node made;
    made.id = id;
    made.role = role;
    made.name = name;
    made.rect = place(box);
    recorded_.nodes.push_back(std::move(made));
    return recorded_.nodes.back();
}

Node& PageUi::control(std::string_view id, Role role, std::string_view name, const Box& box) {
    Node& made = node(id, role, name, box);
    made.interactive = true;
    return made;
}

void PageUi::check_fit(Node& made, const Set& words, const Box& box, bool own_words) const {
    const bool broken = words->breaks_words() && !own_words;
    if (words->overflows() || broken || words->height() > box.h + 1 || words->width() > box.w + 1 ||
        words->missing_glyphs() > 0) {
        made.clipped = true;
    }
}

std::string PageUi::next_passive_id(const char* what) {
    return recorded_.page + "." + what + std::to_string(++passive_);
}

std::optional<std::string> PageUi::pressed_of(std::span<const Action> actions) const {
    for (const Action& action : actions) {
        if (pressed(action.id)) return action.id;
    }
    return std::nullopt;
}

}  // namespace sunbooth::app::ui

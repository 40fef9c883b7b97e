// SPDX-License-Identifier: Apache-2.0
// The shell around every page: header and action bar.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kBarButtonMm = 26;       ///< kiosk-ux 2.8; with the space round it 40 (2.2).
constexpr float kBesideStripMm = 14;     ///< The end stands 12 mm from what goes on (kiosk-ux R2).
constexpr float kSecondaryShare = 0.4F;  ///< Of the bar, at most, for one beside the primary.
constexpr float kBarPadMm = 7;           ///< Above and below the button.
constexpr float kHeaderMm = 18;          ///< Two lines of a caption.
constexpr float kNameMm = 17;            ///< Where the hall's name begins, past the emblem.
constexpr float kBesideMm = 6;           ///< Between the words of the header.
constexpr float kStateSignMm = 9.5F;
constexpr float kStaffEdgeMm = 5;  ///< Half of the least margin.

}  // namespace

/// Outside of all that is read or pressed, in a colour that no other page has there.
void PageUi::paint_staff_edge() {
    const auto width = static_cast<float>(screen_.width_px);
    const auto height = static_cast<float>(screen_.height_px);
    for (const float left : {0.0F, width - mm(kStaffEdgeMm)}) {
        fill({left, 0, mm(kStaffEdgeMm), height}, 0, colours_->warn);
    }
}

float PageUi::bar_height() const {
    return mm(press_mm(kBarButtonMm) + 2 * kBarPadMm);
}

float PageUi::bar_pad() const {
    return mm(kBarPadMm);
}

void PageUi::paint_emblem(Point centre, float radius_mm, Colour ground, Colour sign) {
    painter_->disc(centre, mm(radius_mm), ground);
    const float side = 2 * mm(radius_mm);
    const Box at = place({centre.x - side / 2, centre.y - side / 2, side, side});
    put_icon("wb_sunny", at, radius_mm * 1.3F, sign);
}

HeaderWords PageUi::set_header(float width, float scale) const {
    HeaderWords words;
    const Words small{.em_mm = type::kCaption, .scale = scale, .line = 1.2F};
    words.clock = set(shell_.clock_text, small);
    words.status = set(shell_.status_text, small);
    float aside = shell_.clock_text.empty() ? 0 : words.clock->width();
    if (!shell_.status_text.empty()) aside += mm(kBesideMm + kStateSignMm) + words.status->width();
    words.name_width = width - aside - mm(kNameMm + kBesideMm);
    Words how{.em_mm = type::kBody, .scale = scale, .face = text::Face::Bold, .line = 1.15F};
    // A long name is set smaller, on two lines, before it would run into the clock.
    if (set(shell_.hall_name, how)->width() > words.name_width) how.em_mm = type::kCaption;
    how.wrap_px = words.name_width;
    words.name = set(shell_.hall_name, how);
    words.fits = words.name_width > 0 && !words.name->breaks_words() && !words.name->overflows() &&
                 words.name->height() <= mm(kHeaderMm);
    return words;
}

void PageUi::paint_header() {
    const Box within = column();
    const Box at = place({within.x, mm(4), mm(13), mm(13)});
    paint_emblem({at.x + at.w / 2, at.y + at.h / 2}, 6.5F, colours_->primary, colours_->on_primary);
    // The header cannot grow: its words do as far as all of them have room.
    float scale = look_.text;
    HeaderWords words = set_header(within.w, scale);
    while (!words.fits && scale > 1) {
        scale = std::max(1.0F, scale - kScaleStep);
        words = set_header(within.w, scale);
    }
    paint_status(words, within);
    const Box name_box{within.x + mm(kNameMm), mm(1.5F), words.name_width, mm(kHeaderMm)};
    put_middle(words.name, name_box, colours_->text);
    if (shell_.hall_name.empty()) return;
    check_fit(node("shell.hall", Role::Text, shell_.hall_name, name_box), words.name, name_box);
}

void PageUi::paint_status(const HeaderWords& words, const Box& within) {
    const float top = mm(3);
    const float height = mm(15);
    float left = within.x + within.w;
    if (!shell_.clock_text.empty()) {
        left -= words.clock->width();
        const Box box{left, top, words.clock->width(), height};
        put_middle(words.clock, box, colours_->text2);
        node("shell.clock", Role::Text, shell_.clock_text, box);
    }
    if (shell_.status_text.empty()) return;
    left -= mm(kBesideMm) + words.status->width();
    const Box box{left, top, words.status->width(), height};
    put_middle(words.status, box, colours_->text2);
    put_icon(shell_.status_icon, {left - mm(kStateSignMm), top, mm(8), height}, 7.5F,
             colours_->text2);
    node("shell.status", Role::Status, shell_.status_text, box);
}

void PageUi::label_with_icon(Node& made, const Action& action, const Box& box, float em_mm,
                             Colour colour, bool bold) {
    struct Fit {
        float icon_mm = 0, icon_space = 0, wrap = 0;
        Set words;
        bool fits = false;
    };
    bool with_icon = !action.icon.empty();
    const auto at_scale = [&](float scale) {
        Fit fit;
        fit.icon_mm = em_mm * scale * kSignShare;
        fit.icon_space = with_icon ? mm(fit.icon_mm + 3) : 0;
        Words how{.em_mm = em_mm,
                  .scale = scale,
                  .face = bold ? text::Face::Bold : text::Face::Regular,
                  .wrap_px = box.w - std::min(mm(6), box.w * 0.1F) - fit.icon_space,
                  .line = 1.15F,
                  .language = action.own_language ? std::optional(action.language) : std::nullopt};
        const Set natural = set(action.label, how);
        fit.wrap = std::min(how.wrap_px, std::ceil(natural->width()) + 1);
        how.wrap_px = fit.wrap;
        how.align = text::Align::Center;
        fit.words = set(action.label, how);
        fit.fits = !fit.words->overflows() && !fit.words->breaks_words() &&
                   fit.words->height() <= box.h - mm(2);
        return fit;
    };
    // As large as the visitor wants it, or as large as the button allows.
    float scale = look_.text;
    Fit fit = at_scale(scale);
    while (!fit.fits && scale > 1) fit = at_scale(scale = std::max(1.0F, scale - kScaleStep));
    // On a narrow key the words say it, not the sign.
    if (!fit.fits && with_icon && !action.label.empty()) {
        with_icon = false;
        fit = at_scale(scale);
    }
    const float icon_mm = fit.icon_mm;
    const float icon_space = fit.icon_space;
    const Set& words = fit.words;
    const float whole = icon_space + (action.label.empty() ? -mm(3) : fit.wrap);
    const float left = box.x + (box.w - whole) / 2;
    const bool after = action.icon_after;
    if (with_icon) {
        const float x = after ? left + whole - mm(icon_mm) : left;
        put_icon(action.icon, {x, box.y, mm(icon_mm), box.h}, icon_mm, colour);
    }
    if (action.label.empty()) return;
    const Box text_box{left + (after ? 0 : icon_space), box.y, fit.wrap, box.h};
    put_middle(words, text_box, colour);
    check_fit(made, words, text_box);
}

void PageUi::action_button(const Action& action, const Box& box, bool primary) {
    const bool down = held(action.id);
    const Colour ground = primary ? (down ? colours_->pressed : colours_->primary)
                                  : (down ? colours_->secondary_bg : colours_->surface);
    fill(box, 5, ground);
    if (!primary) outline(box, 5, colours_->border, 0.6F);
    Node& made = control(action.id, Role::Button, action.label, box);
    label_with_icon(made, action, box, type::kLabel,
                    primary ? colours_->on_primary : colours_->text, true);
}

std::optional<std::string> PageUi::actions(std::span<const Action> secondary,
                                           const std::optional<Action>& primary) {
    bar_ = nullptr;  // The place of an empty one stays, without its ground.
    if (secondary.empty() && !primary) return std::nullopt;
    bar_ = [this, list = std::vector<Action>(secondary.begin(), secondary.end()), primary] {
        paint_bar(list, primary);
    };
    if (primary) desk_recorded_.primary = primary->id;
    if (primary && pressed(primary->id)) return primary->id;
    return pressed_of(secondary);
}

void PageUi::paint_bar_ground() {
    const auto width = static_cast<float>(screen_.width_px);
    const float top = static_cast<float>(screen_.height_px) - bar_height();
    painter_->fill({0, top, width, bar_height()}, 0, colours_->surface);
    painter_->line({0, top}, {width, top},
                   colours_->shadows ? colours_->surface2 : colours_->border,
                   std::max(1.0F, mm(0.4F)));
}

void PageUi::paint_bar(const std::vector<Action>& list, const std::optional<Action>& primary) {
    Box within = column();
    if (has_strip_ && !screen_.portrait()) {  // Beside the strip.
        const float strip = strip_box().w + mm(kBesideStripMm);
        within = {within.x + strip, within.y, within.w - strip, within.h};
    }
    const float gap = mm(6);
    const float height = mm(press_mm(kBarButtonMm));
    const float y = static_cast<float>(screen_.height_px) - bar_height() + mm(kBarPadMm);
    const auto count = static_cast<float>(list.size());
    // Beside a primary button the others stay narrow, or as wide as one line of what two have no
    // height for; alone they share the bar. One alone is as wide as its words ask for.
    const Words how{.em_mm = type::kLabel, .face = text::Face::Bold, .line = 1.15F};
    const float alone =
        list.empty() ? 0 : set(list.front().label, how)->width() + mm(20 + grown_mm(14));
    float narrow = mm(54);
    for (const Action& action : list) {
        Words two = how;
        two.scale = 1;
        const float line = set(action.label, two)->width() + mm(8);
        two.wrap_px = mm(48);
        const Set set_in_two = set(action.label, two);
        const bool fits = set_in_two->height() <= height - mm(2) && !set_in_two->breaks_words();
        if (!fits) narrow = std::max(narrow, std::min(line, within.w * kSecondaryShare));
    }
    const float each = primary        ? narrow
                       : count < 1.5F ? std::clamp(alone, mm(60), within.w)
                                      : (within.w - gap * (count - 1)) / count;
    float x = within.x;
    for (const Action& action : list) {
        action_button(action, {x, y, each, height}, false);
        x += each + gap;
    }
    if (primary) action_button(*primary, {x, y, within.x + within.w - x, height}, true);
}

}  // namespace sunbooth::app::ui

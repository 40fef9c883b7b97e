// SPDX-License-Identifier: Apache-2.0
// A question over the page. The page stays visible under a scrim, but nothing of it can be pressed.
#include "app/ui/page.h"

#include <algorithm>
#include <array>
#include <numbers>

namespace sunbooth::app::ui {
namespace {

constexpr float kPadMm = 12;
constexpr float kButtonMm = 26;
constexpr float kApartMm = 12;  ///< Between the two answers (kiosk-ux R2).
constexpr float kWidthMaxMm = 300;
constexpr float kRingMm = 48;  ///< Across, round the countdown.

}  // namespace

std::optional<std::string> PageUi::dialog(std::string_view id, std::string_view title,
                                          std::string_view body, std::string_view countdown,
                                          const Action& safe, const Action& other) {
    over_ = [this, words = DialogWords{std::string(id), std::string(title), std::string(body),
                                       std::string(countdown), safe, other}] {
        paint_dialog(words);
    };
    const std::array<Action, 2> both = {safe, other};
    return pressed_of(both);
}

/// The time that is left, as a number and as the part of a ring (kiosk-ux 2.3, X5).
void PageUi::paint_countdown(Point centre, float radius) {
    constexpr float kTurn = 2 * std::numbers::pi_v<float>;
    const float width = mm(3);
    const float left = std::clamp(shell_.countdown_left, 0.0F, 1.0F);
    painter_->ring(centre, radius, colours_->surface2, width);
    if (left <= 0) return;
    const float from = -kTurn / 4;
    painter_->arc(centre, radius - width / 2, from, from + kTurn * left, colours_->primary, width);
}

void PageUi::paint_dialog(const DialogWords& words) {
    const auto width = static_cast<float>(screen_.width_px);
    const auto height = static_cast<float>(screen_.height_px);
    const float box_width = std::min(column().w * 0.94F, mm(kWidthMaxMm));
    const float inner = box_width - 2 * mm(kPadMm);
    struct Line {
        std::string words;
        Set set;
        Colour colour;
        Role role;
        const char* name;
        bool ring = false;
        float height() const { return set->height(); }
    };
    const float ring = mm(kRingMm);
    float scale = look_.text;
    const auto centred = [&](const std::string& text, float em_mm, bool bold) {
        return set(text, {.em_mm = em_mm,
                          .scale = scale,
                          .face = bold ? text::Face::Bold : text::Face::Regular,
                          .align = text::Align::Center,
                          .wrap_px = inner,
                          .line = bold ? 1.3F : 0});  // 0: as for reading.
    };
    std::vector<Line> lines;
    float box_height = 0;
    const auto lay = [&] {
        lines = {
            {words.title, centred(words.title, type::kH1, true), colours_->text, Role::Heading,
             ".title"},
            {words.body, centred(words.body, type::kLead, false), colours_->text2, Role::Text,
             ".text"},
        };
        if (!words.countdown.empty()) {
            lines.push_back({words.countdown, centred(words.countdown, type::kDisplay, true),
                             colours_->primary, Role::Status, ".countdown", true});
        }
        box_height = 2 * mm(kPadMm) + 2 * mm(press_mm(kButtonMm)) + mm(kApartMm);
        for (const Line& line : lines) {
            box_height += (line.ring ? std::max(ring, line.height()) : line.height()) + mm(6);
        }
    };
    // A question has no second leaf: on a low screen its words grow as far as it has room.
    for (lay(); box_height > height - 2 * mm(kPadMm) && scale > 1; lay()) scale -= kScaleStep;
    // In reach of the hand, yet clear of the action bar whose buttons it must not be taken for.
    const float low = std::max(height * 0.80F, box_height + mm(kPadMm));
    const float box_bottom = screen_.portrait() ? low : (height + box_height) / 2;
    const Box box{(width - box_width) / 2, box_bottom - box_height, box_width, box_height};

    painter_->fill({0, 0, width, height}, 0, 0x000000, 0.6F);
    // A touch beside the buttons is a sign of life: it counts as the safe answer.
    control(words.safe.id, Role::Dialog, words.title, {0, 0, width, height});
    fill(box, 6, colours_->surface);
    if (!colours_->shadows) outline(box, 6, colours_->border, 0.6F);
    float y = box.y + mm(kPadMm);
    for (const Line& line : lines) {
        const float taken = line.ring ? std::max(ring, line.height()) : line.height();
        const Box at{box.x + mm(kPadMm), y, inner, taken};
        if (line.ring) paint_countdown({at.x + at.w / 2, at.y + at.h / 2}, ring / 2);
        put_middle(line.set, at, line.colour);
        check_fit(node(words.id + line.name, line.role, line.words, at), line.set, at);
        y += at.h + mm(6);
    }
    const Box button{box.x + mm(kPadMm), y, inner, mm(press_mm(kButtonMm))};
    action_button(words.safe, button, true);
    action_button(words.other,
                  {button.x, y + mm(press_mm(press_mm(kButtonMm)) + kApartMm), inner, button.h},
                  false);
}

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
// The ground that a finger writes on: one square, or two side by side where the glass has room for
// them, so that two characters written next to each other are never read as one (kiosk-ux 2.4).
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMm = 3;
constexpr float kInkMm = 2.2F;  ///< About a felt pen on a pad of this size.
/// Of two, at least; a glass of 27 inches leaves 118 of the 120 mm that one asks for.
constexpr float kSquareMm = 115;
constexpr float kSquareMostMm = 121;  ///< Of one.
constexpr float kBesideMm = 33;       ///< Keys with words on them.
constexpr float kSignMm = 12;
constexpr std::size_t kWaitingMax = 32;

}  // namespace

bool PageUi::takes_squares(float wide) const {
    return wide + 1 >= 2 * mm(kSquareMm) + mm(kGapMm);
}

/// How wide a column of the keys beside the pad is. Two squares leave them their least; one square
/// is no wider than it is high at best, since more ground would invite a second character.
float PageUi::beside_pad(const PanelView& view, std::size_t columns) const {
    const float least = mm(kBesideMm);
    if (has_squares(view)) return least;
    const auto count = static_cast<float>(columns);
    const float rest = room() - mm(kSquareMostMm) - mm(kGapMm);
    return std::max(least, (rest - (count - 1) * mm(kGapMm)) / count);
}

/// A stroke on the pad, in millimetres from its corner. Of two squares the second one begins a side
/// to the right, as flow reads it.
std::optional<KeyPress> PageUi::stroke_on(const Panel& panel) const {
    if (!pressed(panel.id + ".pad") || pressed_->stroke.empty()) return std::nullopt;
    KeyPress press;
    press.kind = KeyPress::Kind::Stroke;
    const float px = mm(1);
    for (const Point& at : pressed_->stroke) press.stroke.push_back({at.x / px, at.y / px});
    press.pad_mm = pressed_->pad.w / static_cast<float>(panel.squares) / px;
    return press;
}

void PageUi::paint_pad(const Panel& panel, const Box& box) {
    const auto share = static_cast<float>(panel.squares);
    const float gap = panel.squares > 1 ? mm(kGapMm) : 0;
    Box square{box.x, box.y, (box.w - (share - 1) * gap) / share, box.h};
    for (std::size_t i = 0; i < panel.squares; ++i) {
        fill(square, 3, panel.works ? colours_->surface : colours_->surface2);
        outline(square, 3, colours_->border, 0.4F);
        if (i + 1 < panel.squares) square.x += square.w + gap;
    }
    square.x = rtl() ? square.x : box.x;  // The first one, on the glass.
    const std::string id = panel.id + ".pad";
    Node& made = panel.works ? control(id, Role::Pad, panel.hint, box)
                             : node(id, Role::Status, panel.hint, box);
    made.is_private = true;
    const bool inked = !panel.ink.empty() || pen_.is_down();
    if (panel.works && inked) return paint_ink(panel, place(box));
    Box inner{square.x + mm(8), box.y, square.w - 2 * mm(8), box.h};
    if (!panel.works) {  // How things stand is said by a sign too.
        const float sign = mm(kSignMm);
        put_icon("info", {inner.x, inner.y + mm(4), inner.w, sign}, kSignMm, colours_->text2);
        inner.y += sign + mm(4);
        inner.h -= 2 * (sign + mm(4));
    }
    const Set words = set_within(
        panel.hint,
        {.em_mm = type::kBody, .align = text::Align::Center, .wrap_px = inner.w, .line = 1.4F},
        inner.h);
    put_middle(words, inner, colours_->text2);
    check_fit(made, words, inner);
}

void PageUi::paint_ink(const Panel& panel, const Box& at) {
    StrokePoints line;
    const auto paint = [&](std::span<const Point> points) {
        line.clear();
        for (const Point& point : points) line.push_back({at.x + point.x, at.y + point.y});
        painter_->stroke(line, colours_->text, mm(kInkMm));
    };
    std::size_t from = 0;
    for (const std::uint32_t end : panel.ends) {
        paint(std::span(panel.ink).subspan(from, end - from));
        from = end;
    }
    // Strokes that wait for their frame, and the one under the finger.
    for (const Press& press : waiting_) {
        if (!press.stroke.empty()) paint(press.stroke);
    }
    if (pen_.is_down()) paint(pen_.points());
}

bool PageUi::touch_pad(const input::TouchEvent& event) {
    if (pen_.owns(event)) {
        if (!pen_.feed(event)) return true;
        const bool taken = waiting_.size() < kWaitingMax && pen_page_ == shown_.page;
        if (taken) {
            waiting_.push_back(
                {pen_page_, pen_id_, {event.x, event.y}, {}, pen_.points(), pen_.pad()});
        }
        pen_.cancel();
        return true;
    }
    if (event.kind != input::TouchEvent::Kind::Down || pen_.is_down() || taps_.is_busy()) {
        return false;
    }
    const Node* node = shown_.hit({event.x, event.y});
    if (node == nullptr || node->role != Role::Pad) return false;
    focus_.off();
    just_wrote_ = false;
    pen_page_ = shown_.page;
    pen_id_ = node->id;
    pen_.begin(event, node->rect);
    return true;
}

}  // namespace sunbooth::app::ui

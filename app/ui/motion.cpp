// SPDX-License-Identifier: Apache-2.0
// What moves (kiosk-ux 2.9): a page fades in within 120 ms while header and bars stand still, and
// what was pressed looks so for 60 ms, however short the touch. Nothing of the former page is kept
// for that: the fade is a veil in the colour of the ground. Nothing moves in high contrast, in
// Simple, or for who asked for less motion (Look::still). Backspace goes on while it is held, but
// not in Steady, where a hand rests on what it has found.
#include "app/ui/page.h"

namespace sunbooth::app::ui {
namespace {

constexpr milliseconds kFade{120}, kGlow{60};
/// The first frame shows the page already: a press is answered within one frame.
constexpr float kVeil = 0.7F;
/// Android's ViewConfiguration: a press is long after 500 ms. It then repeats every 50; here every
/// 100, so that an eye can follow which words go.
constexpr milliseconds kHeld{500}, kRepeat{100};

}  // namespace

void PageUi::set_motion(bool on) {
    motion_ = on;
    came_.reset();
    glow_.clear();
}

void PageUi::tick(Instant now) {
    now_ = now;
    taps_.tick(now);
    pen_.tick(now);
    if (came_ && now - *came_ >= kFade) came_.reset();
    if (!glow_.empty() && now >= glow_until_) glow_.clear();
    repeat();
}

bool PageUi::moves() const {
    return came_.has_value() || !glow_.empty() || repeat_at_.has_value();
}

/// A finger came down, moved or was lifted.
void PageUi::hold() {
    const bool repeats = held_.ends_with(".backspace") && !look_.steady;
    if (!repeats) repeat_at_.reset();
    if (repeats && !repeat_at_) repeat_at_ = now_ + kHeld;
}

void PageUi::repeat() {
    held_ = taps_.held();
    if (held_.empty()) repeat_at_.reset();
    if (!repeat_at_ || now_ < *repeat_at_) return;
    repeat_at_ = now_ + kRepeat;
    repeated_ = true;
    // A slow frame makes it slower, never quicker: nothing goes that was not seen.
    if (waiting_.empty()) inject_press(held_);
}

bool PageUi::glows() const {
    return !glow_.empty() && now_ < glow_until_;
}

void PageUi::glow(std::string_view id, Instant at) {
    if (!motion_ || look_.still) return;
    glow_ = id;
    glow_until_ = at + kGlow;
}

void PageUi::fade_in() {
    if (motion_ && !look_.still && !shown_.page.empty()) came_ = now_;
}

void PageUi::paint_veil(float top, float bottom) {
    if (!came_) return;
    const auto gone =
        static_cast<float>((now_ - *came_).count()) / static_cast<float>(kFade.count());
    const float left = 1 - std::min(1.0F, gone);  // Eased out: fast at first.
    const auto width = static_cast<float>(screen_.width_px);
    float from = 0;
    if (has_lanes()) {  // Each lane fades out of its own ground.
        from = lane_edge();
        const Box ground = place({0, top, from, bottom - top});
        painter_->fill(ground, 0, colours_->surface, kVeil * left * left);
    }
    painter_->fill(place({from, top, width - from, bottom - top}), 0, colours_->bg,
                   kVeil * left * left);
}

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
#include "app/input/touch.h"

#include <utility>

namespace sunbooth::app::input {
namespace {

constexpr milliseconds kStuckAfter = std::chrono::seconds{30};

}  // namespace

bool TapRecogniser::is_off(text::Point at) const {
    const text::Box& box = owner_->target->box;
    // Said so that a place that is no number is off as well.
    const bool across = at.x >= box.x - slop_px_ && at.x <= box.x + box.w + slop_px_;
    return !across || !(at.y >= box.y - slop_px_ && at.y <= box.y + box.h + slop_px_);
}

bool TapRecogniser::is_repeat(const Owner& done) const {
    return done.target->id == last_id_ && done.since - last_at_ < done.target->guard;
}

std::optional<Tap> TapRecogniser::feed(const TouchEvent& event, const Aim& aim) {
    const text::Point at{event.x, event.y};
    if (event.kind == TouchEvent::Kind::Down) {
        if (!owner_) owner_ = Owner{event.finger, at, event.at, aim(at)};
        return std::nullopt;
    }
    if (!owner_ || owner_->finger != event.finger) return std::nullopt;
    if (owner_->target && is_off(at)) owner_->target.reset();
    if (event.kind == TouchEvent::Kind::Move) return std::nullopt;
    const Owner done = *std::exchange(owner_, std::nullopt);
    Tap tap{{}, done.down, at, event.at};
    if (done.target && !is_repeat(done)) {
        tap.id = done.target->id;
        last_id_ = tap.id;
        last_at_ = done.since;
    }
    return tap;
}

std::string TapRecogniser::held() const {
    return owner_ && owner_->target ? owner_->target->id : std::string();
}

void TapRecogniser::cancel() {
    if (owner_) owner_->target.reset();
}

void TapRecogniser::tick(Instant now) {
    if (owner_ && now - owner_->since > kStuckAfter) owner_.reset();
}

}  // namespace sunbooth::app::input

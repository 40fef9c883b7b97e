// SPDX-License-Identifier: Apache-2.0
#include "app/input/touch.h"

#include <cmath>

namespace sunbooth::app::input {
namespace {

constexpr milliseconds kStuckAfter = std::chrono::seconds{30};

}  // namespace

std::optional<Tap> TapRecogniser::feed(const TouchEvent& event) {
    const text::Point at{event.x, event.y};
    if (event.kind == TouchEvent::Kind::Down) {
        if (!owner_) owner_ = Owner{event.finger, at, at, event.at};
        return std::nullopt;
    }
    if (!owner_ || owner_->finger != event.finger) return std::nullopt;
    owner_->at = at;
    if (std::hypot(at.x - owner_->down.x, at.y - owner_->down.y) > slop_px_) owner_->slid = true;
    if (event.kind == TouchEvent::Kind::Move) return std::nullopt;
    const Owner done = *owner_;
    owner_.reset();
    if (done.slid) return std::nullopt;
    return Tap{done.down, done.at, event.at};
}

std::optional<text::Point> TapRecogniser::resting() const {
    if (!owner_ || owner_->slid) return std::nullopt;
    return owner_->at;
}

void TapRecogniser::tick(Instant now) {
    if (owner_ && now - owner_->since > kStuckAfter) owner_.reset();
}

}  // namespace sunbooth::app::input

// SPDX-License-Identifier: Apache-2.0
#include "app/input/pen.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::input {
namespace {

constexpr milliseconds kStuckAfter = std::chrono::seconds{30};

}  // namespace

Pen::Pen(float grain_px) : grain_px_(grain_px) {
    points_.reserve(kPointsMax);  // A buffer that moves would show half a stroke to the allocator.
}

void Pen::begin(const TouchEvent& event, const text::Box& pad) {
    cancel();
    pad_ = pad;
    finger_ = event.finger;
    since_ = event.at;
    down_ = true;
    put(event);
}

bool Pen::feed(const TouchEvent& event) {
    if (!owns(event)) return false;
    if (event.kind != TouchEvent::Kind::Down) put(event);
    if (event.kind != TouchEvent::Kind::Up) return false;
    down_ = false;
    return !points_.empty();
}

void Pen::put(const TouchEvent& event) {
    if (points_.size() >= kPointsMax || !std::isfinite(event.x) || !std::isfinite(event.y)) return;
    const text::Point at{std::clamp(event.x - pad_.x, 0.0F, pad_.w),
                         std::clamp(event.y - pad_.y, 0.0F, pad_.h)};
    const bool close = !points_.empty() &&
                       std::hypot(at.x - points_.back().x, at.y - points_.back().y) < grain_px_;
    if (!close) points_.push_back(at);
}

void Pen::cancel() {
    wipe_memory(points_.data(), points_.size() * sizeof(text::Point));
    points_.clear();
    down_ = false;
}

void Pen::tick(Instant now) {
    if (down_ && now - since_ > kStuckAfter) cancel();
}

}  // namespace sunbooth::app::input

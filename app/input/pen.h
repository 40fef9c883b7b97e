// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input/touch.h"
#include "sync/base/secret.h"

#include <optional>
#include <vector>

namespace sunbooth::app::input {

/// Points of a stroke, in memory that is overwritten when it is given back.
using StrokePoints = std::vector<text::Point, WipingAllocator<text::Point>>;

/// A finger that writes on a square of the glass. It writes from where it came down until it lifts,
/// also past the edge, where the stroke stays at the edge; other fingers are not seen. Points that
/// lie closer than the grain are left out. Pure.
class Pen {
public:
    static constexpr std::size_t kPointsMax = 4096;  ///< Half a minute at 120 Hz; then it is deaf.

    /// @param grain_px the least way between two points.
    explicit Pen(float grain_px = 1);

    bool is_down() const { return down_; }
    /// Whether the event belongs to the finger that writes.
    bool owns(const TouchEvent& event) const { return down_ && event.finger == finger_; }
    /// A finger came down on the pad.
    void begin(const TouchEvent& event, const text::Box& pad);
    /// Its next event. @return true when it has lifted: points() are the whole stroke.
    bool feed(const TouchEvent& event);
    /// The stroke so far, in pixels from the pad's top left.
    const StrokePoints& points() const { return points_; }
    const text::Box& pad() const { return pad_; }
    /// The page has changed, or the finger never lifted (30 s): the stroke is dropped.
    void cancel();
    void tick(Instant now);

private:
    void put(const TouchEvent& event);

    float grain_px_;
    StrokePoints points_;
    text::Box pad_;
    std::int64_t finger_ = 0;
    Instant since_;
    bool down_ = false;
};

}  // namespace sunbooth::app::input

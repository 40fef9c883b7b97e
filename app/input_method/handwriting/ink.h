// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sunbooth::handwriting {

/// Where a finger was, in the pad's own unit (pixels, say). y runs down.
struct InkPoint {
    float x = 0;
    float y = 0;
};

/// What a visitor has written of one character: strokes of points, in wiping memory only.
/// Bounded: a child that scribbles for ever costs no memory. One thread.
class Ink {
public:
    static constexpr std::size_t kPointsMax = 8192;  ///< A minute of scribbling at 120 Hz.
    static constexpr std::size_t kStrokesMax = 96;   ///< The longest character has 48 (龘).

    /// Reserves all that it may ever hold, so that no buffer moves and leaves a copy behind.
    Ink();

    /// The finger comes down. Past the limits, or with a number that is none, it is not heard.
    void pen_down(InkPoint at);
    void pen_move(InkPoint at);
    /// Takes the last stroke back. Nothing happens when there is none.
    void undo_stroke();
    /// Overwrites every point, then forgets them.
    void clear();

    bool empty() const { return points_.empty(); }
    std::size_t strokes() const { return ends_.size(); }
    std::span<const InkPoint> stroke(std::size_t index) const;
    std::span<const InkPoint> points() const { return points_; }

private:
    bool takes(InkPoint at) const;
    std::vector<InkPoint, WipingAllocator<InkPoint>> points_;
    std::vector<std::uint32_t, WipingAllocator<std::uint32_t>> ends_;  ///< One past each stroke.
    bool listening_ = false;  ///< False while a stroke that was not taken goes on.
};

}  // namespace sunbooth::handwriting

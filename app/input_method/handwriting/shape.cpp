// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/shape.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace sunbooth::handwriting {

namespace {

/// A piece is a fortieth of the character: finer than any cell of the feature map.
constexpr float kPiecesPerExtent = 40.0F;
/// Room for every stroke's rounding up.
constexpr float kPiecesOfLength = static_cast<float>(Shape::kPiecesMax - Ink::kStrokesMax - 8);
/// Of a spread to each side of the centre this much falls into the unit square (2 sigma).
constexpr float kSpreads = 2.0F;

struct Extent {
    float size = 0;    ///< The longer side of the box around the ink.
    float length = 0;  ///< All strokes together.
};

Extent extent_of(const Ink& ink) {
    InkPoint low = ink.points()[0];
    InkPoint high = low;
    Extent extent;
    for (std::size_t s = 0; s < ink.strokes(); ++s) {
        const auto stroke = ink.stroke(s);
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            low = {std::min(low.x, stroke[i].x), std::min(low.y, stroke[i].y)};
            high = {std::max(high.x, stroke[i].x), std::max(high.y, stroke[i].y)};
            if (i > 0)
                extent.length +=
                    std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
        }
    }
    extent.size = std::max(high.x - low.x, high.y - low.y);
    return extent;
}

/// Appends the pieces of one stroke: its line is walked in equal steps, and each piece runs between
/// two steps that were smoothed with their neighbours (fingers tremble, and panels are coarse).
class Cutter {
public:
    Cutter(Shape& shape, float step) : shape_(shape), step_(step) {}
    ~Cutter() { wipe_memory(walked_.data(), sizeof(walked_)); }
    Cutter(const Cutter&) = delete;
    Cutter& operator=(const Cutter&) = delete;

    void cut(std::span<const InkPoint> stroke) {
        walk(stroke);
        smooth();
        smooth();
        for (std::size_t i = 0; i + 1 < count_; ++i) append(walked_[i], walked_[i + 1]);
    }

private:
    void walk(std::span<const InkPoint> stroke) {
        float length = 0;
        for (std::size_t i = 1; i < stroke.size(); ++i)
            length += distance(stroke[i - 1], stroke[i]);
        const std::size_t room = walked_.size() - 1;
        const std::size_t pieces =
            std::clamp<std::size_t>(static_cast<std::size_t>(length / step_ + 0.5F), 1, room);
        const float each = length / static_cast<float>(pieces);
        count_ = 0;
        walked_[count_++] = stroke.front();
        float before = 0;  // Length up to the start of the line under way.
        for (std::size_t i = 1; i < stroke.size() && count_ < pieces; ++i) {
            const float line = distance(stroke[i - 1], stroke[i]);
            while (count_ < pieces && line > 0 &&
                   each * static_cast<float>(count_) <= before + line) {
                const float part = (each * static_cast<float>(count_) - before) / line;
                walked_[count_++] = between(stroke[i - 1], stroke[i], part);
            }
            before += line;
        }
        walked_[count_++] = stroke.back();
    }

    void smooth() {
        InkPoint before = walked_[0];
        for (std::size_t i = 1; i + 1 < count_; ++i) {
            const InkPoint here = walked_[i];
            walked_[i] = {(before.x + 2 * here.x + walked_[i + 1].x) / 4,
                          (before.y + 2 * here.y + walked_[i + 1].y) / 4};
            before = here;
        }
    }

    void append(InkPoint from, InkPoint to) {
        if (shape_.count == Shape::kPiecesMax) return;
        const std::size_t at = shape_.count++;
        const float length = distance(from, to);
        shape_.x[at] = (from.x + to.x) / 2;
        shape_.y[at] = (from.y + to.y) / 2;
        // A tap has no direction; as a stroke it would be a dot, and dots run down to the right.
        const bool tap = length <= step_ / 16;
        shape_.dx[at] = tap ? std::numbers::sqrt2_v<float> / 2 : (to.x - from.x) / length;
        shape_.dy[at] = tap ? std::numbers::sqrt2_v<float> / 2 : (to.y - from.y) / length;
        shape_.length[at] = std::max(length, step_ / 2);
    }

    static float distance(InkPoint a, InkPoint b) { return std::hypot(b.x - a.x, b.y - a.y); }
    static InkPoint between(InkPoint a, InkPoint b, float part) {
        return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
    }

    Shape& shape_;
    float step_;
    std::size_t count_ = 0;
    std::array<InkPoint, Shape::kPiecesMax + 1> walked_;
};

Placement placement_from(const Shape& shape, float spread_min) {
    float mass = 0;
    float mean_x = 0;
    float mean_y = 0;
    for (std::size_t i = 0; i < shape.count; ++i) {
        mass += shape.length[i];
        mean_x += shape.length[i] * shape.x[i];
        mean_y += shape.length[i] * shape.y[i];
    }
    mean_x /= mass;
    mean_y /= mass;
    float var_x = 0;
    float var_y = 0;
    for (std::size_t i = 0; i < shape.count; ++i) {
        var_x += shape.length[i] * (shape.x[i] - mean_x) * (shape.x[i] - mean_x);
        var_y += shape.length[i] * (shape.y[i] - mean_y) * (shape.y[i] - mean_y);
    }
    const float spread_x = std::max(std::sqrt(var_x / mass), spread_min);
    const float spread_y = std::max(std::sqrt(var_y / mass), spread_min);
    const float spread = std::max(spread_x, spread_y);
    const float flatness = std::min(spread_x, spread_y) / spread;
    const float target = std::sqrt(std::sin(std::numbers::pi_v<float> / 2 * flatness));
    const float long_side = 1 / (2 * kSpreads * spread);
    const float short_side = long_side * target / flatness;
    const bool wide = spread_x >= spread_y;
    return {mean_x, mean_y, wide ? long_side : short_side, wide ? short_side : long_side};
}

/// Cuts the ink as it lies, and says where it belongs.
Placement cut(const Ink& ink, Shape& shape) {
    shape.count = 0;
    const Extent extent = extent_of(ink);
    // A lone tap has no size of its own; any will do.
    const float size = std::max(extent.size, 1e-3F);
    const float step = std::max(size / kPiecesPerExtent, extent.length / kPiecesOfLength);
    Cutter cutter(shape, step);
    for (std::size_t s = 0; s < ink.strokes(); ++s) cutter.cut(ink.stroke(s));
    return placement_from(shape, size / 50);
}

}  // namespace

bool shape_of(const Ink& ink, Shape& shape) {
    shape.count = 0;
    if (ink.empty()) return false;
    const Placement place = cut(ink, shape);
    for (std::size_t i = 0; i < shape.count; ++i) {
        shape.x[i] = place.x(shape.x[i]);
        shape.y[i] = place.y(shape.y[i]);
        const float dx = shape.dx[i] * place.scale_x;
        const float dy = shape.dy[i] * place.scale_y;
        const float length = std::hypot(dx, dy);
        shape.dx[i] = dx / length;
        shape.dy[i] = dy / length;
    }
    return true;
}

Placement placement_of(const Ink& ink) {
    const auto shape = std::make_unique<Shape>();
    return cut(ink, *shape);
}

}  // namespace sunbooth::handwriting

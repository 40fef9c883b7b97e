// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/ink.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"

#include <cmath>

namespace sunbooth::handwriting {

namespace {
/// No pad is larger; keeps squares and sums of coordinates far from the edge of a float.
constexpr float kCoordinateMax = 1e6F;
}  // namespace

Ink::Ink() {
    points_.reserve(kPointsMax);
    ends_.reserve(kStrokesMax);
}

bool Ink::takes(InkPoint at) const {
    return std::isfinite(at.x) && std::isfinite(at.y) && std::abs(at.x) <= kCoordinateMax &&
           std::abs(at.y) <= kCoordinateMax && points_.size() < kPointsMax;
}

void Ink::pen_down(InkPoint at) {
    listening_ = takes(at) && ends_.size() < kStrokesMax;
    if (!listening_) return;
    points_.push_back(at);
    ends_.push_back(static_cast<std::uint32_t>(points_.size()));
}

void Ink::pen_move(InkPoint at) {
    if (!listening_ || !takes(at)) return;
    points_.push_back(at);
    ++ends_.back();
}

std::span<const InkPoint> Ink::stroke(std::size_t index) const {
    SUNBOOTH_ASSERT(index < ends_.size());
    const std::size_t from = index == 0 ? 0 : ends_[index - 1];
    return std::span<const InkPoint>(points_).subspan(from, ends_[index] - from);
}

void Ink::undo_stroke() {
    listening_ = false;
    if (ends_.empty()) return;
    ends_.pop_back();
    const std::size_t keep = ends_.empty() ? 0 : ends_.back();
    wipe_memory(points_.data() + keep, (points_.size() - keep) * sizeof(InkPoint));
    points_.resize(keep);
}

void Ink::clear() {
    if (!mutant("handwriting.ink_stays")) {
        wipe_memory(points_.data(), points_.size() * sizeof(InkPoint));
    }
    points_.clear();
    ends_.clear();
    listening_ = false;
}

}  // namespace sunbooth::handwriting

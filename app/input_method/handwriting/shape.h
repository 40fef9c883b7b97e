// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/ink.h"

#include <array>
#include <cstddef>

namespace sunbooth::handwriting {

/// Ink brought to one size and place: short pieces of equal length, each with where it lies, which
/// way it runs and how long it is. Neither the order nor the number of strokes is left in it.
/// Plain memory, so that it can be overwritten as a whole.
struct Shape {
    static constexpr std::size_t kPiecesMax = 640;
    std::size_t count = 0;
    std::array<float, kPiecesMax> x;   ///< Middle of the piece; the character fills about 0..1.
    std::array<float, kPiecesMax> y;   ///< Runs down.
    std::array<float, kPiecesMax> dx;  ///< Unit direction in the ink's own proportions.
    std::array<float, kPiecesMax> dy;
    std::array<float, kPiecesMax> length;  ///< In the ink's own unit.
};

/// Where a point of the ink goes in the unit square.
struct Placement {
    float mean_x, mean_y, scale_x, scale_y;
    float x(float at) const { return 0.5F + (at - mean_x) * scale_x; }
    float y(float at) const { return 0.5F + (at - mean_y) * scale_y; }
};

/// Cuts ink into pieces and brings it to unit place and size by its moments: the centre of its mass
/// and its spread count, not its outermost point, which a single long stroke or hook would move.
/// The flatter of the two spreads is stretched part of the way, so that 一 stays flat and a
/// squeezed 国 becomes square again.
/// @return false when there is no ink.
bool shape_of(const Ink& ink, Shape& shape);

/// The same, of how an outline is placed. @pre the ink is not empty.
Placement placement_of(const Ink& ink);

}  // namespace sunbooth::handwriting

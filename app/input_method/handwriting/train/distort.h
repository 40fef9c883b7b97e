// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"

#include <vector>

namespace sunbooth::handwriting::train {

/// A point of a glyph in its square: 0..1, y runs down.
struct Point {
    double x = 0;
    double y = 0;
};
using Stroke = std::vector<Point>;
using Glyph = std::vector<Stroke>;

/// How a copy differs from its model.
struct Hand {
    double wildness = 1;  ///< Scales every distortion.
    double joins = 0;     ///< Chance that two consecutive strokes are written as one.
};

/// One more way in which somebody might write the glyph: a bent sheet (a quadratic map of the whole
/// square), each stroke a little turned, resized and shifted about its own middle, its line swaying
/// slowly, its ends short or long, corners cut, and joins as sagging curves.
Glyph distorted(const Glyph& glyph, const Hand& hand, Random& random);

}  // namespace sunbooth::handwriting::train

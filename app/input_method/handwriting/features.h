// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/shape.h"

#include <array>
#include <cstddef>

namespace sunbooth::handwriting {

constexpr std::size_t kDirections = 8;  ///< Of 45 degrees each, with the sense of the stroke.
constexpr std::size_t kCells = 8;       ///< To a side.
constexpr std::size_t kFeatures = kDirections * kCells * kCells;

/// How much line runs which way in which part of a character: [direction][row][column], of unit
/// length as a vector.
using Features = std::array<float, kFeatures>;

/// Line crowded into one part of the character is spread out half-way (line-density equalisation),
/// then every piece is shared out softly among its two nearest directions and the cells around it.
/// The square root makes the values behave more like a normal distribution, which the linear
/// projection behind this expects.
void features_of(const Shape& shape, Features& features);

}  // namespace sunbooth::handwriting

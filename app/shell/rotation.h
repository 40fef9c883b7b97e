// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"

#include <array>

struct ImDrawData;

namespace sunbooth::app::shell {

/// How the panel is built in: quarter turns, clockwise, that the picture is turned by so that it
/// stands upright. A bare console has no compositor that could do it.
enum class Turn { None, Quarter, Half, ThreeQuarters };

/// @param degrees 0, 90, 180 or 270.
Turn turn_of(int degrees);

struct PixelSize {
    int width = 0, height = 0;
};

/// The size of the upright picture on a panel of `panel` pixels.
PixelSize upright(PixelSize panel, Turn turn);
/// Where a point of the upright picture lies on the panel.
text::Point on_panel(text::Point upright, PixelSize panel, Turn turn);

/// What the touch layer reports (0..1 each) to what the finger meant (0..1 of the panel): row by
/// row a, b, c and d, e, f of x' = ax + by + c, y' = dx + ey + f, as libinput's calibration matrix.
/// Panels lie: mirrored, turned, off by a frame.
struct TouchMatrix {
    std::array<float, 6> row{1, 0, 0, 0, 1, 0};
    text::Point apply(text::Point reported) const;
    bool operator==(const TouchMatrix&) const = default;
};

/// Where a finger, reported in 0..1, lies on the upright picture, in pixels.
text::Point on_picture(text::Point reported, const TouchMatrix& matrix, PixelSize panel, Turn turn);

/// Turns a finished frame, drawn for the upright picture, onto the panel.
void turn_frame(ImDrawData& frame, PixelSize panel, Turn turn);

/// The matrix that brings three touched points to where they should have been.
/// @return the identity when the three lie too close to one line to tell.
TouchMatrix matrix_from(const std::array<text::Point, 3>& reported,
                        const std::array<text::Point, 3>& wanted);

}  // namespace sunbooth::app::shell

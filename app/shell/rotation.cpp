// SPDX-License-Identifier: Apache-2.0
#include "app/shell/rotation.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace sunbooth::app::shell {
namespace {

using text::Point;

struct Size {
    float width, height;
};
Size real(PixelSize size) {
    return {static_cast<float>(size.width), static_cast<float>(size.height)};
}

Point upright_from(Point panel_at, Size panel, Turn turn) {
    switch (turn) {
        case Turn::None:
            return panel_at;
        case Turn::Quarter:
            return {panel_at.y, panel.width - panel_at.x};
        case Turn::Half:
            return {panel.width - panel_at.x, panel.height - panel_at.y};
        case Turn::ThreeQuarters:
            return {panel.height - panel_at.y, panel_at.x};
    }
    return panel_at;
}

float determinant(const std::array<Point, 3>& at) {
    return (at[0].x - at[2].x) * (at[1].y - at[2].y) - (at[1].x - at[2].x) * (at[0].y - at[2].y);
}

/// One row of the matrix by Cramer's rule, for the wanted values of its three points.
std::array<float, 3> row_from(const std::array<Point, 3>& r, float v0, float v1, float v2) {
    const float det = determinant(r);
    const float a = ((v0 - v2) * (r[1].y - r[2].y) - (v1 - v2) * (r[0].y - r[2].y)) / det;
    const float b = ((r[0].x - r[2].x) * (v1 - v2) - (r[1].x - r[2].x) * (v0 - v2)) / det;
    return {a, b, v0 - a * r[0].x - b * r[0].y};
}

}  // namespace

Turn turn_of(int degrees) {
    switch (degrees) {
        case 90:
            return Turn::Quarter;
        case 180:
            return Turn::Half;
        case 270:
            return Turn::ThreeQuarters;
        default:
            return Turn::None;
    }
}

PixelSize upright(PixelSize panel, Turn turn) {
    const bool on_its_side = turn == Turn::Quarter || turn == Turn::ThreeQuarters;
    return on_its_side ? PixelSize{panel.height, panel.width} : panel;
}

Point on_panel(Point at, PixelSize panel, Turn turn) {
    const Size size = real(panel);
    switch (turn) {
        case Turn::None:
            return at;
        case Turn::Quarter:
            return {size.width - at.y, at.x};
        case Turn::Half:
            return {size.width - at.x, size.height - at.y};
        case Turn::ThreeQuarters:
            return {at.y, size.height - at.x};
    }
    return at;
}

Point TouchMatrix::apply(Point reported) const {
    return {row[0] * reported.x + row[1] * reported.y + row[2],
            row[3] * reported.x + row[4] * reported.y + row[5]};
}

Point on_picture(Point reported, const TouchMatrix& matrix, PixelSize panel, Turn turn) {
    const Point meant = matrix.apply(reported);
    const Size size = real(panel);
    return upright_from({meant.x * size.width, meant.y * size.height}, size, turn);
}

void turn_frame(ImDrawData& frame, PixelSize panel, Turn turn) {
    if (turn == Turn::None) return;
    for (int i = 0; i < frame.CmdListsCount; ++i) {
        for (ImDrawVert& vertex : frame.CmdLists[i]->VtxBuffer) {
            const Point to = on_panel({vertex.pos.x, vertex.pos.y}, panel, turn);
            vertex.pos = {to.x, to.y};
        }
        for (ImDrawCmd& command : frame.CmdLists[i]->CmdBuffer) {
            const Point one = on_panel({command.ClipRect.x, command.ClipRect.y}, panel, turn);
            const Point two = on_panel({command.ClipRect.z, command.ClipRect.w}, panel, turn);
            command.ClipRect = {std::min(one.x, two.x), std::min(one.y, two.y),
                                std::max(one.x, two.x), std::max(one.y, two.y)};
        }
    }
    frame.DisplaySize = {static_cast<float>(panel.width), static_cast<float>(panel.height)};
}

TouchMatrix matrix_from(const std::array<Point, 3>& reported, const std::array<Point, 3>& wanted) {
    constexpr float kFlat = 0.02F;  // Of the panel's area: fingers that hit one spot or one line.
    if (std::abs(determinant(reported)) < kFlat) return {};
    const auto x = row_from(reported, wanted[0].x, wanted[1].x, wanted[2].x);
    const auto y = row_from(reported, wanted[0].y, wanted[1].y, wanted[2].y);
    return {{x[0], x[1], x[2], y[0], y[1], y[2]}};
}

}  // namespace sunbooth::app::shell

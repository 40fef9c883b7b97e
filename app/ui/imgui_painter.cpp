// SPDX-License-Identifier: Apache-2.0
#include "app/ui/imgui_painter.h"

#include "app/text/draw.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr int kShadowSteps = 8;
constexpr float kShadowDarkness = 0.12F;  ///< kiosk-ux 2.9: 12 % black in all.
constexpr int kCircleSegments = 48;

ImU32 packed(Colour colour, float alpha = 1) {
    return IM_COL32(colour >> 16U & 0xFFU, colour >> 8U & 0xFFU, colour & 0xFFU,
                    static_cast<int>(std::lround(alpha * 255)));
}

ImVec2 at(Point point) {
    return {point.x, point.y};
}

}  // namespace

void ImGuiPainter::fill(const Box& box, float radius, Colour colour, float alpha) {
    list_.AddRectFilled({box.x, box.y}, {box.x + box.w, box.y + box.h}, packed(colour, alpha),
                        radius);
}

void ImGuiPainter::outline(const Box& box, float radius, Colour colour, float width) {
    const float half = width / 2;  // The line lies inside the box.
    list_.AddRect({box.x + half, box.y + half}, {box.x + box.w - half, box.y + box.h - half},
                  packed(colour), radius, 0, width);
}

void ImGuiPainter::shadow(const Box& box, float radius, float spread) {
    // Rounded boxes of little ink, each larger than the one before: a blur without a texture.
    for (int step = 1; step <= kShadowSteps; ++step) {
        const float grow = spread * static_cast<float>(step) / kShadowSteps;
        const Box larger{box.x - grow, box.y - grow / 2 + spread / 4, box.w + 2 * grow,
                         box.h + 1.5F * grow};
        fill(larger, radius + grow, 0x000000, kShadowDarkness / kShadowSteps / 1.6F);
    }
}

void ImGuiPainter::line(Point from, Point to, Colour colour, float width) {
    list_.AddLine(at(from), at(to), packed(colour), width);
}

void ImGuiPainter::disc(Point centre, float radius, Colour colour) {
    list_.AddCircleFilled(at(centre), radius, packed(colour), kCircleSegments);
}

void ImGuiPainter::ring(Point centre, float radius, Colour colour, float width) {
    list_.AddCircle(at(centre), radius - width / 2, packed(colour), kCircleSegments, width);
}

void ImGuiPainter::arc(Point centre, float radius, float from, float to, Colour colour,
                       float width) {
    list_.PathArcTo(at(centre), radius, from, to, kCircleSegments / 2);
    list_.PathStroke(packed(colour), 0, width);
}

void ImGuiPainter::text(const text::Layout& layout, Point top_left, Colour colour) {
    text::draw(list_, top_left, packed(colour), layout, atlas_);
}

void ImGuiPainter::clip(const Box& box) {
    list_.PushClipRect({box.x, box.y}, {box.x + box.w, box.y + box.h}, true);
}

void ImGuiPainter::unclip() {
    list_.PopClipRect();
}

/// A quadratic curve through the middles between the points, each point pulling it towards itself:
/// what a finger jumps over between two reports of the panel becomes round. Pieces are joined by
/// discs, because wide lines of a draw list have open corners.
void ImGuiPainter::stroke(std::span<const Point> points, Colour colour, float width) {
    constexpr int kDiscSegments = 16;
    constexpr float kPiecePx = 4;
    if (points.empty()) return;
    const ImU32 ink = packed(colour);
    const auto disc = [&](Point centre) {
        list_.AddCircleFilled(at(centre), width / 2, ink, kDiscSegments);
    };
    const auto middle = [](Point a, Point b) { return Point{(a.x + b.x) / 2, (a.y + b.y) / 2}; };
    Point pen = points.front();
    disc(pen);
    const auto line_to = [&](Point to) {
        list_.AddLine(at(pen), at(to), ink, width);
        disc(to);
        pen = to;
    };
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const Point from = pen;
        const Point pull = points[i];
        const Point to = middle(pull, points[i + 1]);
        const float way =
            std::hypot(pull.x - from.x, pull.y - from.y) + std::hypot(to.x - pull.x, to.y - pull.y);
        const int pieces = std::clamp(static_cast<int>(way / kPiecePx), 1, 32);
        for (int piece = 1; piece <= pieces; ++piece) {
            const float t = static_cast<float>(piece) / static_cast<float>(pieces);
            const Point a{from.x + (pull.x - from.x) * t, from.y + (pull.y - from.y) * t};
            const Point b{pull.x + (to.x - pull.x) * t, pull.y + (to.y - pull.y) * t};
            line_to({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        }
    }
    if (points.size() > 1) line_to(points.back());
}

}  // namespace sunbooth::app::ui

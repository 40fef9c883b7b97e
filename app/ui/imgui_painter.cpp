// SPDX-License-Identifier: Apache-2.0
#include "app/ui/imgui_painter.h"

#include "app/text/draw.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sunbooth::app::ui {
namespace {

/// kiosk-ux 2.9 has 12 % black under a blur; beside the box that leaves this much.
constexpr float kShadowDarkness = 0.075F;
constexpr std::size_t kCornerPoints = 8;
constexpr int kCircleSegments = 48;

ImU32 packed(Colour colour, float alpha = 1) {
    return IM_COL32(colour >> 16U & 0xFFU, colour >> 8U & 0xFFU, colour & 0xFFU,
                    static_cast<int>(std::lround(alpha * 255)));
}

ImVec2 at(Point point) {
    return {point.x, point.y};
}

using Loop = std::array<Point, 4 * kCornerPoints>;

Box grown(const Box& box, float aside, float up) {
    return {box.x - aside, box.y - up, box.w + 2 * aside, box.h + 2 * up};
}

/// The outline of a rounded box, clockwise from the right end of its top edge.
Loop loop_round(const Box& box, float radius) {
    constexpr float kQuarter = std::numbers::pi_v<float> / 2;
    const float r = std::clamp(radius, 0.0F, std::min(box.w, box.h) / 2);
    const Point centres[] = {{box.x + box.w - r, box.y + r},
                             {box.x + box.w - r, box.y + box.h - r},
                             {box.x + r, box.y + box.h - r},
                             {box.x + r, box.y + r}};
    Loop loop;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        const std::size_t corner = i / kCornerPoints;
        const float part = static_cast<float>(i % kCornerPoints) / (kCornerPoints - 1);
        const float turn = kQuarter * (static_cast<float>(corner) - 1 + part);
        loop[i] = {centres[corner].x + r * std::cos(turn), centres[corner].y + r * std::sin(turn)};
    }
    return loop;
}

/// The band between two loops, each with a colour of its own.
void join(ImDrawList& list, const Loop& inner, ImU32 inner_colour, const Loop& outer,
          ImU32 outer_colour) {
    constexpr auto kPoints = static_cast<unsigned>(Loop().size());
    list.PrimReserve(static_cast<int>(6 * kPoints), static_cast<int>(2 * kPoints));
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    const unsigned first = list._VtxCurrentIdx;
    for (unsigned i = 0; i < kPoints; ++i) {
        list.PrimWriteVtx(at(inner[i]), white, inner_colour);
        list.PrimWriteVtx(at(outer[i]), white, outer_colour);
    }
    for (unsigned i = 0; i < kPoints; ++i) {
        const unsigned here = first + 2 * i;
        const unsigned next = first + 2 * ((i + 1) % kPoints);
        for (const unsigned corner : {here, here + 1, next + 1, here, next + 1, next}) {
            list.PrimWriteIdx(static_cast<ImDrawIdx>(corner));
        }
    }
}

}  // namespace

/// To clear costs nothing; a chip without a driver paints every point of a rectangle by hand.
void ImGuiPainter::ground(const Box& whole, Colour colour) {
    if (list_.VtxBuffer.empty()) {
        ground_ = colour;
    } else {
        fill(whole, 0, colour, 1);
    }
}

void ImGuiPainter::fill(const Box& box, float radius, Colour colour, float alpha) {
    list_.AddRectFilled({box.x, box.y}, {box.x + box.w, box.y + box.h}, packed(colour, alpha),
                        radius);
}

/// Inside the box, on whole pixels: half a pixel to the side, a line of one or two is a blur that
/// stands out by 2 where its colour would by 3.5.
void ImGuiPainter::outline(const Box& box, float radius, Colour colour, float width) {
    const float whole = std::max(1.0F, std::round(width));
    const float in = whole / 2 - 0.5F;  // AddRect itself goes half a pixel inwards.
    list_.AddRect({std::floor(box.x) + in, std::floor(box.y) + in},
                  {std::ceil(box.x + box.w) - in, std::ceil(box.y + box.h) - in}, packed(colour),
                  radius, 0, whole);
}

/// Dark under the box and fading to nothing around it: three loops of points, and the renderer's
/// own blend between them. What the box covers is left out: a chip without a driver paints every
/// layer by hand.
void ImGuiPainter::shadow(const Box& box, float radius, float spread) {
    const Box fallen{box.x, box.y + spread / 4, box.w, box.h};  // The light comes from above.
    const Loop within = loop_round(grown(fallen, -spread / 2, -spread / 2), radius - spread / 2);
    const Loop edge = loop_round(fallen, radius);
    const Loop end = loop_round(grown(fallen, spread, spread * 0.75F), radius + spread);
    const ImU32 dark = packed(0x000000, kShadowDarkness);
    join(list_, within, dark, edge, dark);
    join(list_, edge, dark, end, packed(0x000000, 0));
}

void ImGuiPainter::line(Point from, Point to, Colour colour, float width) {
    list_.AddLine(at(from), at(to), packed(colour), width);
}

void ImGuiPainter::disc(Point centre, float radius, Colour colour) {
    list_.AddCircleFilled(at(centre), radius, packed(colour), kCircleSegments);
}

void ImGuiPainter::ring(Point centre, float radius, Colour colour, float width) {
    constexpr float kLarge = 96;  // From here on ImGui's own number is the higher one.
    list_.AddCircle(at(centre), radius - width / 2, packed(colour),
                    radius < kLarge ? kCircleSegments : 0, width);
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

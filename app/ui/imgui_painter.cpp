// SPDX-License-Identifier: Apache-2.0
#include "app/ui/imgui_painter.h"

#include "app/text/draw.h"

#include <imgui.h>

namespace sunbooth::app::ui {
namespace {

constexpr int kShadowSteps = 8;
constexpr float kShadowDarkness = 0.12F;  ///< kiosk-ux 2.9: 12 % black in all.
constexpr int kCircleSegments = 48;

ImU32 packed(Colour colour, float alpha = 1) {
    return IM_COL32(colour >> 16U & 0xFFU, colour >> 8U & 0xFFU, colour & 0xFFU,
                    static_cast<int>(alpha * 255 + 0.5F));
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

}  // namespace sunbooth::app::ui

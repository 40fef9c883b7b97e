// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/atlas.h"
#include "app/ui/painter.h"

#include <optional>

struct ImDrawList;

namespace sunbooth::app::ui {

/// Paints into one ImGui draw list, for one frame.
class ImGuiPainter final : public Painter {
public:
    ImGuiPainter(ImDrawList& list, text::GlyphAtlas& atlas) : list_(list), atlas_(atlas) {}
    void ground(const Box& whole, Colour colour) override;
    void fill(const Box& box, float radius, Colour colour, float alpha) override;
    void outline(const Box& box, float radius, Colour colour, float width) override;
    void shadow(const Box& box, float radius, float spread) override;
    void line(Point from, Point to, Colour colour, float width) override;
    void disc(Point centre, float radius, Colour colour) override;
    void ring(Point centre, float radius, Colour colour, float width) override;
    void arc(Point centre, float radius, float from, float to, Colour colour, float width) override;
    void text(const text::Layout& layout, Point top_left, Colour colour) override;
    void clip(const Box& box) override;
    void unclip() override;
    void stroke(std::span<const Point> points, Colour colour, float width) override;

    /// What the renderer has to clear with instead, when the page said so.
    std::optional<Colour> cleared() const { return ground_; }

private:
    ImDrawList& list_;
    text::GlyphAtlas& atlas_;
    std::optional<Colour> ground_;
};

}  // namespace sunbooth::app::ui

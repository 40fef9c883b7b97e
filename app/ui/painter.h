// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "app/ui/theme.h"

#include <span>

namespace sunbooth::app::ui {

using text::Box;
using text::Point;

/// What a page is painted with. Pixels; colours 0xRRGGBB. One implementation draws with ImGui's
/// lists, another only counts, for tests without a renderer.
class Painter {
public:
    virtual ~Painter() = default;
    /// The whole picture in one colour, before anything else of it is painted.
    virtual void ground(const Box& whole, Colour colour) { fill(whole, 0, colour); }
    virtual void fill(const Box& box, float radius, Colour colour, float alpha = 1) = 0;
    virtual void outline(const Box& box, float radius, Colour colour, float width) = 0;
    /// A soft shadow below a raised box.
    virtual void shadow(const Box& box, float radius, float spread) = 0;
    virtual void line(Point from, Point to, Colour colour, float width) = 0;
    virtual void disc(Point centre, float radius, Colour colour) = 0;
    virtual void ring(Point centre, float radius, Colour colour, float width) = 0;
    /// Part of a circle, radians clockwise from the right.
    virtual void arc(Point centre, float radius, float from, float to, Colour colour,
                     float width) = 0;
    virtual void text(const text::Layout& layout, Point top_left, Colour colour) = 0;
    /// Only what lies in the box is painted, until unclip().
    virtual void clip(const Box& box) = 0;
    virtual void unclip() = 0;
    /// A line as a finger draws it: smooth between its points, round at its ends.
    virtual void stroke(std::span<const Point> points, Colour colour, float width) = 0;
};

/// Paints nothing: for tests of the tree.
class NullPainter : public Painter {
public:
    void fill(const Box&, float, Colour, float) override {}
    void outline(const Box&, float, Colour, float) override {}
    void shadow(const Box&, float, float) override {}
    void line(Point, Point, Colour, float) override {}
    void disc(Point, float, Colour) override {}
    void ring(Point, float, Colour, float) override {}
    void arc(Point, float, float, float, Colour, float) override {}
    void text(const text::Layout&, Point, Colour) override {}
    void clip(const Box&) override {}
    void unclip() override {}
    void stroke(std::span<const Point>, Colour, float) override {}
};

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/painter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

namespace sunbooth::app::ui::tests {

inline constexpr int kRows = 8, kColumns = 3;  ///< Tiles of one page.

/// FNV-1a over whatever is painted, tile by tile: where a thing begins decides its tile.
class TilePainter final : public NullPainter {
public:
    explicit TilePainter(const Screen& screen)
        : width_(static_cast<float>(screen.width_px)),
          height_(static_cast<float>(screen.height_px)) {
        tiles_.fill(2166136261U);
    }
    void fill(const Box& box, float radius, Colour colour, float alpha) override {
        put({box.x, box.y}, {1, box.x, box.y, box.w, box.h, radius, alpha * 100}, colour);
    }
    void outline(const Box& box, float radius, Colour colour, float width) override {
        put({box.x, box.y}, {2, box.x, box.y, box.w, box.h, radius, width}, colour);
    }
    void shadow(const Box& box, float radius, float spread) override {
        put({box.x, box.y}, {3, box.x, box.y, box.w, box.h, radius, spread}, 0);
    }
    void line(Point from, Point to, Colour colour, float width) override {
        put(from, {4, from.x, from.y, to.x, to.y, width, 0}, colour);
    }
    void disc(Point centre, float radius, Colour colour) override {
        put(centre, {5, centre.x, centre.y, radius, 0, 0, 0}, colour);
    }
    void ring(Point centre, float radius, Colour colour, float width) override {
        put(centre, {6, centre.x, centre.y, radius, width, 0, 0}, colour);
    }
    void arc(Point centre, float radius, float from, float to, Colour colour, float) override {
        put(centre, {7, centre.x, centre.y, radius, from * 100, to * 100, 0}, colour);
    }
    void text(const text::Layout& layout, Point at, Colour colour) override {
        for (const text::PlacedGlyph& glyph : layout.glyphs()) {
            const Point pen{at.x + glyph.x, at.y + glyph.y};
            put(pen, {8, pen.x, pen.y, layout.em_px(), static_cast<float>(glyph.glyph), 0, 0},
                colour);
        }
    }
    std::string line_of(int tile) const {
        char words[16];
        std::snprintf(words, sizeof words, "%08x", tiles_.at(static_cast<std::size_t>(tile)));
        return words;
    }

private:
    void put(Point at, std::array<float, 7> what, Colour colour) {
        const int column = std::clamp(static_cast<int>(at.x / width_ * kColumns), 0, kColumns - 1);
        const int row = std::clamp(static_cast<int>(at.y / height_ * kRows), 0, kRows - 1);
        std::uint32_t& tile = tiles_.at(static_cast<std::size_t>(row * kColumns + column));
        const auto mix = [&tile](std::uint32_t value) { tile = (tile ^ value) * 16777619U; };
        for (const float one : what) mix(static_cast<std::uint32_t>(std::lround(one) + 100'000));
        mix(colour);
    }

    float width_, height_;
    std::array<std::uint32_t, static_cast<std::size_t>(kRows* kColumns)> tiles_{};
};

}  // namespace sunbooth::app::ui::tests

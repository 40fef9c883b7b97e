// SPDX-License-Identifier: Apache-2.0
#include "app/text/draw.h"

#include <imgui.h>

#include <cmath>

namespace sunbooth::app::text {

void draw(ImDrawList& list, Point at, std::uint32_t colour, const Layout& layout,
          GlyphAtlas& atlas) {
    const int px = static_cast<int>(std::lround(layout.em_px()));
    for (const PlacedGlyph& glyph : layout.glyphs()) {
        const std::optional<Slot> slot = atlas.slot(glyph.font, glyph.glyph, px);
        if (!slot) continue;
        // Whole pixels: crisp stems, and Arabic joins without seams.
        const float x = std::round(at.x + glyph.x) + static_cast<float>(slot->left);
        const float y = std::round(at.y + glyph.y) - static_cast<float>(slot->top);
        list.AddImage(reinterpret_cast<ImTextureID>(slot->texture), {x, y},
                      {x + static_cast<float>(slot->width), y + static_cast<float>(slot->height)},
                      {slot->u0, slot->v0}, {slot->u1, slot->v1}, colour);
    }
}

}  // namespace sunbooth::app::text

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/atlas.h"
#include "app/text/text.h"

struct ImDrawList;

namespace sunbooth::app::text {

/// Paints a layout with its top left at `at`. `colour` is ImGui's packed form (IM_COL32).
void draw(ImDrawList& list, Point at, std::uint32_t colour, const Layout& layout,
          GlyphAtlas& atlas);

}  // namespace sunbooth::app::text

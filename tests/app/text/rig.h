// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/font_library.h"
#include "app/text/shaper.h"

#include <memory>
#include <string_view>
#include <vector>

namespace sunbooth::app::text::tests {

/// The real fonts, opened once for the whole binary.
FontLibrary& fonts();

/// Sanitizers make everything several times slower; random tests take fewer rounds there.
int rounds(int plain);

struct Rig {
    Shaper shaper{fonts()};
    std::shared_ptr<const Layout> set(std::string_view text, Language language, float wrap = 0) {
        Style style;
        style.language = language;
        style.wrap_px = wrap;
        style.em_px = 40;
        return shaper.layout(text, style);
    }
};

std::vector<std::uint32_t> glyph_ids(const Layout& layout);

}  // namespace sunbooth::app::text::tests

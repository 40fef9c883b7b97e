// SPDX-License-Identifier: Apache-2.0
#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

namespace sunbooth::app::text::tests {

FontLibrary& fonts() {
    static const std::unique_ptr<FontLibrary> library = [] {
        auto opened = FontLibrary::open();
        REQUIRE_MESSAGE(opened.ok(), opened.error().line());
        return std::move(opened).value();
    }();
    return *library;
}

int rounds(int plain) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return plain / 8;
#else
    return plain;
#endif
}

std::vector<std::uint32_t> glyph_ids(const Layout& layout) {
    std::vector<std::uint32_t> ids;
    for (const PlacedGlyph& glyph : layout.glyphs()) ids.push_back(glyph.glyph);
    return ids;
}

}  // namespace sunbooth::app::text::tests

// SPDX-License-Identifier: Apache-2.0
#include "app/text/atlas.h"

#include "tests/app/text/rig.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::text;
using namespace sunbooth::app::text::tests;

namespace {

/// Pages in memory, to look at what the atlas did.
class MemorySink final : public TextureSink {
public:
    std::uintptr_t make_page(int) override { return ++made; }
    void upload(std::uintptr_t, int x, int y, const Bitmap& bitmap) override {
        CHECK(x + bitmap.width <= 2048);
        CHECK(y + bitmap.height <= 2048);
        ++uploads;
    }
    void clear(std::uintptr_t, int) override { ++cleared; }
    std::uintptr_t made = 0;
    int uploads = 0;
    int cleared = 0;
};

}  // namespace

TEST_CASE(
    "atlas: a glyph is rasterised once, pages stay bounded and a used page is never emptied") {
    MemorySink sink;
    GlyphAtlas atlas(fonts(), sink, 3);
    const std::uint16_t font = fonts().stack(Face::Regular, Language::Zh).front();
    CHECK(atlas.slot(font, 5000, 60).has_value());
    CHECK(atlas.slot(font, 5000, 60).has_value());
    CHECK(sink.uploads == 1);
    for (int frame = 0; frame < 60; ++frame) {
        atlas.begin_frame();
        for (std::uint32_t i = 0; i < 150; ++i) {
            const auto glyph = static_cast<std::uint32_t>(2000 + frame * 150) + i;
            CHECK((atlas.slot(font, glyph, 96).has_value() ||
                   fonts().rasterise(font, glyph, 96).width == 0));
        }
    }
    CHECK(atlas.page_count() == 3);
    CHECK(sink.cleared > 0);
    CHECK(atlas.refused() == 0);
}

TEST_CASE("atlas: a wipe empties every page, and a glyph is rasterised afresh") {
    MemorySink sink;
    GlyphAtlas atlas(fonts(), sink, 2);
    const std::uint16_t font = fonts().stack(Face::Regular, Language::Zh).front();
    const auto before = atlas.slot(font, 5000, 60);
    REQUIRE(before.has_value());
    atlas.slot(font, 5001, 60);
    atlas.wipe();
    CHECK(sink.cleared == atlas.page_count());
    const auto after = atlas.slot(font, 5001, 60);
    REQUIRE(after.has_value());
    CHECK(sink.uploads == 3);
    CHECK(after->texture == before->texture);
    CHECK(after->u0 == before->u0);  // The first place on the page is free again.
    CHECK(after->v0 == before->v0);
}

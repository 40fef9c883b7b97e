// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/font_library.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace sunbooth::app::text {

/// Where atlas pages live. Gl on a screen; a test's own sink in memory.
class TextureSink {
public:
    virtual ~TextureSink() = default;
    /// Makes a page of grey values, all zero, drawn as white with that alpha.
    virtual std::uintptr_t make_page(int side) = 0;
    virtual void upload(std::uintptr_t page, int x, int y, const Bitmap& bitmap) = 0;
    virtual void clear(std::uintptr_t page, int side) = 0;
};

/// A glyph's place: texture, texture coordinates 0..1, and the pen offset of its quad in pixels.
struct Slot {
    std::uintptr_t texture = 0;
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
    int left = 0, top = 0, width = 0, height = 0;
};

/// Rasterised glyphs on A8 pages of 2048², packed in shelves. When all pages are full, the page
/// that was drawn from longest ago is emptied as a whole, never one that this frame has used.
/// UI thread.
class GlyphAtlas {
public:
    GlyphAtlas(FontLibrary& fonts, TextureSink& sink, int pages_max = 4);
    ~GlyphAtlas();
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    void begin_frame();
    /// Nothing when the glyph is blank, or when this frame alone fills every page.
    std::optional<Slot> slot(std::uint16_t font, std::uint32_t glyph, int px);
    /// Empties every page: which glyphs were drawn, and in which order, tells a visitor's words.
    void wipe();
    int page_count() const;
    int refused() const;  ///< Glyphs that found no place; a test keeps it at zero.

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sunbooth::app::text

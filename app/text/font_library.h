// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "sync/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct hb_font_t;

namespace sunbooth::app::text {

/// A glyph as grey values, one byte a pixel; `left` and `top` place it against the pen.
struct Bitmap {
    int width = 0, height = 0;
    int left = 0, top = 0;
    std::vector<std::uint8_t> grey;
};

/// The opened fonts, by the list assets/fonts.toml. One thread: FreeType faces have one current
/// size. Outlives every shaper and atlas.
class FontLibrary {
public:
    /// Fonts that cannot be read are left out: see shows() and missing(). `list` is the text of
    /// fonts.toml. @return Io naming the file when no language at all can be shown.
    static Result<std::unique_ptr<FontLibrary>> open();
    static Result<std::unique_ptr<FontLibrary>> open(std::string_view list);
    ~FontLibrary();
    FontLibrary(const FontLibrary&) = delete;
    FontLibrary& operator=(const FontLibrary&) = delete;

    /// Whether the letters of a language can be shown.
    bool shows(Language language) const;
    /// Why fonts were left out, a line each, for the log.
    const std::vector<std::string>& missing() const;
    /// Fonts to try for a face, in order: the language's own first, then every other script's.
    const std::vector<std::uint16_t>& stack(Face face, Language language) const;
    bool covers(std::uint16_t font, char32_t character) const;
    /// HarfBuzz's view of a font at a size in whole pixels.
    hb_font_t* shaping(std::uint16_t font, int px);
    /// Draws one glyph. An empty bitmap for blanks.
    Bitmap rasterise(std::uint16_t font, std::uint32_t glyph, int px);
    /// Gives the files' pages back to the system, which reads them again when they are wanted.
    void let_go();

private:
    FontLibrary();
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sunbooth::app::text

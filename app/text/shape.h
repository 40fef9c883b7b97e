// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/itemise.h"

struct hb_buffer_t;

namespace sunbooth::app::text {

/// A glyph as HarfBuzz places it, in pixels.
struct ShapedGlyph {
    std::uint32_t glyph = 0;
    std::uint32_t unit = 0;  ///< First unit of its cluster.
    float advance = 0, dx = 0, dy = 0;
};
using Shaped = Wiped<ShapedGlyph>;

/// HarfBuzz and the buffer that it works in. UI thread.
class RunShaper {
public:
    RunShaper();
    ~RunShaper();
    RunShaper(const RunShaper&) = delete;
    RunShaper& operator=(const RunShaper&) = delete;

    /// Glyphs in visual order. The paragraph around the run is its context, so a letter that a line
    /// break cut off from its word keeps the form that it has inside the word.
    Shaped shape(FontLibrary& fonts, const Paragraph& paragraph, const Run& run, int px,
                 Language language);
    /// Overwrites the buffer, where the last words that were shaped can still be read.
    void wipe();

private:
    hb_buffer_t* buffer_;
};

}  // namespace sunbooth::app::text

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/font_library.h"
#include "app/text/layout.h"

#include <memory>
#include <string_view>

namespace sunbooth::app::text {

// How a text becomes glyphs: paragraphs at line feeds → bidi levels, scripts, fonts (itemise) →
// HarfBuzz run by run, with the paragraph as context → greedy lines at ICU's break places, and at
// grapheme borders where a single word is too wide → runs that a line cuts are shaped again → rule
// L2 puts the runs of a line into visual order → pen positions.
//
// FriBidi and libunibreak would do for bidi and breaks; ICU is there anyway and was faster (see
// text-input-speech 1.3). ImGui's own text has neither shaping nor characters past U+FFFF.

/// ICU's break iterators, kept open because opening one costs more than a whole layout, and
/// HarfBuzz's buffer.
class Tools {
public:
    Tools();
    ~Tools();
    /// Overwrites what the last texts left in them.
    void wipe();
    struct Impl;
    Impl& impl() { return *impl_; }

private:
    std::unique_ptr<Impl> impl_;
};

std::shared_ptr<const SetText> typeset(FontLibrary& fonts, Tools& tools, std::string_view utf8,
                                       const Style& style);

}  // namespace sunbooth::app::text

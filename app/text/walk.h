// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/itemise.h"

#include <unicode/brkiter.h>

namespace sunbooth::app::text {

/// Sets one of ICU's iterators on a paragraph for as long as this lives. It walks the paragraph's
/// own memory: given a UnicodeString or UTF-8 it would copy the words into memory that nobody
/// wipes.
class Walk {
public:
    /// `paragraph` must outlive the walk.
    Walk(icu::BreakIterator& places, const Paragraph& paragraph) : places_(places) {
        stand_on(paragraph.units.data(), static_cast<std::int64_t>(paragraph.size()));
    }
    ~Walk() { stand_on(u"", 0); }
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;

private:
    void stand_on(const char16_t* units, std::int64_t size);

    icu::BreakIterator& places_;
};

}  // namespace sunbooth::app::text

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/receipt/slip.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "sync/base/secret.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sunbooth::app::receipt {

/// Paper of a thermal printer of 203 dots an inch, which is 8 a millimetre.
struct Paper {
    static constexpr int kDotsPerMm = 8;
    int width_mm = 72;  ///< That can be printed on: 72 of the usual 80 mm, 48 of 58 mm.
    int width_dots() const { return width_mm * kDotsPerMm; }
};

/// Black dots on white paper, a bit each, highest bit leftmost. Overwritten when freed: the code on
/// it opens somebody's record.
struct Raster {
    int width = 0;  ///< A multiple of 8.
    int height = 0;
    std::vector<std::uint8_t, WipingAllocator<std::uint8_t>> bits;

    int stride() const { return width / 8; }
    bool dark(int x, int y) const {
        const auto at = static_cast<std::size_t>(y * stride() + x / 8);
        return (bits[at] >> (7 - x % 8) & 1) != 0;
    }
};

/// Sets a slip as dots: any script, because the printer's own fonts have none but Latin and perhaps
/// Chinese. UI thread, whose fonts these are.
Raster set_slip(const Slip& slip, const Paper& paper, text::Shaper& shaper,
                text::FontLibrary& fonts);

}  // namespace sunbooth::app::receipt

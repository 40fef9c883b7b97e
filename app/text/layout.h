// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "sync/base/secret.h"

#include <vector>

namespace sunbooth::app::text {

/// Memory that is overwritten before it is given back: glyph numbers spell a visitor's words too.
template <class T>
using Wiped = std::vector<T, WipingAllocator<T>>;

/// What stands between two caret positions: bytes [from, to) painted over [left, right).
struct Cluster {
    std::size_t from = 0, to = 0;
    float left = 0, right = 0;
    bool rtl = false;
};

struct Line {
    std::size_t from = 0, to = 0;     ///< Bytes; `to` is before the break's white space.
    std::size_t first = 0, last = 0;  ///< Clusters [first, last).
    float top = 0, left = 0, width = 0;
};

/// A Layout as the engine makes it.
class SetText final : public Layout {
public:
    float width() const override { return width_; }
    float height() const override { return line_px * static_cast<float>(lines.size()); }
    int line_count() const override { return static_cast<int>(lines.size()); }
    bool overflows() const override { return overflow; }
    bool breaks_words() const override { return broken; }
    int missing_glyphs() const override { return missing; }
    std::span<const PlacedGlyph> glyphs() const override { return placed; }
    float em_px() const override { return px; }
    Box caret(std::size_t at) const override;
    std::size_t byte_at(Point at) const override;
    std::vector<Box> boxes(std::size_t from, std::size_t to) const override;
    Box ink() const override { return inked; }

    std::size_t bytes_held() const;

    Wiped<PlacedGlyph> placed;
    Wiped<Cluster> clusters;
    std::vector<Line> lines;
    float px = 0, line_px = 0, width_ = 0;
    float start_x = 0;  ///< Where the caret of an empty line stands.
    bool overflow = false;
    bool broken = false;
    bool rtl = false;
    int missing = 0;
    Box inked;

private:
    const Line& line_of(std::size_t at) const;
};

}  // namespace sunbooth::app::text

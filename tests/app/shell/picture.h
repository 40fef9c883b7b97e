// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

namespace sunbooth::app::shell::tests {

/// WCAG 2.2: relative luminance of one part of a colour, 0..255.
inline double linear(std::uint8_t part) {
    static const std::array<double, 256> kTable = [] {
        std::array<double, 256> table{};
        for (std::size_t i = 0; i < table.size(); ++i) {
            const double value = static_cast<double>(i) / 255;
            table.at(i) = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        }
        return table;
    }();
    return kTable.at(part);
}

inline double contrast(double a, double b) {
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// A frame: RGB rows from the top.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;

    double luminance(int x, int y) const {
        x = std::clamp(x, 0, width - 1);
        y = std::clamp(y, 0, height - 1);
        const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x)) *
                        3;
        return 0.2126 * linear(rgb[at]) + 0.7152 * linear(rgb[at + 1]) +
               0.0722 * linear(rgb[at + 2]);
    }
    double luminance(double x, double y) const {
        return luminance(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)));
    }
};

struct Contrast {
    bool judged = false;  ///< Enough ink was there to be judged.
    double ratio = 0;
};

/// Ink against its ground in one box: the ground is what most of its border shows, the ink the most
/// different twentieth of what differs, so that the soft edges of letters do not count.
inline Contrast contrast_in(const Picture& picture, const text::Box& box) {
    const int left = static_cast<int>(box.x) - 2, top = static_cast<int>(box.y) - 2;
    const int right = static_cast<int>(box.x + box.w) + 2;
    const int bottom = static_cast<int>(box.y + box.h) + 2;
    std::vector<double> edge, inks;
    for (int x = left; x <= right; ++x) {
        edge.push_back(picture.luminance(x, top));
        edge.push_back(picture.luminance(x, bottom));
    }
    std::nth_element(edge.begin(), edge.begin() + static_cast<std::ptrdiff_t>(edge.size() / 2),
                     edge.end());
    const double ground = edge[edge.size() / 2];
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            const double ratio = contrast(picture.luminance(x, y), ground);
            if (ratio > 1.3) inks.push_back(ratio);
        }
    }
    if (inks.size() < 12) return {};
    const auto at = static_cast<std::ptrdiff_t>(inks.size() * 19 / 20);
    std::nth_element(inks.begin(), inks.begin() + at, inks.end());
    return {true, inks[static_cast<std::size_t>(at)]};
}

/// How an outline stands out from what is round it and from what it holds, and these from each
/// other, at the middle of one side (0 left, 1 top, 2 right, 3 bottom).
struct Edge {
    double outside = 0, inside = 0, filled = 0;
};
/// @return nothing for a side that is off the glass.
inline std::optional<Edge> edge_of(const Picture& picture, const text::Box& box, float width,
                                   int side) {
    constexpr std::array<double, 4> kAcross = {-1, 0, 1, 0}, kAlong = {0, -1, 0, 1};
    const auto at = static_cast<std::size_t>(side);
    // Whatever the line lies on is met three pixels away from it (kiosk-ux 4, layer 5).
    constexpr double kAway = 3;
    const double x = double{box.x} + double{box.w} * (1 + kAcross.at(at)) / 2;
    const double y = double{box.y} + double{box.h} * (1 + kAlong.at(at)) / 2;
    if (x < kAway || y < kAway || x + kAway >= picture.width || y + kAway >= picture.height) {
        return {};
    }
    const auto light = [&](double out) {
        return picture.luminance(x + kAcross.at(at) * out, y + kAlong.at(at) * out);
    };
    const double ground = light(kAway);
    const double held = light(-(double{width} + kAway));
    double stroke = ground;
    for (double in = -0.5; in < std::max(1.5, double{width}); in += 0.5) {
        if (contrast(light(-in), ground) > contrast(stroke, ground)) stroke = light(-in);
    }
    return Edge{contrast(stroke, ground), contrast(stroke, held), contrast(held, ground)};
}

/// The share of pixels in which two boxes differ when each is made black and white at its own
/// middle grey; whatever is only lighter or darker, or inverted, differs in nothing.
inline double shape_difference(const Picture& one, const Picture& other, const text::Box& at,
                               const text::Box& there) {
    const int width = static_cast<int>(std::min(at.w, there.w));
    const int height = static_cast<int>(std::min(at.h, there.h));
    const auto cut_of = [&](const Picture& picture, const text::Box& box) {
        double low = 1, high = 0;
        for (int y = 6; y < height - 6; ++y) {
            for (int x = 6; x < width - 6; ++x) {
                const double light = picture.luminance(double{box.x} + x, double{box.y} + y);
                low = std::min(low, light);
                high = std::max(high, light);
            }
        }
        return (low + high) / 2;
    };
    const double cut = cut_of(one, at);
    const double cut_there = cut_of(other, there);
    int differ = 0, all = 0;
    for (int y = 6; y < height - 6; ++y) {
        for (int x = 6; x < width - 6; ++x) {
            const bool a = one.luminance(double{at.x} + x, double{at.y} + y) > cut;
            const bool b = other.luminance(double{there.x} + x, double{there.y} + y) > cut_there;
            differ += a != b ? 1 : 0;
            ++all;
        }
    }
    const double share = all == 0 ? 0 : static_cast<double>(differ) / all;
    return std::min(share, 1 - share);
}

inline double shape_difference(const Picture& one, const Picture& other, const text::Box& box) {
    return shape_difference(one, other, box, box);
}

}  // namespace sunbooth::app::shell::tests

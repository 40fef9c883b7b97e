// SPDX-License-Identifier: Apache-2.0
#include "app/text/layout.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::text {

std::size_t SetText::bytes_held() const {
    return sizeof *this + placed.size() * sizeof(PlacedGlyph) + clusters.size() * sizeof(Cluster) +
           lines.size() * sizeof(Line);
}

const Line& SetText::line_of(std::size_t at) const {
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (at < lines[i + 1].from) return lines[i];
    }
    return lines.back();
}

Box SetText::caret(std::size_t at) const {
    const Line& line = line_of(at);
    float x = line.first == line.last ? (line.width == 0 ? line.left : start_x) : 0;
    bool found = line.first == line.last;
    for (std::size_t i = line.first; i < line.last && !found; ++i) {
        const Cluster& cluster = clusters[i];
        if (at < cluster.from || at >= cluster.to) continue;
        // Inside a ligature the caret divides the advance (text-input-speech 1.6.6).
        const float share =
            static_cast<float>(at - cluster.from) / static_cast<float>(cluster.to - cluster.from);
        const float whole = cluster.right - cluster.left;
        x = cluster.rtl ? cluster.right - share * whole : cluster.left + share * whole;
        found = true;
    }
    if (!found) {  // Behind the last character of the line.
        const auto last =
            std::max_element(clusters.begin() + static_cast<std::ptrdiff_t>(line.first),
                             clusters.begin() + static_cast<std::ptrdiff_t>(line.last),
                             [](const Cluster& a, const Cluster& b) { return a.to < b.to; });
        x = last->rtl ? last->left : last->right;
    }
    return {x, line.top, 0, line_px};
}

/// A tap on a character means the side of it that is nearer, whichever way its letters run; where
/// the glass shows the caret of a place, that place; beside all of them the nearest such place.
std::size_t SetText::byte_at(Point at) const {
    constexpr float kOnCaret = 1;  // Px.
    const auto index = static_cast<std::size_t>(
        std::clamp(std::floor(at.y / line_px), 0.0F, static_cast<float>(lines.size() - 1)));
    const Line& line = lines[index];
    float best = 1e9F;
    std::size_t byte = line.from;
    const auto offer = [&](std::size_t candidate, float x) {
        if (std::abs(at.x - x) >= best) return;
        best = std::abs(at.x - x);
        byte = candidate;
    };
    std::size_t end = line.to;
    const Cluster* touched = nullptr;
    for (std::size_t i = line.first; i < line.last; ++i) {
        const Cluster& cluster = clusters[i];
        if (at.x >= cluster.left && at.x < cluster.right) touched = &cluster;
        offer(cluster.from, cluster.rtl ? cluster.right : cluster.left);
        end = std::max(end, cluster.to);
    }
    // Behind the last character, unless the caret of that place stands on the next line.
    if (&line_of(end) == &line) offer(end, caret(end).x);
    if (touched == nullptr || best <= kOnCaret) return byte;
    // Where letters of two directions meet, the caret of this side may stand elsewhere: what is
    // written there still goes beside the character that was touched.
    const bool on_right = at.x >= (touched->left + touched->right) / 2;
    const std::size_t side = on_right == touched->rtl ? touched->from : touched->to;
    return &line_of(side) == &line ? side : byte;
}

std::vector<Box> SetText::boxes(std::size_t from, std::size_t to) const {
    constexpr float kTouching = 0.5F;  // Of a pixel: neighbours become one piece.
    std::vector<Box> pieces;
    for (const Line& line : lines) {
        const std::size_t first = pieces.size();
        for (std::size_t i = line.first; i < line.last; ++i) {
            const Cluster& cluster = clusters[i];
            if (cluster.to <= from || cluster.from >= to) continue;
            const Box box{cluster.left, line.top, cluster.right - cluster.left, line_px};
            Box* last = pieces.size() > first ? &pieces.back() : nullptr;
            if (last != nullptr && std::abs(last->x + last->w - box.x) < kTouching) {
                last->w += box.w;
            } else if (last != nullptr && std::abs(box.x + box.w - last->x) < kTouching) {
                last->x = box.x;
                last->w += box.w;
            } else {
                pieces.push_back(box);
            }
        }
    }
    return pieces;
}

}  // namespace sunbooth::app::text

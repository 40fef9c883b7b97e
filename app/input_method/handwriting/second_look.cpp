// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/second_look.h"

#include "app/input_method/handwriting/model.h"
#include "sync/base/mutant.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace sunbooth::handwriting {

namespace {

constexpr float kOutlineStep = 0.05F;  ///< Of the unit square.
constexpr float kReach = 0.14F;        ///< A piece this far off costs 1, the most.
constexpr float kTurn = 0.5F;          ///< What a right angle costs; the opposite way twice that.
constexpr float kStiff = 3.0F;         ///< Pulls the whole's bending back, in pieces.
constexpr float kStrokeStiff = 3.0F;   ///< Pulls one stroke's shift back, in pieces.
constexpr float kNobody = 4.0F;        ///< What a link costs that has no partner within reach.
constexpr float kNowhere = 100.0F;     ///< Where nothing of a character lies.

}  // namespace

void SecondLook::look_at(const Shape& ink) {
    const std::size_t every = (ink.count + kInkMax - 1) / kInkMax;
    ink_.count = 0;
    for (std::size_t i = every / 2; i < ink.count; i += every) {
        const std::size_t at = ink_.count++;
        ink_.x[at] = ink.x[i];
        ink_.y[at] = ink.y[i];
        ink_.dx[at] = ink.dx[i];
        ink_.dy[at] = ink.dy[i];
    }
    if (ink_.count == 0 && ink.count > 0) {
        ink_.x[0] = ink.x[0];
        ink_.y[0] = ink.y[0];
        ink_.dx[0] = ink.dx[0];
        ink_.dy[0] = ink.dy[0];
        ink_.count = 1;
    }
    fill_up(ink_, kInkGroup);
    for (std::size_t i = 0; i < ink_.count; i += kInkGroup)
        ink_boxes_[i / kInkGroup] = box_of(ink_, i, std::min(kInkGroup, ink_.count - i));
}

void SecondLook::append(float x, float y, float to_x, float to_y) {
    const float length = std::hypot(to_x - x, to_y - y);
    const auto pieces = static_cast<std::size_t>(length / kOutlineStep + 0.5F);
    for (std::size_t i = 0; i < pieces; ++i) {
        if (outline_.count == kOutlineMax) return;
        const std::size_t at = outline_.count++;
        const float part = (static_cast<float>(i) + 0.5F) / static_cast<float>(pieces);
        outline_.x[at] = x + (to_x - x) * part;
        outline_.y[at] = y + (to_y - y) * part;
        outline_.dx[at] = (to_x - x) / length;
        outline_.dy[at] = (to_y - y) / length;
    }
}

void SecondLook::unfold(ByteView outline) {
    outline_.count = 0;
    ByteReader in(outline);
    const std::size_t strokes = in.u8();
    for (std::size_t s = 0; s < strokes; ++s) {
        const std::size_t before = outline_.count;
        const std::size_t points = in.u8();
        float x = outline_from(in.u8());
        float y = outline_from(in.u8());
        for (std::size_t p = 1; p < points; ++p) {
            const float to_x = outline_from(in.u8());
            const float to_y = outline_from(in.u8());
            append(x, y, to_x, to_y);
            x = to_x;
            y = to_y;
        }
        if (outline_.count == before && before < kOutlineMax) {  // A dot shorter than one piece.
            outline_.x[before] = x;
            outline_.y[before] = y;
            outline_.dx[before] = outline_.dy[before] = 0.7071F;
            ++outline_.count;
        }
        std::fill(stroke_of_.begin() + static_cast<std::ptrdiff_t>(before),
                  stroke_of_.begin() + static_cast<std::ptrdiff_t>(outline_.count), s);
    }
    fill_up(outline_, kLanes);
}

/// Fills the last group up with pieces that lie too far off to be anybody's partner.
void SecondLook::fill_up(Pieces& pieces, std::size_t group) {
    for (std::size_t i = pieces.count; i % group != 0; ++i) {
        pieces.x[i] = pieces.y[i] = kNowhere;
        pieces.dx[i] = pieces.dy[i] = 0;
    }
}

SecondLook::Box SecondLook::box_of(const Pieces& pieces, std::size_t from, std::size_t count) {
    Box box{pieces.x[from], pieces.x[from], pieces.y[from], pieces.y[from]};
    for (std::size_t i = from + 1; i < from + count; ++i) {
        box.left = std::min(box.left, pieces.x[i]);
        box.right = std::max(box.right, pieces.x[i]);
        box.top = std::min(box.top, pieces.y[i]);
        box.bottom = std::max(box.bottom, pieces.y[i]);
    }
    return box;
}

namespace {

// Four numbers at once, in the compiler's own notation for it: the loop below is the hot one of
// this room, and left to itself the compiler makes vectors of it in one shape and not in another.
using Four = float __attribute__((vector_size(16)));
using FourBits = std::int32_t __attribute__((vector_size(16)));

Four four_at(const float* from) {
    Four four;
    std::memcpy(&four, from, sizeof four);
    return four;
}

Four with_index(FourBits cost, FourBits index) {
    return std::bit_cast<Four>(cost | index);
}

Four least(Four a, Four b) {
    return a < b ? a : b;
}

}  // namespace

void SecondLook::match_group(std::size_t ink, std::size_t outline, Best& best) {
    static_assert(sizeof(Link) == sizeof(float) && kLanes == 4);
    constexpr float kFar = 1 / (kReach * kReach);
    const Four x = four_at(&outline_.x[outline]);
    const Four y = four_at(&outline_.y[outline]);
    const Four dx = four_at(&outline_.dx[outline]);
    const Four dy = four_at(&outline_.dy[outline]);
    Four link = four_at(&outline_link_[outline].packed);
    const FourBits index = static_cast<std::int32_t>(outline) + FourBits{0, 1, 2, 3};
    for (std::size_t i = 0; i < kInkGroup; ++i) {
        const Four off_x = x - ink_.x[ink + i];
        const Four off_y = y - ink_.y[ink + i];
        // The last term keeps the cost of a perfect pair above zero, whatever the rounding.
        const Four cost = (off_x * off_x + off_y * off_y) * kFar +
                          (1 - dx * ink_.dx[ink + i] - dy * ink_.dy[ink + i]) * kTurn + 1e-4F;
        const FourBits bits = std::bit_cast<FourBits>(cost) & ~0xFF;
        const Four nearest = least(with_index(bits, index), four_at(best[i].data()));
        std::memcpy(best[i].data(), &nearest, sizeof nearest);
        link = least(with_index(bits, FourBits{} + static_cast<std::int32_t>(ink + i)), link);
    }
    std::memcpy(&outline_link_[outline].packed, &link, sizeof link);
}

void SecondLook::match() {
    for (std::size_t j = 0; j < outline_.count; j += kLanes) {
        std::fill_n(outline_link_.begin() + static_cast<std::ptrdiff_t>(j), kLanes, Link{kNobody});
        outline_boxes_[j / kLanes] = box_of(outline_, j, std::min(kLanes, outline_.count - j));
    }
    const float reach = mutant("handwriting.short_reach")  ? kReach / 2
                        : mutant("handwriting.every_pair") ? 2 * kNowhere
                                                           : kReach;
    for (std::size_t i = 0; i < ink_.count; i += kInkGroup) {
        const Box& here = ink_boxes_[i / kInkGroup];
        Best best;
        for (Lanes& lanes : best) lanes.fill(kNobody);
        for (std::size_t j = 0; j < outline_.count; j += kLanes) {
            // What lies farther off than the reach costs the most, whoever else is as far.
            const Box& there = outline_boxes_[j / kLanes];
            const float across = std::max(there.left - here.right, here.left - there.right);
            const float down = std::max(there.top - here.bottom, here.top - there.bottom);
            if (std::max(across, down) < reach) match_group(i, j, best);
        }
        for (std::size_t k = 0; k < kInkGroup; ++k)
            ink_link_[i + k].packed = *std::min_element(best[k].begin(), best[k].end());
    }
}

namespace {

/// Least squares for x' = a + b x + c y, pulled towards the identity.
struct Fit {
    float n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    float ex = 0, exx = 0, exy = 0;  ///< Sums with the wanted change of x.
    float ey = 0, eyx = 0, eyy = 0;

    void add(float x, float y, float change_x, float change_y) {
        x -= 0.5F;
        y -= 0.5F;
        n += 1;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
        syy += y * y;
        ex += change_x;
        exx += change_x * x;
        exy += change_x * y;
        ey += change_y;
        eyx += change_y * x;
        eyy += change_y * y;
    }
    /// The three coefficients of one coordinate's change.
    std::array<float, 3> solve(float e, float e_x, float e_y) const {
        const float a = n + kStiff;
        const float d = sxx + kStiff * 0.06F;
        const float f = syy + kStiff * 0.06F;
        const float minor0 = d * f - sxy * sxy;
        const float minor1 = sx * f - sxy * sy;
        const float minor2 = sx * sxy - d * sy;
        const float det = a * minor0 - sx * minor1 + sy * minor2;
        const float c0 = (e * minor0 - sx * (e_x * f - sxy * e_y) + sy * (e_x * sxy - d * e_y));
        const float c1 = (a * (e_x * f - sxy * e_y) - e * minor1 + sy * (sx * e_y - e_x * sy));
        const float c2 = (a * (d * e_y - e_x * sxy) - sx * (sx * e_y - e_x * sy) + e * minor2);
        return {c0 / det, c1 / det, c2 / det};
    }
};

}  // namespace

void SecondLook::bend_whole() {
    Fit fit;
    const auto pair = [&](std::size_t i, std::size_t j, float cost) {
        if (cost >= 1) return;  // Has no partner, it only lies nearest.
        fit.add(outline_.x[j], outline_.y[j], ink_.x[i] - outline_.x[j], ink_.y[i] - outline_.y[j]);
    };
    for (std::size_t i = 0; i < ink_.count; ++i)
        pair(i, ink_link_[i].partner(), ink_link_[i].cost());
    for (std::size_t j = 0; j < outline_.count; ++j)
        pair(outline_link_[j].partner(), j, outline_link_[j].cost());
    const auto cx = fit.solve(fit.ex, fit.exx, fit.exy);
    const auto cy = fit.solve(fit.ey, fit.eyx, fit.eyy);
    for (std::size_t j = 0; j < outline_.count; ++j) {
        const float x = outline_.x[j] - 0.5F;
        const float y = outline_.y[j] - 0.5F;
        outline_.x[j] += cx[0] + cx[1] * x + cx[2] * y;
        outline_.y[j] += cy[0] + cy[1] * x + cy[2] * y;
        const float dx = outline_.dx[j] + cx[1] * outline_.dx[j] + cx[2] * outline_.dy[j];
        const float dy = outline_.dy[j] + cy[1] * outline_.dx[j] + cy[2] * outline_.dy[j];
        const float length = std::max(std::hypot(dx, dy), 1e-6F);
        outline_.dx[j] = dx / length;
        outline_.dy[j] = dy / length;
    }
}

void SecondLook::bend_strokes() {
    for (std::size_t from = 0; from < outline_.count;) {
        std::size_t to = from;
        float n = kStrokeStiff;
        float change_x = 0;
        float change_y = 0;
        for (; to < outline_.count && stroke_of_[to] == stroke_of_[from]; ++to) {
            if (outline_link_[to].cost() >= 1) continue;
            n += 1;
            change_x += ink_.x[outline_link_[to].partner()] - outline_.x[to];
            change_y += ink_.y[outline_link_[to].partner()] - outline_.y[to];
        }
        for (; from < to; ++from) {
            outline_.x[from] += change_x / n;
            outline_.y[from] += change_y / n;
        }
    }
}

float SecondLook::mean_cost() const {
    float ink = 0;
    float outline = 0;
    for (std::size_t i = 0; i < ink_.count; ++i) ink += std::min(ink_link_[i].cost(), 1.0F);
    for (std::size_t j = 0; j < outline_.count; ++j)
        outline += std::min(outline_link_[j].cost(), 1.0F);
    return ink / static_cast<float>(ink_.count) + outline / static_cast<float>(outline_.count);
}

float SecondLook::cost(ByteView outline) {
    if (ink_.count == 0) return 2;
    unfold(outline);
    match();
    bend_whole();
    match();
    bend_strokes();
    match();
    return mean_cost();
}

void SecondLook::wipe() {
    wipe_memory(this, sizeof(*this));
}

}  // namespace sunbooth::handwriting

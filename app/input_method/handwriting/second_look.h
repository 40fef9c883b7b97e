// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/shape.h"
#include "sync/base/bytes.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace sunbooth::handwriting {

/// Compares ink with the outline of one character, piece by piece.
///
/// The feature map blurs: 己 and 已, 未 and 末 differ by less than a cell. Here every piece of the
/// ink looks for the nearest piece of the outline that runs the same way, and the other way round.
/// Matching strokes to strokes would need both to be cut alike; running hands join strokes, so
/// pieces are matched, and what has no partner (a join) costs a bounded amount. Between two rounds
/// the outline is bent to the ink: first as a whole (slant, turn, proportions), then stroke by
/// stroke (each a little out of place), so that only what bending cannot explain costs.
///
/// Holds fixed buffers; wipe() overwrites them.
class SecondLook {
public:
    /// Takes the ink that the following outlines are compared with.
    void look_at(const Shape& ink);
    /// How badly the outline explains the ink and the ink the outline: 0 is perfect, 2 the worst.
    float cost(ByteView outline);
    void wipe();

private:
    static constexpr std::size_t kInkMax = 96;
    static constexpr std::size_t kOutlineMax = 192;
    static_assert(kOutlineMax <= 256 && kInkMax <= 256);

    /// The cheapest partner of a piece: its cost, with the partner's index in the lowest eight bits
    /// of the number. Costs are positive, so links order like costs, and one minimum finds both.
    struct Link {
        float packed;
        std::int32_t bits() const { return std::bit_cast<std::int32_t>(packed); }
        std::size_t partner() const { return static_cast<std::size_t>(bits() & 0xFF); }
        float cost() const { return std::bit_cast<float>(bits() & ~0xFF); }
    };
    struct Pieces {
        std::array<float, kOutlineMax> x, y, dx, dy;
        std::size_t count;
    };
    /// Where a few pieces that follow each other lie.
    struct Box {
        float left, right, top, bottom;
    };
    // Pieces are compared by the group: no pair of two groups whose boxes lie farther apart than a
    // partner may is looked at.
    static constexpr std::size_t kInkGroup = 4;
    static constexpr std::size_t kLanes = 4;  ///< Pieces of the outline in a group, and a vector.
    static_assert(kInkMax % kInkGroup == 0 && kOutlineMax % kLanes == 0);
    using Lanes = std::array<float, kLanes>;
    using Best = std::array<Lanes, kInkGroup>;
    static Box box_of(const Pieces& pieces, std::size_t from, std::size_t count);
    void unfold(ByteView outline);
    void append(float x, float y, float to_x, float to_y);
    static void fill_up(Pieces& pieces, std::size_t group);
    void match();
    void match_group(std::size_t ink, std::size_t outline, Best& best);
    void bend_whole();
    void bend_strokes();
    float mean_cost() const;

    Pieces ink_;
    Pieces outline_;
    std::array<std::size_t, kOutlineMax> stroke_of_;
    std::array<Link, kOutlineMax> ink_link_, outline_link_;
    std::array<Box, kInkMax / kInkGroup> ink_boxes_;
    std::array<Box, kOutlineMax / kLanes> outline_boxes_;
};

}  // namespace sunbooth::handwriting

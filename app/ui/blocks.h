// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/geometry.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace sunbooth::app::ui {

using text::Box;

// What a page is made of while it is being recorded, and how it is handed out to lanes and leaves
// (layout.cpp, leaves.cpp). Pixels. Only page.h and its files use them.

/// On a wide screen what is read stands in the start lane and what is answered in the main lane;
/// upright both are the one column.
enum class Lane { Start, Main };
/// Lead: what the visitor came for. It begins below its question even where it has to go on on the
/// next leaf.
enum class BlockKind { Plain, Heading, Grid, Chips, Choice, Pager, Field, Aside, Dock, Lead };

/// A recorded block. `paint` gets the box that end() found.
struct Block {
    float height = 0;
    float gap = 0;   ///< Above it, unless it is the first; less when the page is full.
    float give = 0;  ///< What it can do without when the page is full.
    float grow = 0;  ///< What it takes besides when the page is empty.
    float tall = 0;  ///< Its height in its roomier setting, which it takes whole or not; 0: none.
    float step = 0;  ///< What of it may be had alone, from its height on; 0: nothing.
    Lane lane = Lane::Start;
    BlockKind kind = BlockKind::Plain;
    bool passive = true;        ///< Nothing in it can be pressed.
    bool words = false;         ///< Nothing but words and their sign.
    bool heads = false;         ///< Says what follows it, and never ends a leaf before that.
    bool foot = false;          ///< A note, which may stand at the foot of a wide screen's lane.
    float cursor = 0;           ///< Chips: where the next one goes,
    float row = 0;              ///< and how high their last row is.
    float title = 0;            ///< Where its title ends; no leaf does, if what follows has room.
    std::vector<float> breaks;  ///< Where it may go on on the next page, px from its top.
    std::function<void(const Box&)> paint;
    std::vector<std::function<void(const Box&)>> cells;
    /// A field, or words: sets them again, for the width of the start lane.
    std::function<void(Block&)> move_to_start = {};
};
using Blocks = std::vector<Block*>;

/// Whether a block says what the next one is: a heading does, and words above what can be pressed.
inline bool heads(const Block& block, const Block& next) {
    return block.heads || (block.words && !next.passive);
}

/// What stands in one lane, and where.
struct Stack {
    Blocks top, low;
    Box area;
    bool writes() const { return !low.empty() && low.back()->kind == BlockKind::Dock; }
    bool has_field() const {
        return std::ranges::any_of(
            top, [](const Block* block) { return block->kind == BlockKind::Field; });
    }
};

/// The same, cut into pieces of the glass's height.
struct Leaves {
    Blocks blocks;  ///< In the order in which they are read.
    std::vector<float> tops, starts;
    float end = 0;
    Box area;
    Block* dock = nullptr;
};

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
// The two lanes of a wide screen: what is asked stands in a lane of its own, on the ground of the
// bar below it, and what is answered beside it (kiosk-ux 2.2). Where nothing but the question
// stands in its lane, the question is set to be read from afar, what is only told besides goes to
// the lane's foot, and a quiet halo keeps the rest from looking forgotten.
#include "app/ui/page.h"

#include <algorithm>
#include <numeric>

namespace sunbooth::app::ui {
namespace {

constexpr float kBareShare = 0.78F;   ///< Of its lane that a question takes in its roomier setting.
constexpr float kChoiceShare = 0.7F;  ///< Of its lane that answers take in theirs, at most.
constexpr float kHaloShare = 0.5F;    ///< Of its lane that it leaves for the halo, at least.
constexpr float kFootGapMm = 6;

/// The height of blocks in their roomier setting.
float taken_by(const Blocks& blocks) {
    return std::accumulate(blocks.begin(), blocks.end(), 0.0F, [](float sum, const Block* block) {
        return sum + block->gap + std::max(block->height, block->tall);
    });
}

bool is_words(const Block* block) {
    return block->words;
}

}  // namespace

bool PageUi::has_lanes() const {
    return !screen_.portrait() && !shell_.message;
}

float PageUi::lane_edge() const {
    const Box lane = lane_box(Lane::Start);
    return (lane.x + lane.w + lane_box(Lane::Main).x) / 2;
}

void PageUi::paint_lane_ground(float bottom) {
    if (!has_lanes()) return;
    const float edge = lane_edge();
    const Box ground{0, 0, edge, bottom};
    fill(ground, 0, colours_->surface);
    float taken = mm(24);
    bool bare = true;
    for (const Block& block : upper_) {
        if (block.lane != Lane::Start) continue;
        bare = bare && block.words;
        taken += block.gap + block.height;
    }
    if (bare && colours_->shadows && taken < bottom * (1 - kHaloShare)) paint_halo(ground);
    const Box line = place({edge, 0, 0, bottom});
    painter_->line({line.x, 0}, {line.x, bottom},
                   colours_->shadows ? colours_->surface2 : colours_->border,
                   std::max(1.0F, mm(0.4F)));
}

/// The sun's light, as on the page that invites: a third of it, from below the lane's corner.
void PageUi::paint_halo(const Box& lane) {
    const Box within = place(lane);
    painter_->clip(within);
    const Box corner = place({lane.x + lane.w * 0.16F, lane.y + lane.h, 0, 0});
    for (const float share : {0.6F, 0.42F, 0.25F}) {
        const float radius = share * lane.w;
        painter_->fill({corner.x - radius, corner.y - radius, 2 * radius, 2 * radius}, radius,
                       colours_->primary, 0.035F);
    }
    painter_->unclip();
}

/// Answers take their roomier setting together: not where a list has pages, which would each look
/// otherwise, nor where too little of the page would stay calm.
void PageUi::settle_choices(const Stack& stack) {
    const float taken = taken_by(stack.top) + taken_by(stack.low);
    bool fits = taken <= kChoiceShare * stack.area.h;
    for (const Block* block : stack.low) fits = fits && block->kind != BlockKind::Pager;
    if (fits) return;
    for (const Blocks* group : {&stack.top, &stack.low}) {
        for (Block* block : *group) {
            if (block->kind == BlockKind::Choice) block->tall = 0;
        }
    }
}

void PageUi::settle_lanes(std::vector<Stack>& lanes) const {
    if (!has_lanes() || lanes.size() < 2) return;
    Stack& start = lanes.front();
    Stack& main = lanes.back();
    free_answers(start, main);
    // In its roomier setting only where nothing else is read in this lane.
    const bool bare = std::ranges::all_of(start.top, is_words);
    if (!bare || taken_by(start.top) > kBareShare * start.area.h) {
        for (Block* block : start.top) {
            if (block->words) block->tall = 0;
        }
    }
    const auto notes =
        std::ranges::stable_partition(start.top, [](const Block* block) { return !block->foot; });
    start.low.insert(start.low.begin(), notes.begin(), notes.end());
    start.top.erase(notes.begin(), notes.end());
}

/// Where the answers fill their lane, what is only told below them stands under the question: a
/// page that fits need not be turned.
void PageUi::free_answers(Stack& start, Stack& main) const {
    if (main.writes() || room_left(main) >= 0) return;
    const auto may_go = [&main](std::size_t i) {
        const Block& block = *main.low[i];
        const bool label = i + 1 < main.low.size() && heads(block, *main.low[i + 1]);
        return block.words && block.move_to_start && !label;
    };
    float freed = 0;
    for (std::size_t i = 0; i < main.low.size(); ++i) {
        if (may_go(i)) freed += main.low[i]->height + mm(kFootGapMm / 2);
    }
    if (room_left(main) + freed < 0) return;
    for (std::size_t i = 0; i < main.low.size();) {
        Block* block = main.low[i];
        const bool may = may_go(i);
        Block moved = *block;
        if (may) moved.move_to_start(moved);
        if (!may || room_left(start) < moved.height + mm(kFootGapMm)) {
            ++i;
            continue;
        }
        *block = std::move(moved);
        start.low.push_back(block);
        main.low.erase(main.low.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

}  // namespace sunbooth::app::ui

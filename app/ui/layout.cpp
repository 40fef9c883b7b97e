// SPDX-License-Identifier: Apache-2.0
// Where blocks stand. Headings from the top, what follows bottom() from the bottom, in reach of the
// hand; blank space goes between (kiosk-ux 2.2). A page that is too full first loses blank space
// down to 3 mm, then what its blocks can spare: lines of a field, padding of rows and cards. What
// still finds no room is not painted and is marked as clipped: nothing ever lies over anything
// else.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMinMm = 3;            ///< kiosk-ux R2.
constexpr float kBetweenMm = 8;           ///< Least space between the upper and the lower group.
constexpr float kLaneGapMm = 14;          ///< Between the lanes of a wide screen.
constexpr float kStartShare = 5.0F / 12;  ///< kiosk-ux 2.2: left 5/12, right 7/12.

template <class Blocks>
float heights_of(const Blocks& blocks) {
    float sum = 0;
    for (const auto* block : blocks) sum += block->height;
    return sum;
}

template <class Blocks>
float gaps_of(const Blocks& blocks) {
    float sum = 0;
    for (std::size_t i = 1; i < blocks.size(); ++i) sum += blocks[i]->gap;
    return sum;
}

/// Takes `lack` from what the blocks can spare, from each its share, so that rows stay alike.
template <class Blocks>
void give_up(const Blocks& top, const Blocks& low, float lack) {
    float spare = 0;
    for (const auto* group : {&top, &low}) {
        for (const auto* block : *group) spare += block->give;
    }
    if (lack <= 0 || spare <= 0) return;
    const float share = std::min(1.0F, lack / spare);
    for (const auto* group : {&top, &low}) {
        for (auto* block : *group) block->height -= share * block->give;
    }
}

}  // namespace

float PageUi::margin() const {
    return mm(screen_.width_mm() < 280 ? 10 : 12);
}

Box PageUi::column() const {
    const auto width = static_cast<float>(screen_.width_px);
    return {margin(), 0, width - 2 * margin(), static_cast<float>(screen_.height_px)};
}

Box PageUi::lane_box(Lane lane) const {
    const Box whole = column();
    if (screen_.portrait()) return whole;
    const float start = (whole.w - mm(kLaneGapMm)) * kStartShare;
    if (lane == Lane::Start) return {whole.x, whole.y, start, whole.h};
    const float main = whole.w - start - mm(kLaneGapMm);
    return {whole.x + whole.w - main, whole.y, main, whole.h};
}

PageUi::Lane PageUi::lane_of(Lane wanted) const {
    return group_ == &lower_ ? Lane::Main : wanted;
}

float PageUi::room(Lane lane) const {
    return lane_box(lane_of(lane)).w;
}

PageUi::Block& PageUi::add(float height, float gap_mm, std::function<void(const Box&)> paint,
                           Lane lane) {
    Block block;
    block.height = height;
    block.gap = mm(gap_mm);
    block.lane = lane_of(lane);
    block.paint = std::move(paint);
    group_->push_back(std::move(block));
    return group_->back();
}

void PageUi::lay_content(float top, float bottom) {
    const auto of_lane = [](std::vector<Block>& group, Lane lane) {
        std::vector<Block*> found;
        for (Block& block : group) {
            if (block.lane == lane) found.push_back(&block);
        }
        return found;
    };
    const auto area = [&](Lane lane) {
        const Box box = lane_box(lane);
        return Box{box.x, top, box.w, bottom - top};
    };
    if (screen_.portrait()) {
        std::vector<Block*> upper;
        for (Block& block : upper_) upper.push_back(&block);
        lay_stack(upper, of_lane(lower_, Lane::Main), area(Lane::Main));
        return;
    }
    lay_stack(of_lane(upper_, Lane::Start), {}, area(Lane::Start));
    lay_stack(of_lane(upper_, Lane::Main), of_lane(lower_, Lane::Main), area(Lane::Main));
}

void PageUi::lay_stack(const std::vector<Block*>& top, const std::vector<Block*>& low,
                       const Box& area) {
    const float least = mm(kGapMinMm);
    const float between = top.empty() || low.empty() ? 0 : mm(kBetweenMm);
    const float gaps = gaps_of(top) + gaps_of(low);
    float lack = heights_of(top) + heights_of(low) + gaps + between - area.h;
    float squeeze = 0;  // 0: gaps as they are; 1: all at their least.
    if (lack > 0) {
        float blank = 0;
        for (const auto* group : {&top, &low}) {
            for (std::size_t i = 1; i < group->size(); ++i) {
                blank += std::max(0.0F, (*group)[i]->gap - least);
            }
        }
        squeeze = blank > 0 ? std::min(1.0F, lack / blank) : 0;
        lack -= squeeze * blank + std::max(0.0F, between - least);
    }
    give_up(top, low, lack);
    float low_height = heights_of(low);
    for (std::size_t i = 1; i < low.size(); ++i) {
        low_height += low[i]->gap - squeeze * std::max(0.0F, low[i]->gap - least);
    }
    const float low_top = area.y + area.h - low_height;
    const float free = (low.empty() ? area.y + area.h : low_top - least) - area.y;
    lay_group(top, area.y, squeeze, {area.x, area.y, area.w, free});
    lay_group(low, low_top, squeeze, area);
}

float PageUi::lay_group(const std::vector<Block*>& group, float y, float squeeze, const Box& area) {
    for (std::size_t i = 0; i < group.size(); ++i) {
        Block& block = *group[i];
        if (i > 0) y += block.gap - squeeze * std::max(0.0F, block.gap - mm(kGapMinMm));
        lay_block(block, {area.x, y, area.w, block.height}, area);
        y += block.height;
    }
    return y;
}

void PageUi::lay_block(Block& block, const Box& box, const Box& area) {
    constexpr float kSlackPx = 1;
    const bool fits = box.y >= area.y - kSlackPx && box.y + box.h <= area.y + area.h + kSlackPx;
    NullPainter nothing;
    Painter* const painter = painter_;
    if (!fits) painter_ = &nothing;
    const std::size_t first = recorded_.nodes.size();
    if (block.paint) block.paint(box);
    for (const auto& cell : block.cells) cell(box);
    painter_ = painter;
    if (fits) return;
    for (std::size_t i = first; i < recorded_.nodes.size(); ++i) {
        recorded_.nodes[i].clipped = true;
        recorded_.nodes[i].interactive = false;
    }
}

}  // namespace sunbooth::app::ui

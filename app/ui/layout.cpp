// SPDX-License-Identifier: Apache-2.0
// Where blocks stand. Headings from the top, what follows bottom() from the bottom, in reach of the
// hand; blank space goes between (kiosk-ux 2.2). A page that is too full first loses blank space
// down to 3 mm, then what its blocks can spare: lines of a field, padding of rows and cards. What
// still finds no room goes on on the next leaf (leaves.cpp): nothing ever lies over anything else.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMinMm = 3;            ///< kiosk-ux R2.
constexpr float kBetweenMm = 8;           ///< Least space between the upper and the lower group.
constexpr float kReachRoomMm = 150;       ///< For answers, in Reach; see reach_line().
constexpr float kLeafGapsMm = 6;          ///< Between the content and its pager; see leaves.cpp.
constexpr float kTakenUp = 0.5F;          ///< Of a page's blank space, at most.
constexpr float kTallShare = 0.9F;        ///< The same, of blocks in their roomier setting.
constexpr float kOpticalMiddle = 0.38F;   ///< Of the blank space, above what only tells.
constexpr float kMessageShare = 0.7F;     ///< Of a wide screen's width.
constexpr float kProseLineMm = 12.6F;     ///< Of a field of words: 1.4 times 9 mm.
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

/// A finger needs its pad of 120 mm (kiosk-ux 2.4) more than a field its third line: before a pad
/// gives up anything, the field above it hands over all but two lines. @return what is still
/// lacking.
template <class Blocks>
float hand_over(const Blocks& top, const Blocks& low, float lack, float line) {
    const bool pad = !low.empty() && low.back()->kind == BlockKind::Dock && low.back()->give > 0;
    for (auto* block : top) {
        if (!pad || block->kind != BlockKind::Field) continue;
        const float part = std::clamp(lack, 0.0F, std::max(0.0F, block->give - line));
        block->height -= part;
        block->give -= part;
        lack -= part;
    }
    return lack;
}

/// On an empty page blocks take their roomier setting, one after the other. @return what is left.
template <class Blocks>
float rise(const Blocks& top, const Blocks& low, float spare) {
    float share = spare * kTallShare;
    for (const auto* group : {&top, &low}) {
        for (auto* block : *group) {
            float more = block->tall - block->height;
            if (block->step > 0 && more > share)
                more = std::floor(share / block->step) * block->step;
            if (block->tall <= 0 || more > share) continue;
            block->height += more;
            block->grow = 0;
            share -= std::max(0.0F, more);
            spare -= more;
        }
    }
    return spare;
}

/// Hands out `spare` to the blocks that can use it, to each its share.
template <class Blocks>
void take_up(const Blocks& top, const Blocks& low, float spare) {
    float wanted = 0;
    for (const auto* group : {&top, &low}) {
        for (const auto* block : *group) wanted += block->grow;
    }
    if (spare <= 0 || wanted <= 0) return;
    const float share = std::min(1.0F, spare / wanted);
    for (const auto* group : {&top, &low}) {
        for (auto* block : *group) block->height += share * block->grow;
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

Box PageUi::content_box(Lane lane) const {
    if (screen_.portrait() || !shell_.message) return lane_box(lane);
    const Box whole = column();
    const float wide = whole.w * kMessageShare;
    return {whole.x + (whole.w - wide) / 2, whole.y, wide, whole.h};
}

Lane PageUi::lane_of(Lane wanted) const {
    return group_ == &lower_ ? Lane::Main : wanted;
}

float PageUi::room(Lane lane) const {
    return content_box(lane_of(lane)).w;
}

Block& PageUi::add(float height, float gap_mm, std::function<void(const Box&)> paint, Lane lane) {
    Block block;
    block.height = height;
    block.gap = mm(gap_mm);
    block.lane = lane_of(lane);
    block.paint = std::move(paint);
    group_->push_back(std::move(block));
    return group_->back();
}

void PageUi::breaks_at_lines(Block& block, float top, const Set& words) {
    const auto count = words->line_count();
    const float line = words->height() / static_cast<float>(std::max(1, count));
    for (int i = 1; i < count; ++i) block.breaks.push_back(top + static_cast<float>(i) * line);
}

std::vector<Stack> PageUi::stacks(float top, float bottom) {
    const auto of_lane = [](std::vector<Block>& group, Lane lane) {
        Blocks found;
        for (Block& block : group) {
            if (block.lane == lane) found.push_back(&block);
        }
        return found;
    };
    const auto area = [&](Lane lane) {
        const Box box = content_box(lane);
        return Box{box.x, top, box.w, bottom - top};
    };
    if (screen_.portrait() || shell_.message) {
        Blocks upper;
        for (Block& block : upper_) upper.push_back(&block);
        return {{upper, of_lane(lower_, Lane::Main), area(Lane::Main)}};
    }
    return {{of_lane(upper_, Lane::Start), {}, area(Lane::Start)},
            {of_lane(upper_, Lane::Main), of_lane(lower_, Lane::Main), area(Lane::Main)}};
}

void PageUi::part_field_from_keys(float height) {
    if (lower_.empty() || lower_.back().kind != BlockKind::Dock) return;
    const float keys = lower_.back().height - lower_.back().give + mm(kGapMinMm);
    for (Block& block : upper_) {
        // What is wrong with it may go on on another leaf.
        const float least =
            block.breaks.empty() ? block.height - block.give : block.breaks.front() - block.give;
        if (block.move_to_start && least + keys > height) block.move_to_start(block);
    }
}

std::optional<Stack> PageUi::above_reach(Stack& stack, float reach_top) const {
    const auto is_passive = [](const Blocks& group) {
        return std::ranges::all_of(group, &Block::passive);
    };
    if (is_passive(stack.top) && is_passive(stack.low)) return std::nullopt;  // Nothing to reach.
    const Box whole = stack.area;
    stack.area = {whole.x, reach_top, whole.w, whole.y + whole.h - reach_top};
    Stack head{{}, {}, whole};
    head.area.h = reach_top - mm(kGapMinMm) - whole.y;
    // The field goes up as well: the keys write in it and move its caret.
    const bool writes = stack.writes() || stack.has_field();
    if (writes) sort_to_read(stack.top, true, head.area.h);
    const auto may_rise = [&](const Block& block) {
        return block.passive || (writes && block.kind == BlockKind::Field);
    };
    while (!stack.top.empty() && may_rise(*stack.top.front())) {
        head.top.push_back(stack.top.front());
        if (room_left(head) < 0) {
            head.top.pop_back();
            break;
        }
        stack.top.erase(stack.top.begin());
    }
    return head;
}

/// The tallest piece of what can be pressed that no leaf may cut.
float PageUi::least_leaf(const Stack& stack) {
    float least = 0;
    for (const Blocks* group : {&stack.top, &stack.low}) {
        for (const Block* block : *group) {
            if (block->passive || block->kind == BlockKind::Dock) continue;
            float from = 0;
            for (const float at : block->breaks) {
                least = std::max(least, at - from);
                from = at;
            }
            least = std::max(least, block->height - block->give - from);
        }
    }
    return least;
}

float PageUi::reach_line(const Stack& stack) const {
    const auto line_at = [this](float above_floor) {
        return static_cast<float>(screen_.height_px) - mm(above_floor - screen_.bottom_mm);
    };
    // As low as is best, as long as there is room to answer in; never above what can be reached.
    const float bottom = stack.area.y + stack.area.h;
    const float best = std::min(line_at(kReachBestMm), bottom - mm(kReachRoomMm));
    const float line = std::max(line_at(kReachMm), best);
    // Whatever cannot be cut has room below the line, together with the pager and the keys.
    const float keys =
        stack.writes() ? stack.low.back()->height - stack.low.back()->give + mm(kGapMinMm) : 0;
    return std::min(line, bottom - keys - pager_height() - least_leaf(stack) - mm(kLeafGapsMm));
}

void PageUi::lay_content(float top, float bottom) {
    part_field_from_keys(bottom - top);
    std::vector<Stack> lanes = stacks(top, bottom);
    settle_lanes(lanes);
    std::vector<Stack> heads;
    for (Stack& lane : lanes) {
        const float line = reach_line(lane);
        if (!look_.reach || line <= lane.area.y) continue;
        if (auto head = above_reach(lane, line)) heads.push_back(std::move(*head));
    }
    for (const Stack& lane : lanes) settle_choices(lane);
    const std::size_t first = recorded_.nodes.size();
    for (const Stack& head : heads) lay_stack(head);
    for (std::size_t i = first; i < recorded_.nodes.size(); ++i) {
        recorded_.nodes[i].interactive = false;
    }
    const bool fit =
        std::ranges::all_of(lanes, [this](const Stack& lane) { return room_left(lane) >= 0; });
    if (fit) {
        leaf_ = 0;
        for (const Stack& lane : lanes) lay_stack(lane);
    } else {
        lay_leaves(std::move(lanes));
    }
    if (!look_.reach) return;
    // A field too tall to rise may begin above the line: like one that rose, it is there to be
    // seen, and the keys below it do the rest.
    const float line = static_cast<float>(screen_.height_px) - mm(kReachMm - screen_.bottom_mm);
    for (Node& node : recorded_.nodes) {
        if (node.role == Role::Field && node.rect.y < line) node.interactive = false;
    }
}

/// What is over when everything gave what it can; under 0: it does not fit. Half a pixel is no
/// reason to turn pages.
float PageUi::room_left(const Stack& stack) const {
    const float least = mm(kGapMinMm);
    float taken = heights_of(stack.top) + heights_of(stack.low);
    for (const Blocks* group : {&stack.top, &stack.low}) {
        for (std::size_t i = 0; i < group->size(); ++i) {
            if (i > 0) taken += std::min((*group)[i]->gap, least);
            taken -= (*group)[i]->give;
        }
    }
    if (!stack.top.empty() && !stack.low.empty()) taken += least;
    return stack.area.h + 0.5F - taken;
}

void PageUi::lay_stack(const Stack& stack) {
    const auto& [top, low, area] = stack;
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
    lack = hand_over(top, low, lack, mm(grown_mm(kProseLineMm)));
    give_up(top, low, lack);
    const float spare = lack < 0 ? rise(top, low, -lack) : 0;
    take_up(top, low, spare * kTakenUp);
    float low_height = heights_of(low);
    for (std::size_t i = 1; i < low.size(); ++i) {
        low_height += low[i]->gap - squeeze * std::max(0.0F, low[i]->gap - least);
    }
    const float low_top = area.y + area.h - low_height;
    const float free = (low.empty() ? area.y + area.h : low_top - least) - area.y;
    const float blank =
        std::max(0.0F, free - heights_of(top) - gaps_of(top) - (low.empty() ? 0 : between));
    const float down = shell_.message ? blank * kOpticalMiddle : 0;
    lay_group(top, area.y + down, squeeze, {area.x, area.y, area.w, free});
    lay_group(low, low_top, squeeze, area);
}

float PageUi::lay_group(const Blocks& group, float y, float squeeze, const Box& area) {
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

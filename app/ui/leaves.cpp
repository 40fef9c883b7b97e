// SPDX-License-Identifier: Apache-2.0
// Content that is longer than the glass: it is cut into leaves that two buttons turn (kiosk-ux V4,
// R6: pages, no scrolling, no shrinking). A leaf ends between two blocks; only a block that is
// itself taller than a leaf goes on on the next one, between two of its lines or rows. What says
// what follows it (a question, a heading, the words above answers) never ends a leaf: it goes over
// to the next one together with the beginning of that.
#include "app/ui/page.h"

#include <algorithm>
#include <utility>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMm = 5;        ///< Between blocks, at most.
constexpr float kAboveDockMm = 3;  ///< Between the content and the panel.
constexpr float kSlackPx = 0.5F;   ///< Half a pixel is no reason to turn pages.
constexpr std::string_view kBefore = "leaf.before", kAfter = "leaf.after";

/// How much of a block must stand on the leaf on which it begins.
float beginning_of(const Block& block) {
    return block.breaks.empty() ? block.height : block.breaks.front();
}

/// The first of the blocks that say what the block at `i` is.
std::size_t head_of(const Blocks& blocks, std::size_t i) {
    while (i > 0 && heads(*blocks[i - 1], *blocks[i])) --i;
    return i;
}

}  // namespace

void PageUi::turn_leaf() {
    if (pressed(kBefore)) --leaf_;
    if (pressed(kAfter)) ++leaf_;
    if (pressed(kBefore) || pressed(kAfter)) tapped_ = true;  // The page's owner hears of no press.
}

float PageUi::pager_height() const {
    return mm(press_mm(is_large() ? 26 : 24));
}

/// What is only told besides comes last. Beside a keyboard the question and the field come first:
/// who writes must see what is written. Where both have no room on one leaf, the field alone, which
/// has its label.
void PageUi::sort_to_read(Blocks& blocks, bool writing, float room) {
    float both = 0;
    for (const Block* block : blocks) {
        const bool heading = block->kind == BlockKind::Heading;
        if (!heading && block->kind != BlockKind::Field) continue;
        const bool whole = heading || block->breaks.empty();
        both += (whole ? block->height : block->breaks.front()) - block->give;
    }
    const int field = both > room ? -1 : 1;
    std::ranges::stable_sort(blocks, {}, [writing, field](const Block* block) {
        if (block->kind == BlockKind::Aside) return 3;
        if (writing && block->kind == BlockKind::Heading) return 0;
        return writing && block->kind == BlockKind::Field ? field : 2;
    });
}

Leaves PageUi::leaves_of(const Stack& stack) const {
    Leaves leaves;
    leaves.area = stack.area;
    leaves.blocks = stack.top;
    leaves.blocks.insert(leaves.blocks.end(), stack.low.begin(), stack.low.end());
    if (!leaves.blocks.empty() && leaves.blocks.back()->kind == BlockKind::Dock) {
        leaves.dock = leaves.blocks.back();
        leaves.blocks.pop_back();
        leaves.dock->height -= std::exchange(leaves.dock->give, 0.0F);
        leaves.area.h -= leaves.dock->height + mm(kAboveDockMm);
    }
    const bool writing = leaves.dock != nullptr || stack.has_field();
    // The pager stands below the first lane.
    const bool paged = screen_.portrait() || leaves.dock == nullptr;
    const float pager = paged ? pager_height() + mm(kGapMm) : 0;
    sort_to_read(leaves.blocks, writing, leaves.area.h - pager - 2 * mm(kGapMm));
    return leaves;
}

/// Finds where each leaf begins. A field gets the lines back that its leaf has room for.
void PageUi::cut(Leaves& leaves) const {
    const float room = leaves.area.h + kSlackPx;
    float y = 0;
    float start = 0;
    leaves.starts = {0};
    const auto begin_leaf = [&](float at) {
        if (at <= start) return;
        start = at;
        leaves.starts.push_back(at);
    };
    for (std::size_t i = 0; i < leaves.blocks.size(); ++i) {
        Block& block = *leaves.blocks[i];
        block.height -= block.give;
        if (i > 0) y += std::min(block.gap, mm(kGapMm));
        if (block.kind == BlockKind::Field) {
            block.height += std::clamp(start + leaves.area.h - y - block.height, 0.0F, block.give);
        }
        leaves.tops.push_back(y);
        // A field stays with its question, if what is wrong with it goes on on the next leaf; so
        // does what the visitor came for.
        const std::size_t head = head_of(leaves.blocks, i);
        const bool stays = block.kind == BlockKind::Field || block.kind == BlockKind::Lead;
        const bool first = head < i && leaves.tops[head] <= start + kSlackPx;
        const bool begins =
            (stays || first) && !block.breaks.empty() && y + block.breaks.front() - start <= room;
        if (!begins && y + block.height - start > room) {
            const float both = y + beginning_of(block) - leaves.tops[head];
            begin_leaf(both <= room ? leaves.tops[head] : y);
        }
        float former = 0;
        if (block.title > 0 && beginning_of(block) > room) {
            if (y + block.title - start > room) begin_leaf(y);
            former = block.title;
        }
        for (const float at : block.breaks) {
            if (y + at - start > room) begin_leaf(y + former);
            former = at;
        }
        if (y + block.height - start > room) begin_leaf(y + former);
        y += block.height;
    }
    leaves.end = y;
}

void PageUi::lay_leaves(std::vector<Stack> lanes) {
    std::vector<Leaves> all;
    for (const Stack& lane : lanes) all.push_back(leaves_of(lane));
    // Upright the buttons stand under the content, on a wide screen under the question.
    Box& first = all.front().area;
    first.h -= pager_height() + mm(kGapMm);
    const Box pager{first.x, first.y + first.h + mm(kGapMm), first.w, pager_height()};
    int count = 1;
    for (Leaves& leaves : all) {
        cut(leaves);
        count = std::max(count, static_cast<int>(leaves.starts.size()));
    }
    if (wrong_recorded_ && !wrong_shown_) leaf_ = 0;  // What is wrong stands on the first one.
    leaf_ = std::clamp(leaf_, 0, count - 1);
    for (const Leaves& leaves : all) {
        paint_leaf(leaves, std::min(leaf_, static_cast<int>(leaves.starts.size()) - 1));
    }
    if (count > 1) {  // Before the keys, which stand below it.
        PagerLook look{"leaf", leaf_, count, {}};
        if (shell_.pager) look.words = shell_.pager(leaf_, count);
        paint_pager(look, pager);
    }
    for (const Leaves& leaves : all) {
        if (leaves.dock == nullptr) continue;
        const Box dock{leaves.area.x, 0, leaves.area.w, leaves.dock->height};
        const Stack& lane = lanes[static_cast<std::size_t>(&leaves - all.data())];
        lay_block(*leaves.dock, {dock.x, lane.area.y + lane.area.h - dock.h, dock.w, dock.h},
                  lane.area);
    }
}

void PageUi::paint_leaf(const Leaves& leaves, int leaf) {
    const auto at = static_cast<std::size_t>(leaf);
    const float from = leaves.starts[at];
    const float to = at + 1 < leaves.starts.size() ? leaves.starts[at + 1] : leaves.end;
    const Box& area = leaves.area;
    for (std::size_t i = 0; i < leaves.blocks.size(); ++i) {
        Block& block = *leaves.blocks[i];
        const float top = leaves.tops[i];
        const float bottom = top + block.height;
        if (bottom <= from + 0.5F || top >= to - 0.5F) continue;
        const Box box{area.x, area.y + top - from, area.w, block.height};
        const bool whole = top >= from - 0.5F && bottom <= to + 0.5F;
        if (whole) {
            lay_block(block, box, area);
        } else {
            paint_cut(block, box, {area.x, area.y, area.w, to - from});
        }
    }
}

/// Paints the part of a tall block that this leaf shows; the tree holds no more than that.
void PageUi::paint_cut(Block& block, const Box& box, const Box& window) {
    const std::size_t first = recorded_.nodes.size();
    const auto width = static_cast<float>(screen_.width_px);
    painter_->clip({0, window.y, width, window.h});
    if (block.paint) block.paint(box);
    for (const auto& cell : block.cells) cell(box);
    painter_->unclip();
    const float bottom = window.y + window.h;
    auto& nodes = recorded_.nodes;
    const auto is_out = [&](const Node& node) {
        const Box& at = node.rect;
        const bool inside = at.y >= window.y - 1 && at.y + at.h <= bottom + 1;
        const bool beside = at.y >= bottom - 1 || at.y + at.h <= window.y + 1;
        return beside || (node.interactive && !inside);
    };
    nodes.erase(
        std::remove_if(nodes.begin() + static_cast<std::ptrdiff_t>(first), nodes.end(), is_out),
        nodes.end());
    for (std::size_t i = first; i < nodes.size(); ++i) {
        Box& at = nodes[i].rect;
        const float low = std::min(at.y + at.h, bottom);
        at.y = std::max(at.y, window.y);
        at.h = low - at.y;
    }
}

}  // namespace sunbooth::app::ui

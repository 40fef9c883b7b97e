// SPDX-License-Identifier: Apache-2.0
// Cards that explain: what to do, or who helps, a line each.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;         ///< Inside a card, mm.
constexpr float kTileMm = 18;     ///< Behind a sign; grows with the words, up to
constexpr float kTileMaxMm = 26;  ///< this: the words need the width.
constexpr float kBesideMm = 6;
constexpr float kAirMm = 6;  ///< Above and below a line's words or tile.
constexpr float kTallTileMm = 24, kTallAirMm = 10;

}  // namespace

GuideCard PageUi::set_guide(std::string_view title, std::span<const GuideLine> lines,
                            bool tall) const {
    GuideCard card;
    const float inner = room(Lane::Main) - 2 * mm(kPad);
    const float air = mm(tall ? kTallAirMm : kAirMm);
    card.tile = mm(tall ? kTallTileMm : std::min(kTileMaxMm, grown_mm(kTileMm)));
    card.em_mm = tall ? type::kH2 : type::kLead;
    card.height = mm(kPad - kAirMm / 2);
    if (!title.empty()) {
        card.head = set(
            title, {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
        card.height += card.head->height() + mm(kAirMm / 2);
    }
    card.first = card.height;
    const float wide = measure(card.em_mm, inner - card.tile - mm(kBesideMm));
    for (const GuideLine& line : lines) {
        GuideWords one{line.icon, line.text, set(line.text, {.em_mm = card.em_mm, .wrap_px = wide}),
                       0};
        one.height = std::max(card.tile, one.words->height()) + air;
        card.height += one.height;
        card.lines.push_back(std::move(one));
    }
    card.height += mm(kPad - kAirMm / 2);
    return card;
}

void PageUi::guide(std::string_view id, std::string_view title, std::span<const GuideLine> lines) {
    const GuideCard low = set_guide(title, lines, false);
    // Like facts (cards.cpp): on a page that has room, words and signs are larger.
    const bool roomy = !is_large();
    const GuideCard tall = roomy ? set_guide(title, lines, true) : low;
    Block& block = add(
        low.height, 6,
        [this, low, tall, key = std::string(id), name = std::string(title)](const Box& box) {
            paint_guide(key, name, box.h >= tall.height - 1 ? tall : low, box);
        },
        Lane::Main);
    if (roomy) {
        block.tall = tall.height;
        block.grow = static_cast<float>(lines.size()) * mm(4);
    }
    if (!title.empty()) block.title = low.first;
    // Between two lines of the card, or of the words of a long one.
    for (float y = low.first; const GuideWords& line : low.lines) {
        if (y > low.first) block.breaks.push_back(y);  // A title stays with the first of them.
        breaks_at_lines(block, y + (line.height - line.words->height()) / 2, line.words);
        y += line.height;
    }
}

void PageUi::helper(std::string_view id, std::string_view title, std::span<const GuideLine> lines) {
    Block& block = notes(lines);
    block.kind = BlockKind::Aside;  // Beyond the first leaf, where the answers need that.
    if (is_large() || !screen_.portrait()) return;
    const GuideCard card = set_guide(title, lines, false);
    block.tall = card.height;
    block.paint = [this, card, low = block.paint, key = std::string(id),
                   name = std::string(title)](const Box& box) {
        if (box.h < card.height - 1) return low(box);
        paint_guide(key, name, card, box);
    };
}

void PageUi::paint_guide(const std::string& id, const std::string& title, const GuideCard& words,
                         const Box& box) {
    card(box);
    node(id, Role::Group, title, box);
    const float left = box.x + mm(kPad);
    const float inner = box.w - 2 * mm(kPad);
    if (words.head) {
        const Box title_box{left, box.y + mm(kPad), inner, words.head->height()};
        put(words.head, title_box, colours_->text);
        check_fit(node(id + ".title", Role::Heading, title, title_box), words.head, title_box);
    }
    float y = box.y + words.first;
    const float more = std::max(0.0F, box.h - words.height) /
                       static_cast<float>(std::max<std::size_t>(1, words.lines.size()));
    for (std::size_t i = 0; i < words.lines.size(); ++i) {
        const float height = words.lines[i].height + more;
        paint_guide_line(id + "." + std::to_string(i + 1), words.lines[i], words,
                         {left, y, inner, height});
        y += height;
    }
}

void PageUi::paint_guide_line(std::string_view id, const GuideWords& line, const GuideCard& card,
                              const Box& box) {
    const float tile = card.tile;
    const Box sign{box.x, box.y + (box.h - tile) / 2, tile, tile};
    fill(sign, 4, colours_->secondary_bg);
    if (!colours_->shadows) outline(sign, 4, colours_->border, 0.4F);
    put_icon(line.sign, sign, tile / mm(1) * 0.62F, colours_->on_secondary);
    const float indent = tile + mm(kBesideMm);
    // As wide as they were set: words from the right end at its edge, not at the card's.
    const Box words{box.x + indent, box.y, measure(card.em_mm, box.w - indent), box.h};
    put_middle(line.words, words, colours_->text);
    check_fit(node(id, Role::Text, line.said, words), line.words, words);
}

}  // namespace sunbooth::app::ui

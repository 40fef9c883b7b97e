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

}  // namespace

void PageUi::guide(std::string_view id, std::string_view title, std::span<const GuideLine> lines) {
    const float inner = room(Lane::Main) - 2 * mm(kPad);
    const float tile = mm(std::min(kTileMaxMm, grown_mm(kTileMm)));
    float height = 2 * mm(kPad - kAirMm / 2);
    Set head;
    if (!title.empty()) {
        head = set(title,
                   {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
        height += head->height() + mm(kAirMm / 2);
    }
    const float wide = measure(type::kLead, inner - tile - mm(kBesideMm));
    std::vector<GuideWords> set_lines;
    const float first = height;
    for (const GuideLine& line : lines) {
        GuideWords one{line.icon, line.text,
                       set(line.text, {.em_mm = type::kLead, .wrap_px = wide}), 0};
        one.height = std::max(tile, one.words->height()) + mm(kAirMm);
        height += one.height;
        set_lines.push_back(std::move(one));
    }
    Block& block = add(
        height, 6,
        [this, inner, tile, head, set_lines, key = std::string(id),
         name = std::string(title)](const Box& box) {
            card(box);
            node(key, Role::Group, name, box);
            const float left = box.x + mm(kPad);
            float y = box.y + mm(kPad - kAirMm / 2);
            if (head) {
                const Box title_box{left, y + mm(kAirMm / 2), inner, head->height()};
                put(head, title_box, colours_->text);
                check_fit(node(key + ".title", Role::Heading, name, title_box), head, title_box);
                y += head->height() + mm(kAirMm / 2);
            }
            for (std::size_t i = 0; i < set_lines.size(); ++i) {
                paint_guide_line(key + "." + std::to_string(i + 1), set_lines[i], tile,
                                 {left, y, inner, set_lines[i].height});
                y += set_lines[i].height;
            }
        },
        Lane::Main);
    // Between two lines of the card, or of the words of a long one.
    for (float y = first; const GuideWords& line : set_lines) {
        block.breaks.push_back(y);
        breaks_at_lines(block, y + (line.height - line.words->height()) / 2, line.words);
        y += line.height;
    }
}

void PageUi::paint_guide_line(std::string_view id, const GuideWords& line, float tile,
                              const Box& box) {
    const Box sign{box.x, box.y + (box.h - tile) / 2, tile, tile};
    fill(sign, 4, colours_->secondary_bg);
    if (!colours_->shadows) outline(sign, 4, colours_->border, 0.4F);
    put_icon(line.sign, sign, tile / mm(1) * 0.62F, colours_->on_secondary);
    const float indent = tile + mm(kBesideMm);
    // As wide as they were set: words from the right end at its edge, not at the card's.
    const Box words{box.x + indent, box.y, measure(type::kLead, box.w - indent), box.h};
    put_middle(line.words, words, colours_->text);
    check_fit(node(id, Role::Text, line.said, words), line.words, words);
}

}  // namespace sunbooth::app::ui

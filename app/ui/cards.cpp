// SPDX-License-Identifier: Apache-2.0
// Cards that show: the sunlight board, facts and the reply.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;  ///< Inside a card, mm.
constexpr float kNarrowMm = 280;
constexpr float kFactLabel = 0.30F;  ///< Of a fact's row, where label and value share it.

}  // namespace

void PageUi::board(std::string_view id, std::string_view title, std::string_view aside,
                   std::span<const Figure> figures) {
    struct Cell {
        Set value, label;
        std::string words;
    };
    const float inner = room() - 2 * mm(kPad);
    // Large words need the width: on a narrow lane the figures stand one below the other.
    const std::size_t columns = is_large() && room() < mm(kNarrowMm) ? 1 : 2;
    const float cell_width = columns == 1 ? inner : (inner - mm(6)) / 2;
    const float head_width = inner * (is_large() ? 1 : 0.55F);
    const float side_width = inner * (is_large() ? 1 : 0.45F);
    const Set head =
        set(title,
            {.em_mm = type::kLabel, .face = text::Face::Bold, .wrap_px = head_width, .line = 1.3F});
    const Set side = set(aside, {.em_mm = type::kCaption,
                                 .align = is_large() ? text::Align::Start : text::Align::End,
                                 .wrap_px = side_width,
                                 .line = 1.3F});
    // Large, the day stands below the title, not beside it.
    const float side_top = is_large() ? head->height() : 0;
    const float top_height = is_large() ? side_top + side->height() : head->height();
    std::vector<Cell> cells;
    float row_height = 0;
    for (const Figure& figure : figures) {
        Cell cell{set(figure.value, {.em_mm = type::kH2,
                                     .face = text::Face::Bold,
                                     .wrap_px = cell_width - mm(6),
                                     .line = 1.25F}),
                  set(figure.label,
                      {.em_mm = type::kCaption, .wrap_px = cell_width - mm(6), .line = 1.3F}),
                  figure.value + " " + figure.label};
        row_height = std::max(row_height, cell.value->height() + cell.label->height());
        cells.push_back(std::move(cell));
    }
    const auto rows = static_cast<float>((cells.size() + columns - 1) / columns);
    const float height = mm(kPad) * 2 + top_height + rows * (row_height + mm(6));
    Block& block =
        add(height, 8, [=, this, key = std::string(id), name = std::string(title)](const Box& box) {
            fill(box, 6, colours_->surface2);
            node(key, Role::Group, name, box);
            const float left = box.x + mm(kPad);
            put(head, {left, box.y + mm(kPad), head_width, head->height()}, colours_->text);
            put_middle(side,
                       {left + inner - side_width, box.y + mm(kPad) + side_top, side_width,
                        is_large() ? side->height() : head->height()},
                       colours_->text2);
            float y = box.y + mm(kPad) + top_height + mm(6);
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const bool second = columns == 2 && i % 2 == 1;
                const Box cell{left + (second ? cell_width + mm(6) : 0), y, cell_width, row_height};
                fill({cell.x, cell.y, mm(1.2F), cell.h}, 0, colours_->primary);
                const Box words{cell.x + mm(5), cell.y, cell.w - mm(6), cell.h};
                put(cells[i].value, words, colours_->text);
                put(cells[i].label, {words.x, words.y + cells[i].value->height(), words.w, words.h},
                    colours_->text2);
                Node& figure =
                    node(key + "." + std::to_string(i + 1), Role::Text, cells[i].words, cell);
                check_fit(figure, cells[i].value, words);
                check_fit(figure, cells[i].label, words);
                if (second || columns == 1) y += row_height + mm(6);
            }
        });
    block.kind = BlockKind::Aside;
    block.title = mm(kPad) + top_height + mm(3);
    for (float row = 1; row < rows; ++row) {
        block.breaks.push_back(mm(kPad) + top_height + mm(3) + row * (row_height + mm(6)));
    }
}

FactRow PageUi::set_fact(const Fact& fact, float inner, bool tall) const {
    FactRow row;
    row.stacked = tall || is_large();
    row.air = mm(tall ? 5 : 4);
    const float label_width = row.stacked ? inner : inner * kFactLabel;
    const float value_width = row.stacked ? inner : inner - label_width - mm(4);
    row.label = set(fact.label, {.em_mm = type::kBody, .wrap_px = label_width, .line = 1.3F});
    row.value = set(fact.value, {.em_mm = tall ? type::kH2 : type::kLabel,
                                 .face = text::Face::Bold,
                                 .wrap_px = value_width,
                                 .line = 1.3F});
    row.height = row.value->height();
    if (!fact.sub.empty()) {
        row.sub = set(fact.sub, {.em_mm = type::kBody, .wrap_px = value_width, .line = 1.3F});
        row.height += row.sub->height() + mm(1);
    }
    row.height = row.stacked ? row.label->height() + mm(1) + row.height
                             : std::max(row.height, row.label->height());
    row.height += 2 * row.air;
    row.is_private = fact.is_private;
    row.words = fact.label + " " + fact.value + (fact.sub.empty() ? "" : " " + fact.sub);
    return row;
}

void PageUi::paint_fact(std::string_view id, const FactRow& row, const Box& box) {
    const float label_width = row.stacked ? box.w : box.w * kFactLabel;
    const float indent = row.stacked ? 0 : label_width + mm(4);
    const float below = row.stacked ? row.label->height() + mm(1) : 0;
    const float top = box.y + (box.h - row.height) / 2 + row.air;
    const Box words{box.x + indent, top + below, box.w - indent, row.height - 2 * row.air - below};
    const auto line_of = [](const Set& set) {
        return set->height() / static_cast<float>(set->line_count());
    };
    // Label and value differ in size: their first lines share a middle.
    const float label_y =
        row.stacked ? top : words.y + (line_of(row.value) - line_of(row.label)) / 2;
    put(row.label, {box.x, label_y, label_width, row.label->height()}, colours_->text2);
    put(row.value, words, colours_->text);
    if (row.sub) {
        put(row.sub, {words.x, words.y + row.value->height() + mm(1), words.w, words.h},
            colours_->text2);
    }
    Node& fact = node(id, Role::Text, row.words, box);
    fact.is_private = row.is_private;
    check_fit(fact, row.value, words);
    check_fit(fact, row.label, {0, 0, label_width, row.height});
}

FactCard PageUi::set_facts(std::string_view title, std::span<const Fact> facts, bool tall) const {
    FactCard card;
    const float inner = room(Lane::Main) - 2 * mm(kPad);
    card.height = mm(kPad - 2);
    if (!title.empty()) {
        card.head = set(
            title, {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
        card.height += card.head->height() + mm(4);
    }
    for (const Fact& fact : facts) {
        card.rows.push_back(set_fact(fact, inner, tall));
        card.tops.push_back(card.height);
        card.height += card.rows.back().height;
    }
    card.height += mm(kPad - 2);
    return card;
}

void PageUi::paint_facts(const std::string& id, const std::string& title, const FactCard& words,
                         const Box& box) {
    card(box);
    node(id, Role::Group, title, box);
    const float left = box.x + mm(kPad);
    const float inner = box.w - 2 * mm(kPad);
    float y = box.y + mm(kPad - 2);
    if (words.head) {
        put(words.head, {left, y + mm(2), inner, words.head->height()}, colours_->text);
        y += words.head->height() + mm(4);
    }
    const float more = std::max(0.0F, box.h - words.height) /
                       static_cast<float>(std::max<std::size_t>(1, words.rows.size()));
    for (std::size_t i = 0; i < words.rows.size(); ++i) {
        if (i > 0) rule({left, y, inner, 0}, y);
        const float height = words.rows[i].height + more;
        paint_fact(id + "." + std::to_string(i + 1), words.rows[i], {left, y, inner, height});
        y += height;
    }
}

void PageUi::facts(std::string_view id, std::string_view title, std::span<const Fact> facts) {
    const FactCard low = set_facts(title, facts, false);
    // A wide screen's lane is empty under a few facts: there they are set to be read from afar.
    const bool wide = !screen_.portrait() && !is_large();
    const FactCard tall = wide ? set_facts(title, facts, true) : low;
    Block& block = add(
        low.height, 6,
        [this, low, tall, key = std::string(id), name = std::string(title)](const Box& box) {
            paint_facts(key, name, box.h >= tall.height - 1 ? tall : low, box);
        },
        Lane::Main);
    for (std::size_t i = 1; i < low.tops.size(); ++i) block.breaks.push_back(low.tops[i]);
    if (!title.empty() && !low.tops.empty()) block.title = low.tops.front();
    if (!wide) return;
    block.tall = tall.height;
    block.grow = static_cast<float>(facts.size()) * mm(4);
}

void PageUi::quote(std::string_view id, std::string_view title, std::string_view words) {
    const float inner = room(Lane::Main) - 2 * mm(kPad) - mm(4);
    const Set head = set(
        title, {.em_mm = type::kLabel, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
    const float wide = measure(type::kBody, inner);
    const Set said = set(words, {.em_mm = type::kBody, .wrap_px = wide, .free_text = true});
    Block& block = add(
        head->height() + said->height() + mm(3) + 2 * mm(kPad), 6,
        [=, this, key = std::string(id), name = std::string(words),
         above = std::string(title)](const Box& box) {
            card(box);
            fill({box.x + mm(kPad), box.y + mm(kPad), mm(1.2F), box.h - 2 * mm(kPad)}, 0,
                 colours_->success);
            const float left = box.x + mm(kPad + 4);
            const Box head_box{left, box.y + mm(kPad), inner, head->height()};
            put(head, head_box, colours_->text);
            check_fit(node(key + ".title", Role::Heading, above, head_box), head, head_box);
            const Box text_box{left, box.y + mm(kPad) + head->height() + mm(3), wide,
                               said->height()};
            put(said, text_box, colours_->text);
            Node& shown = node(key, Role::Text, name, text_box);
            shown.is_private = true;  // An answer to one person (kiosk-ux S10).
            check_fit(shown, said, text_box, true);
        },
        Lane::Main);
    breaks_at_lines(block, mm(kPad) + head->height() + mm(3), said);
}

}  // namespace sunbooth::app::ui

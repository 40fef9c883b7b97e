// SPDX-License-Identifier: Apache-2.0
// Cards that show: the sunlight board, facts and the reply.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;  ///< Inside a card, mm.
constexpr float kNarrowMm = 280;
constexpr float kFactLabel = 0.36F;  ///< Of a fact's row that its label takes, at most.
constexpr float kLabelGapMm = 8;

}  // namespace

BoardCard PageUi::set_board(std::string_view title, std::string_view aside,
                            std::span<const Figure> figures, bool tall) const {
    BoardCard made;
    made.inner = room() - 2 * mm(kPad);
    // Large words need the width: on a narrow lane the figures stand one below the other.
    made.columns = is_large() && room() < mm(kNarrowMm) ? 1 : 2;
    made.cell_width = made.columns == 1 ? made.inner : (made.inner - mm(6)) / 2;
    made.head_width = made.inner * (is_large() ? 1 : 0.55F);
    made.side_width = made.inner * (is_large() ? 1 : 0.45F);
    made.gap = mm(tall ? 10 : 6);
    made.head = set(title, {.em_mm = tall ? type::kH2 : type::kLabel,
                            .face = text::Face::Bold,
                            .wrap_px = made.head_width,
                            .line = 1.3F});
    made.side = set(aside, {.em_mm = type::kCaption,
                            .align = is_large() ? text::Align::Start : text::Align::End,
                            .wrap_px = made.side_width,
                            .line = 1.3F});
    // Large, the day stands below the title, not beside it.
    made.side_top = is_large() ? made.head->height() : 0;
    made.top_height = is_large() ? made.side_top + made.side->height() : made.head->height();
    const float wrap = made.cell_width - mm(6);
    for (const Figure& figure : figures) {
        BoardCard::Cell cell{
            set(figure.value, {.em_mm = tall ? type::kH1 : type::kH2,
                               .face = text::Face::Bold,
                               .wrap_px = wrap,
                               .line = 1.25F}),
            set(figure.label,
                {.em_mm = tall ? type::kBody : type::kCaption, .wrap_px = wrap, .line = 1.3F}),
            figure.value + " " + figure.label};
        made.row_height = std::max(made.row_height, cell.value->height() + cell.label->height());
        made.cells.push_back(std::move(cell));
    }
    const auto rows = (made.cells.size() + made.columns - 1) / made.columns;
    made.height = mm(kPad) * 2 + made.row_top(static_cast<float>(rows));
    return made;
}

void PageUi::paint_board(const std::string& id, const std::string& title, const BoardCard& words,
                         const Box& box) {
    fill(box, 6, colours_->surface2);
    node(id, Role::Group, title, box);
    const float left = box.x + mm(kPad);
    const float top = box.y + (box.h - words.height) / 2 + mm(kPad);
    put(words.head, {left, top, words.head_width, words.head->height()}, colours_->text);
    put_middle(words.side,
               {left + words.inner - words.side_width, top + words.side_top, words.side_width,
                is_large() ? words.side->height() : words.head->height()},
               colours_->text2);
    for (std::size_t i = 0; i < words.cells.size(); ++i) {
        const BoardCard::Cell& cell = words.cells[i];
        const auto row = static_cast<float>(i / words.columns);
        const float aside = i % words.columns == 1 ? words.cell_width + mm(6) : 0;
        const Box at{left + aside, top + words.row_top(row) + words.gap, words.cell_width,
                     words.row_height};
        fill({at.x, at.y, mm(1.2F), at.h}, 0, colours_->primary);
        const Box said{at.x + mm(5), at.y, at.w - mm(6), at.h};
        put(cell.value, said, colours_->text);
        put(cell.label, {said.x, said.y + cell.value->height(), said.w, said.h}, colours_->text2);
        Node& figure = node(id + "." + std::to_string(i + 1), Role::Text, cell.words, at);
        check_fit(figure, cell.value, said);
        check_fit(figure, cell.label, said);
    }
}

void PageUi::board(std::string_view id, std::string_view title, std::string_view aside,
                   std::span<const Figure> figures) {
    const BoardCard low = set_board(title, aside, figures, false);
    // On an upright glass that has the room the figures are set to be read from afar.
    const bool roomy = screen_.portrait() && !is_large();
    const BoardCard tall = roomy ? set_board(title, aside, figures, true) : low;
    Block& block =
        add(low.height, 8,
            [this, low, tall, key = std::string(id), name = std::string(title)](const Box& box) {
                paint_board(key, name, box.h >= tall.height - 1 ? tall : low, box);
            });
    block.kind = BlockKind::Aside;
    if (roomy) block.tall = tall.height;
    block.title = mm(kPad) + low.top_height + mm(3);
    const auto rows = (low.cells.size() + low.columns - 1) / low.columns;
    for (std::size_t row = 1; row < rows; ++row) {
        block.breaks.push_back(mm(kPad) + low.row_top(static_cast<float>(row)) + mm(3));
    }
}

FactRow PageUi::set_fact(const Fact& fact, float inner, float label_px, bool tall) const {
    FactRow row;
    row.stacked = tall || is_large();
    row.air = mm(tall ? 5 : 4);
    const float label_width = row.stacked ? inner : label_px;
    row.label_px = label_width;
    const float value_width = row.stacked ? inner : inner - label_width - mm(kLabelGapMm);
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
    const float label_width = row.label_px;
    const float indent = row.stacked ? 0 : label_width + mm(kLabelGapMm);
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
    // As wide as the longest label asks for: a date leaves the rest to what it is the date of.
    float label = 0;
    for (const Fact& fact : facts) {
        label = std::max(label, set(fact.label, {.em_mm = type::kBody})->width());
    }
    label = std::min(std::ceil(label) + 1, inner * kFactLabel);
    for (const Fact& fact : facts) {
        card.rows.push_back(set_fact(fact, inner, label, tall));
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
    // Where few facts leave a page empty they are set to be read from afar.
    const bool roomy = !is_large();
    const FactCard tall = roomy ? set_facts(title, facts, true) : low;
    Block& block = add(
        low.height, 6,
        [this, low, tall, key = std::string(id), name = std::string(title)](const Box& box) {
            paint_facts(key, name, box.h >= tall.height - 1 ? tall : low, box);
        },
        Lane::Main);
    for (std::size_t i = 1; i < low.tops.size(); ++i) block.breaks.push_back(low.tops[i]);
    if (!title.empty() && !low.tops.empty()) block.title = low.tops.front();
    if (!roomy) return;
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

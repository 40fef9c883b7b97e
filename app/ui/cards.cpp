// SPDX-License-Identifier: Apache-2.0
// Cards that show: the sunlight board, facts, progress and the reply.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;            ///< Inside a card, mm.
constexpr float kBadgeMm = 15;       ///< The state of a progress card.
constexpr float kFactLabel = 0.30F;  ///< Of a fact's row.

}  // namespace

void PageUi::board(std::string_view id, std::string_view title, std::string_view aside,
                   std::span<const Figure> figures) {
    struct Cell {
        Set value, label;
        std::string words;
    };
    const float inner = room() - 2 * mm(kPad);
    const float cell_width = (inner - mm(6)) / 2;
    const Set head = set(
        title,
        {.em_mm = type::kLabel, .face = text::Face::Bold, .wrap_px = inner * 0.55F, .line = 1.3F});
    const Set side = set(aside, {.em_mm = type::kCaption,
                                 .align = text::Align::End,
                                 .wrap_px = inner * 0.45F,
                                 .line = 1.3F});
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
    const auto rows = static_cast<float>((cells.size() + 1) / 2);
    const float height = mm(kPad) * 2 + head->height() + rows * (row_height + mm(6));
    add(height, 8, [=, this, key = std::string(id), name = std::string(title)](const Box& box) {
        fill(box, 6, colours_->surface2);
        node(key, Role::Group, name, box);
        const float left = box.x + mm(kPad);
        put(head, {left, box.y + mm(kPad), inner * 0.55F, head->height()}, colours_->text);
        put_middle(side, {left + inner * 0.55F, box.y + mm(kPad), inner * 0.45F, head->height()},
                   colours_->text2);
        float y = box.y + mm(kPad) + head->height() + mm(6);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const Box cell{left + (i % 2 == 0 ? 0 : cell_width + mm(6)), y, cell_width, row_height};
            fill({cell.x, cell.y, mm(1.2F), cell.h}, 0, colours_->primary);
            const Box words{cell.x + mm(5), cell.y, cell.w - mm(6), cell.h};
            put(cells[i].value, words, colours_->text);
            put(cells[i].label, {words.x, words.y + cells[i].value->height(), words.w, words.h},
                colours_->text2);
            Node& figure =
                node(key + "." + std::to_string(i + 1), Role::Text, cells[i].words, cell);
            check_fit(figure, cells[i].value, words);
            check_fit(figure, cells[i].label, words);
            if (i % 2 == 1) y += row_height + mm(6);
        }
    });
}

PageUi::FactRow PageUi::set_fact(const Fact& fact, float label_width, float value_width) const {
    FactRow row;
    row.label = set(fact.label, {.em_mm = type::kBody, .wrap_px = label_width, .line = 1.3F});
    row.value = set(
        fact.value,
        {.em_mm = type::kLabel, .face = text::Face::Bold, .wrap_px = value_width, .line = 1.3F});
    row.height = row.value->height();
    if (!fact.sub.empty()) {
        row.sub = set(fact.sub, {.em_mm = type::kBody, .wrap_px = value_width, .line = 1.3F});
        row.height += row.sub->height() + mm(1);
    }
    row.height = std::max(row.height, row.label->height()) + mm(8);
    row.words = fact.label + " " + fact.value + (fact.sub.empty() ? "" : " " + fact.sub);
    return row;
}

void PageUi::paint_fact(std::string_view id, const FactRow& row, const Box& box) {
    const float label_width = box.w * kFactLabel;
    const float value_width = box.w - label_width - mm(4);
    const Box words{box.x + label_width + mm(4), box.y + mm(4), value_width, row.height - mm(8)};
    const auto line_of = [](const Set& set) {
        return set->height() / static_cast<float>(set->line_count());
    };
    // Label and value differ in size: their first lines share a middle.
    const float label_y = words.y + (line_of(row.value) - line_of(row.label)) / 2;
    put(row.label, {box.x, label_y, label_width, row.label->height()}, colours_->text2);
    put(row.value, words, colours_->text);
    if (row.sub) {
        put(row.sub, {words.x, words.y + row.value->height() + mm(1), words.w, words.h},
            colours_->text2);
    }
    Node& fact = node(id, Role::Text, row.words, box);
    check_fit(fact, row.value, words);
    check_fit(fact, row.label, {0, 0, label_width, row.height});
}

void PageUi::facts(std::string_view id, std::string_view title, std::span<const Fact> facts) {
    const float inner = room(Lane::Main) - 2 * mm(kPad);
    const float label_width = inner * kFactLabel;
    float height = 2 * mm(kPad - 2);
    Set head;
    if (!title.empty()) {
        head = set(title,
                   {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
        height += head->height() + mm(4);
    }
    std::vector<FactRow> rows;
    for (const Fact& fact : facts) {
        rows.push_back(set_fact(fact, label_width, inner - label_width - mm(4)));
        height += rows.back().height;
    }
    add(
        height, 6,
        [this, inner, head, rows, key = std::string(id),
         name = std::string(title)](const Box& box) {
            card(box);
            node(key, Role::Group, name, box);
            const float left = box.x + mm(kPad);
            float y = box.y + mm(kPad - 2);
            if (head) {
                put(head, {left, y + mm(2), inner, head->height()}, colours_->text);
                y += head->height() + mm(4);
            }
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (i > 0) rule({left, y, inner, 0}, y);
                paint_fact(key + "." + std::to_string(i + 1), rows[i],
                           {left, y, inner, rows[i].height});
                y += rows[i].height;
            }
        },
        Lane::Main);
}

PageUi::ProgressWords PageUi::set_progress(std::string_view chip, std::string_view aside,
                                           std::string_view title,
                                           std::span<const Step> steps) const {
    ProgressWords words;
    words.inner = room() - 2 * mm(kPad);
    words.badge = set(chip, {.em_mm = type::kBody, .face = text::Face::Bold, .line = 1.3F});
    words.side = set(aside, {.em_mm = type::kBody,
                             .align = text::Align::End,
                             .wrap_px = words.inner * 0.4F,
                             .line = 1.3F});
    words.head =
        set(title,
            {.em_mm = type::kH1, .face = text::Face::Bold, .wrap_px = words.inner, .line = 1.3F});
    words.steps.assign(steps.begin(), steps.end());
    words.step_width = words.inner / static_cast<float>(std::max<std::size_t>(1, steps.size()));
    for (const Step& step : steps) {
        words.labels.push_back(
            set(step.label,
                {.em_mm = type::kCaption,
                 .face = step.state == Step::State::Active ? text::Face::Bold : text::Face::Regular,
                 .align = text::Align::Center,
                 .wrap_px = words.step_width - mm(2),
                 .line = 1.3F}));
        words.label_height = std::max(words.label_height, words.labels.back()->height());
    }
    return words;
}

void PageUi::progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                      std::string_view aside, std::string_view title, std::span<const Step> steps) {
    const ProgressWords words = set_progress(chip, aside, title, steps);
    const float track = steps.empty() ? 0 : mm(14 + 3 + 6) + words.label_height;
    const float height = 2 * mm(kPad) + mm(kBadgeMm) + mm(4) + words.head->height() + track;
    add(height, 6,
        [this, words, key = std::string(id), sign = std::string(chip_icon),
         badge_words = std::string(chip), name = std::string(title)](const Box& box) {
            card(box);
            node(key, Role::Group, name, box);
            const float left = box.x + mm(kPad);
            float y = box.y + mm(kPad);
            const Box pill{left, y, words.badge->width() + mm(20), mm(kBadgeMm)};
            fill(pill, 7.5F, colours_->secondary_bg);
            if (!colours_->shadows) outline(pill, 7.5F, colours_->on_secondary, 0.6F);
            put_icon(sign, {pill.x + mm(4), pill.y, mm(8), pill.h}, 8, colours_->on_secondary);
            put_middle(words.badge, {pill.x + mm(14), pill.y, words.badge->width(), pill.h},
                       colours_->on_secondary);
            node(key + ".state", Role::Status, badge_words, pill);
            put_middle(words.side, {left + words.inner * 0.6F, y, words.inner * 0.4F, pill.h},
                       colours_->text2);
            y += pill.h + mm(4);
            const Box heading{left, y, words.inner, words.head->height()};
            put(words.head, heading, colours_->text);
            check_fit(node(key + ".title", Role::Heading, name, heading), words.head, heading);
            y += words.head->height() + mm(6);
            for (std::size_t i = 0; i < words.steps.size(); ++i) paint_step(key, words, i, left, y);
        });
}

void PageUi::paint_step(const std::string& id, const ProgressWords& words, std::size_t i,
                        float left, float y) {
    const Step& step = words.steps[i];
    const bool done = step.state == Step::State::Done;
    const bool ahead = step.state == Step::State::Ahead;
    const float width = words.step_width;
    const Box cell{left + width * static_cast<float>(i), y, width, mm(14)};
    if (i + 1 < words.steps.size()) {
        const bool next_ahead = words.steps[i + 1].state == Step::State::Ahead;
        fill({cell.x + width / 2, y + mm(6.5F), width, mm(1)}, 0,
             next_ahead ? colours_->surface2 : colours_->success);
    }
    const Box at = place(cell);
    const Point centre{at.x + at.w / 2, at.y + at.h / 2};
    painter_->disc(centre, mm(7),
                   done    ? colours_->success
                   : ahead ? colours_->surface2
                           : colours_->primary);
    if (ahead && !colours_->shadows) painter_->ring(centre, mm(7), colours_->border, mm(0.6F));
    put_icon(done ? "check" : step.icon, cell, 9, ahead ? colours_->text2 : colours_->on_primary);
    const Box text_box{cell.x + mm(1), y + mm(17), width - mm(2), words.label_height};
    put(words.labels[i], text_box, ahead ? colours_->text2 : colours_->text);
    Node& shown = node(id + ".step" + std::to_string(i + 1), Role::Text, step.label, text_box);
    shown.selected = !done && !ahead;
    check_fit(shown, words.labels[i], text_box);
}

void PageUi::quote(std::string_view id, std::string_view title, std::string_view words) {
    const float inner = room(Lane::Main) - 2 * mm(kPad) - mm(4);
    const Set head = set(
        title, {.em_mm = type::kLabel, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
    const Set said = set(words, {.em_mm = type::kBody, .wrap_px = inner, .free_text = true});
    add(
        head->height() + said->height() + mm(3) + 2 * mm(kPad), 6,
        [=, this, key = std::string(id), name = std::string(words)](const Box& box) {
            card(box);
            fill({box.x + mm(kPad), box.y + mm(kPad), mm(1.2F), box.h - 2 * mm(kPad)}, 0,
                 colours_->success);
            const float left = box.x + mm(kPad + 4);
            put(head, {left, box.y + mm(kPad), inner, head->height()}, colours_->text);
            const Box text_box{left, box.y + mm(kPad) + head->height() + mm(3), inner,
                               said->height()};
            put(said, text_box, colours_->text);
            check_fit(node(key, Role::Text, name, text_box), said, text_box, true);
        },
        Lane::Main);
}

}  // namespace sunbooth::app::ui

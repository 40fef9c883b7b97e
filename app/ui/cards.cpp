// SPDX-License-Identifier: Apache-2.0
// Cards that show: the sunlight board, facts, progress, the receipt and the reply.
#include "app/receipt/qr.h"
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;  ///< Inside a card, mm.

}  // namespace

void PageUi::board(std::string_view id, std::string_view title, std::string_view aside,
                   std::span<const Figure> figures) {
    struct Cell {
        Set value, label;
        std::string words;
    };
    const float inner = column().w - 2 * mm(kPad);
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
    add(height, 5, [=, this, key = std::string(id), name = std::string(title)](const Box& box) {
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

void PageUi::facts(std::string_view id, std::string_view title, std::span<const Fact> facts) {
    struct Row {
        Set label, value, sub;
        float height = 0;
        std::string words;
    };
    const float inner = column().w - 2 * mm(kPad);
    const float label_width = inner * 0.30F;
    const float value_width = inner - label_width - mm(4);
    std::vector<Row> rows;
    float height = 2 * mm(kPad - 2);
    const Set head =
        title.empty()
            ? nullptr
            : set(title,
                  {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
    if (head) height += head->height() + mm(4);
    for (const Fact& fact : facts) {
        Row row;
        row.label = set(fact.label, {.em_mm = type::kBody, .wrap_px = label_width, .line = 1.3F});
        row.value = set(fact.value, {.em_mm = type::kLabel,
                                     .face = text::Face::Bold,
                                     .wrap_px = value_width,
                                     .line = 1.3F});
        row.height = row.value->height();
        if (!fact.sub.empty()) {
            row.sub = set(fact.sub, {.em_mm = type::kBody, .wrap_px = value_width, .line = 1.3F});
            row.height += row.sub->height() + mm(1);
        }
        row.height = std::max(row.height, row.label->height()) + mm(8);
        row.words = fact.label + " " + fact.value + (fact.sub.empty() ? "" : " " + fact.sub);
        height += row.height;
        rows.push_back(std::move(row));
    }
    add(height, 5, [=, this, key = std::string(id), name = std::string(title)](const Box& box) {
        card(box);
        node(key, Role::Group, name, box);
        const float left = box.x + mm(kPad);
        float y = box.y + mm(kPad - 2);
        if (head) {
            put(head, {left, y + mm(2), inner, head->height()}, colours_->text);
            y += head->height() + mm(4);
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Row& row = rows[i];
            if (i > 0) rule({left, y, inner, 0}, y);
            const Box words{left + label_width + mm(4), y + mm(4), value_width, row.height - mm(8)};
            const float first_line =
                row.value->height() / static_cast<float>(row.value->line_count());
            put(row.label,
                {left,
                 words.y + (first_line -
                            row.label->height() / static_cast<float>(row.label->line_count())) /
                               2,
                 label_width, row.label->height()},
                colours_->text2);
            put(row.value, words, colours_->text);
            if (row.sub) {
                put(row.sub, {words.x, words.y + row.value->height() + mm(1), words.w, words.h},
                    colours_->text2);
            }
            Node& fact = node(key + "." + std::to_string(i + 1), Role::Text, row.words,
                              {left, y, inner, row.height});
            check_fit(fact, row.value, words);
            check_fit(fact, row.label, {0, 0, label_width, row.height});
            y += row.height;
        }
    });
}

void PageUi::progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                      std::string_view aside, std::string_view title, std::span<const Step> steps) {
    const float inner = column().w - 2 * mm(kPad);
    const float chip_height = mm(15);
    const Set badge = set(chip, {.em_mm = type::kBody, .face = text::Face::Bold, .line = 1.3F});
    const Set side = set(
        aside,
        {.em_mm = type::kBody, .align = text::Align::End, .wrap_px = inner * 0.4F, .line = 1.3F});
    const Set head =
        set(title, {.em_mm = type::kH1, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
    const float step_width = steps.empty() ? inner : inner / static_cast<float>(steps.size());
    std::vector<Set> labels;
    float label_height = 0;
    for (const Step& step : steps) {
        labels.push_back(
            set(step.label,
                {.em_mm = type::kCaption,
                 .face = step.state == Step::State::Active ? text::Face::Bold : text::Face::Regular,
                 .align = text::Align::Center,
                 .wrap_px = step_width - mm(2),
                 .line = 1.3F}));
        label_height = std::max(label_height, labels.back()->height());
    }
    const float track = steps.empty() ? 0 : mm(14 + 3 + 6) + label_height;
    const float height = 2 * mm(kPad) + chip_height + mm(4) + head->height() + track;
    add(height, 4,
        [=, this, key = std::string(id), sign = std::string(chip_icon),
         badge_words = std::string(chip), name = std::string(title),
         list = std::vector<Step>(steps.begin(), steps.end())](const Box& box) {
            card(box);
            node(key, Role::Group, name, box);
            const float left = box.x + mm(kPad);
            float y = box.y + mm(kPad);
            const Box pill{left, y, badge->width() + mm(20), chip_height};
            fill(pill, 7.5F, colours_->secondary_bg);
            if (!colours_->shadows) outline(pill, 7.5F, colours_->on_secondary, 0.6F);
            put_icon(sign, {pill.x + mm(4), pill.y, mm(8), pill.h}, 8, colours_->on_secondary);
            put_middle(badge, {pill.x + mm(14), pill.y, badge->width(), pill.h},
                       colours_->on_secondary);
            node(key + ".state", Role::Status, badge_words, pill);
            put_middle(side, {left + inner * 0.6F, y, inner * 0.4F, chip_height}, colours_->text2);
            y += chip_height + mm(4);
            const Box heading{left, y, inner, head->height()};
            put(head, heading, colours_->text);
            check_fit(node(key + ".title", Role::Heading, name, heading), head, heading);
            y += head->height() + mm(6);
            for (std::size_t i = 0; i < list.size(); ++i) {
                const bool done = list[i].state == Step::State::Done;
                const bool ahead = list[i].state == Step::State::Ahead;
                const Box cell{left + step_width * static_cast<float>(i), y, step_width, mm(14)};
                if (i + 1 < list.size()) {
                    const Box track_box{cell.x + cell.w / 2, y + mm(6.5F), step_width, mm(1)};
                    const bool next_ahead = list[i + 1].state == Step::State::Ahead;
                    fill(track_box, 0, next_ahead ? colours_->surface2 : colours_->success);
                }
                const Box at = place(cell);
                painter_->disc({at.x + at.w / 2, at.y + at.h / 2}, mm(7),
                               done    ? colours_->success
                               : ahead ? colours_->surface2
                                       : colours_->primary);
                if (ahead && !colours_->shadows) {
                    painter_->ring({at.x + at.w / 2, at.y + at.h / 2}, mm(7), colours_->border,
                                   mm(0.6F));
                }
                put_icon(done ? "check" : list[i].icon, cell, 9,
                         ahead ? colours_->text2 : colours_->on_primary);
                const Box words{cell.x + mm(1), y + mm(17), step_width - mm(2), label_height};
                put(labels[i], words, ahead ? colours_->text2 : colours_->text);
                Node& step =
                    node(key + ".step" + std::to_string(i + 1), Role::Text, list[i].label, words);
                step.selected = !done && !ahead;
                check_fit(step, labels[i], words);
            }
        });
}

void PageUi::receipt(std::string_view id, std::string_view label, std::string_view code,
                     std::string_view hint, std::string_view qr_text) {
    const bool with_qr = !qr_text.empty();
    const Result<receipt::Qr> made = receipt::make_qr(qr_text);
    const float inner = column().w - 2 * mm(kPad);
    // Whole pixels a module; at least 1.2 mm a module and 60 mm a side (kiosk-ux V14).
    int module = 0;
    float qr_side = 0;
    if (with_qr && made.ok()) {
        const int modules = made.value().side + 2 * receipt::kQuietModules;
        module = std::max(static_cast<int>(std::ceil(mm(1.2F))),
                          static_cast<int>(std::ceil(mm(60) / static_cast<float>(modules))));
        qr_side = static_cast<float>(module * modules);
    }
    const float words_width = inner - (with_qr ? qr_side + mm(6) : 0);
    const Set top = set(label, {.em_mm = type::kBody, .wrap_px = words_width, .line = 1.3F});
    // A code keeps its own direction; in a right-to-left page it stands at the start all the same.
    const bool beside =
        set(code, {.em_mm = type::kCode, .face = text::Face::Mono, .line = 1.3F})->width() <=
        words_width;
    const Set digits = set(text::isolate(code), {.em_mm = beside ? type::kCode : 12.0F,
                                                 .face = text::Face::Mono,
                                                 .wrap_px = words_width,
                                                 .line = 1.3F});
    const Set foot = set(hint, {.em_mm = type::kBody, .wrap_px = words_width, .line = 1.35F});
    const float words_height = top->height() + digits->height() + foot->height() + mm(4);
    add(std::max(words_height, qr_side) + 2 * mm(kPad), 5,
        [=, this, key = std::string(id), name = std::string(code), words = std::string(hint),
         qr = with_qr && made.ok() ? made.value() : receipt::Qr{}](const Box& box) {
            card(box);
            const float left = box.x + mm(kPad);
            float y = box.y + (box.h - words_height) / 2;
            put(top, {left, y, words_width, top->height()}, colours_->text2);
            y += top->height();
            const Box code_box{left, y, words_width, digits->height()};
            put(digits, code_box, colours_->text);
            Node& shown = node(key, Role::Text, name, code_box);
            shown.value = name;
            check_fit(shown, digits, code_box);
            y += digits->height() + mm(4);
            const Box foot_box{left, y, words_width, foot->height()};
            put(foot, foot_box, colours_->text2);
            check_fit(node(key + ".hint", Role::Text, words, foot_box), foot, foot_box);
            if (qr.side == 0) return;
            const Box white = place({box.x + box.w - mm(kPad) - qr_side,
                                     box.y + (box.h - qr_side) / 2, qr_side, qr_side});
            const Box snapped{std::round(white.x), std::round(white.y), white.w, white.h};
            painter_->fill(snapped, 0, 0xFFFFFF);
            const auto step = static_cast<float>(module);
            for (int row = 0; row < qr.side; ++row) {
                for (int from = 0; from < qr.side; ++from) {
                    int to = from;
                    while (to < qr.side && qr.at(to, row)) ++to;
                    if (to == from) continue;
                    painter_->fill(
                        {snapped.x + step * static_cast<float>(from + receipt::kQuietModules),
                         snapped.y + step * static_cast<float>(row + receipt::kQuietModules),
                         step * static_cast<float>(to - from), step},
                        0, 0x000000);
                    from = to;
                }
            }
            Node& image = node(key + ".qr", Role::Image, "QR", {});
            image.rect = snapped;
        });
}

void PageUi::quote(std::string_view id, std::string_view title, std::string_view words) {
    const float inner = column().w - 2 * mm(kPad) - mm(4);
    const Set head = set(
        title, {.em_mm = type::kLabel, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
    const Set said = set(words, {.em_mm = type::kBody, .wrap_px = inner, .free_text = true});
    add(head->height() + said->height() + mm(3) + 2 * mm(kPad), 5,
        [=, this, key = std::string(id), name = std::string(words)](const Box& box) {
            card(box);
            fill({box.x + mm(kPad), box.y + mm(kPad), mm(1.2F), box.h - 2 * mm(kPad)}, 0,
                 colours_->success);
            const float left = box.x + mm(kPad + 4);
            put(head, {left, box.y + mm(kPad), inner, head->height()}, colours_->text);
            const Box text_box{left, box.y + mm(kPad) + head->height() + mm(3), inner,
                               said->height()};
            put(said, text_box, colours_->text);
            check_fit(node(key, Role::Text, name, text_box), said, text_box);
        });
}

}  // namespace sunbooth::app::ui

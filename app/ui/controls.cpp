// SPDX-License-Identifier: Apache-2.0
// What can be pressed inside the content.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sunbooth::app::ui {

bool PageUi::task_card(std::string_view id, std::string_view icon, std::string_view title,
                       std::string_view hint) {
    const float gap = mm(6);
    const float width = (column().w - gap) / 2;
    const float inner = width - mm(16);
    const Set head =
        set(title, {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
    const Set foot = set(hint, {.em_mm = type::kBody, .wrap_px = inner, .line = 1.35F});
    const float height =
        std::max(mm(72), mm(8 + 22 + 6) + head->height() + mm(3) + foot->height() + mm(8));
    const bool second = !group_->empty() && group_->back().kind == BlockKind::Grid &&
                        group_->back().cells.size() % 2 == 1;
    if (!second) add(0, 6, nullptr).kind = BlockKind::Grid;
    Block& row = group_->back();
    row.height = std::max(row.height, height);
    row.cells.push_back([=, this, key = std::string(id), sign = std::string(icon),
                         name = std::string(title), words = std::string(hint)](const Box& box) {
        const Box whole{box.x + (second ? width + gap : 0), box.y, width, box.h};
        card(whole);
        if (held(key)) fill(whole, 6, colours_->secondary_bg);
        const Box tile{whole.x + mm(8), whole.y + mm(8), mm(22), mm(22)};
        fill(tile, 4, colours_->secondary_bg);
        put_icon(sign, tile, 15, colours_->on_secondary);
        const Box head_box{tile.x, tile.y + mm(28), inner, head->height()};
        put(head, head_box, colours_->text);
        const Box foot_box{tile.x, head_box.y + head_box.h + mm(3), inner, foot->height()};
        put(foot, foot_box, colours_->text2);
        Node& made = control(key, Role::Button, name, whole);
        made.speech = words.empty() ? name : name + ". " + words;
        check_fit(made, head, head_box);
        check_fit(made, foot, foot_box);
    });
    return pressed(id);
}

bool PageUi::choice(std::string_view id, std::string_view icon, std::string_view label,
                    std::string_view hint, bool selected) {
    const float left = mm(icon.empty() ? 8 : 26);
    const float inner = column().w - left - mm(24);
    const Set head = set(
        label, {.em_mm = type::kLabel, .face = text::Face::Bold, .wrap_px = inner, .line = 1.3F});
    const Set foot = hint.empty()
                         ? nullptr
                         : set(hint, {.em_mm = type::kCaption, .wrap_px = inner, .line = 1.3F});
    const float words_height = head->height() + (foot ? foot->height() + mm(1) : 0);
    add(std::max(mm(26), words_height + mm(8)), 3.5F,
        [=, this, key = std::string(id), sign = std::string(icon),
         name = std::string(label)](const Box& box) {
            fill(box, 5, selected || held(key) ? colours_->secondary_bg : colours_->surface);
            outline(box, 5, selected ? colours_->primary : colours_->border,
                    selected ? 1.0F : 0.4F);
            put_icon(sign, {box.x + mm(6), box.y, mm(14), box.h}, 11, colours_->on_secondary);
            const Box words{box.x + left, box.y + (box.h - words_height) / 2, inner, words_height};
            put(head, words, colours_->text);
            if (foot) {
                put(foot, {words.x, words.y + head->height() + mm(1), inner, foot->height()},
                    colours_->text2);
            }
            const Box mark = place({box.x + box.w - mm(18), box.y, mm(10), box.h});
            const Point centre{mark.x + mark.w / 2, mark.y + mark.h / 2};
            if (selected) {
                painter_->disc(centre, mm(5), colours_->primary);
                put_icon("check", {box.x + box.w - mm(18), box.y, mm(10), box.h}, 8,
                         colours_->on_primary);
            } else {
                painter_->ring(centre, mm(5), colours_->border, mm(0.6F));
            }
            Node& made = control(key, Role::Choice, name, box);
            made.selected = selected;
            check_fit(made, head, words);
            if (foot) check_fit(made, foot, words);
        });
    return pressed(id);
}

bool PageUi::chip(std::string_view id, std::string_view label, bool selected) {
    const float gap = mm(4);
    const float height = mm(20);
    const float width_max = column().w;
    const Set words = set(label, {.em_mm = type::kBody, .line = 1.2F});
    const float width =
        std::min(width_max, std::max(mm(24), words->width() + mm(selected ? 22 : 12)));
    if (group_->empty() || group_->back().kind != BlockKind::Chips) {
        add(height, 4, nullptr).kind = BlockKind::Chips;
    }
    Block& block = group_->back();
    if (block.cursor > 0 && block.cursor + width > width_max) {
        block.cursor = 0;
        block.height += height + gap;
    }
    const float x = block.cursor;
    const float y = block.height - height;
    block.cursor += width + gap;
    block.cells.push_back(
        [=, this, key = std::string(id), name = std::string(label)](const Box& box) {
            const Box chip_box{box.x + x, box.y + y, width, height};
            fill(chip_box, 10,
                 selected    ? colours_->primary
                 : held(key) ? colours_->secondary_bg
                             : colours_->surface);
            if (!selected) outline(chip_box, 10, colours_->border, 0.4F);
            const float indent = mm(selected ? 15 : 6);
            if (selected) {
                put_icon("check", {chip_box.x + mm(5), chip_box.y, mm(8), height}, 8,
                         colours_->on_primary);
            }
            const Box text_box{chip_box.x + indent, chip_box.y, words->width(), height};
            put_middle(words, text_box, selected ? colours_->on_primary : colours_->text);
            Node& made = control(key, Role::Choice, name, chip_box);
            made.selected = selected;
            check_fit(made, words, {0, 0, width - mm(8), height});
        });
    return pressed(id);
}

void PageUi::face(int level, Point centre, float radius) {
    const Colour colour = colours_->rating[level - 1];
    const float stroke = radius * 0.16F;
    painter_->ring(centre, radius, colour, stroke);
    const float eye = radius * 0.14F;
    painter_->disc({centre.x - radius * 0.36F, centre.y - radius * 0.24F}, eye, colour);
    painter_->disc({centre.x + radius * 0.36F, centre.y - radius * 0.24F}, eye, colour);
    constexpr float kPi = std::numbers::pi_v<float>;
    const float mouth = radius * 0.46F;
    switch (level) {
        case 5:
        case 4: {
            // The wider the smile, the more of the circle it takes.
            const float open = level == 5 ? 0.06F : 0.22F;
            painter_->arc({centre.x, centre.y + radius * (level == 5 ? 0.04F : -0.04F)}, mouth,
                          kPi * open, kPi * (1 - open), colour, stroke);
            break;
        }
        case 3:
            painter_->line({centre.x - mouth * 0.8F, centre.y + radius * 0.36F},
                           {centre.x + mouth * 0.8F, centre.y + radius * 0.36F}, colour, stroke);
            break;
        default: {
            const float open = level == 1 ? 0.06F : 0.22F;
            painter_->arc({centre.x, centre.y + radius * (level == 1 ? 0.66F : 0.72F)}, mouth,
                          kPi * (1 + open), kPi * (2 - open), colour, stroke);
            break;
        }
    }
}

bool PageUi::rating(std::string_view id, int level, std::string_view label) {
    const float inner = column().w - mm(38) - mm(30);
    const Set words =
        set(label, {.em_mm = 12, .face = text::Face::Bold, .wrap_px = inner, .line = 1.25F});
    const Set number =
        set(std::to_string(level),
            {.em_mm = type::kLabel, .align = text::Align::Center, .wrap_px = mm(14), .line = 1.2F});
    add(std::max(mm(38), words->height() + mm(8)), 4.5F,
        [=, this, key = std::string(id), name = std::string(label)](const Box& box) {
            card(box);
            if (held(key)) fill(box, 6, colours_->secondary_bg);
            const Box smile = place({box.x + mm(10), box.y, mm(20), box.h});
            face(level, {smile.x + smile.w / 2, smile.y + smile.h / 2}, mm(10));
            const Box text_box{box.x + mm(40), box.y, inner, box.h};
            put_middle(words, text_box, colours_->text);
            const Box circle{box.x + box.w - mm(24), box.y, mm(14), box.h};
            const Box at = place(circle);
            painter_->ring({at.x + at.w / 2, at.y + at.h / 2}, mm(7), colours_->border, mm(0.5F));
            put_middle(number, circle, colours_->text2);
            check_fit(control(key, Role::Button, name, box), words, text_box);
        });
    return pressed(id);
}

bool PageUi::answer(std::string_view id, std::string_view label, std::string_view value,
                    std::string_view change, bool is_private) {
    const Set edit = set(change, {.em_mm = type::kBody,
                                  .face = text::Face::Bold,
                                  .align = text::Align::Center,
                                  .line = 1.2F});
    const float button_width = std::max(mm(34), edit->width() + mm(12));
    const float inner = column().w - button_width - mm(20);
    const Set head = set(label, {.em_mm = type::kCaption, .wrap_px = inner, .line = 1.3F});
    const Set said = set(value, {.em_mm = type::kLabel,
                                 .face = text::Face::Bold,
                                 .wrap_px = inner,
                                 .line = 1.35F,
                                 .free_text = true});
    const float words_height = head->height() + said->height() + mm(1);
    add(std::max(mm(32), words_height + mm(10)), 3.5F,
        [=, this, key = std::string(id), name = std::string(label), words = SecretText(value),
         verb = std::string(change)](const Box& box) {
            card(box);
            const float y = box.y + (box.h - words_height) / 2;
            const Box label_box{box.x + mm(8), y, inner, head->height()};
            put(head, label_box, colours_->text2);
            const Box value_box{box.x + mm(8), y + head->height() + mm(1), inner, said->height()};
            put(said, value_box, colours_->text);
            Node& row = node(key + ".value", Role::Text, name, label_box);
            row.words = words;
            row.is_private = is_private;
            check_fit(row, said, value_box);
            const Box press{box.x + box.w - button_width - mm(6), box.y + (box.h - mm(22)) / 2,
                            button_width, mm(22)};
            fill(press, 5, colours_->secondary_bg);
            if (!colours_->shadows) outline(press, 5, colours_->on_secondary, 0.6F);
            put_middle(edit,
                       {press.x + (press.w - edit->width()) / 2, press.y, edit->width(), press.h},
                       colours_->on_secondary);
            Node& made = control(key, Role::Button, verb, press);
            made.speech = verb + ": " + name;
            check_fit(made, edit, press);
        });
    return pressed(id);
}

bool PageUi::button(std::string_view id, std::string_view icon, std::string_view label) {
    const Action action{
        .id = std::string(id), .label = std::string(label), .icon = std::string(icon)};
    add(mm(24), 5, [this, action](const Box& box) { action_button(action, box, false); });
    return pressed(id);
}

int PageUi::pager(std::string_view id, int page, int pages, std::string_view label) {
    if (pages <= 1) return 0;
    const std::string before = std::string(id) + ".before";
    const std::string after = std::string(id) + ".after";
    const Set words = set(label, {.em_mm = type::kBody,
                                  .align = text::Align::Center,
                                  .wrap_px = column().w - mm(120),
                                  .line = 1.3F});
    add(mm(24), 4, [=, this, name = std::string(label)](const Box& box) {
        // The end that leads nowhere is hidden; its space is kept (kiosk-ux 2.8).
        const Box left{box.x, box.y, mm(56), box.h};
        const Box right{box.x + box.w - mm(56), box.y, mm(56), box.h};
        if (page > 0) action_button({.id = before, .label = "", .icon = "arrow_back"}, left, false);
        recorded_.nodes.back().name = name;
        const Box middle{box.x + mm(60), box.y, box.w - mm(120), box.h};
        put_middle(words, middle, colours_->text2);
        node(next_passive_id("pager"), Role::Status, name, middle);
        if (page + 1 < pages) {
            action_button({.id = after, .label = "", .icon = "arrow_forward"}, right, false);
        }
    });
    return pressed(before) ? -1 : pressed(after) ? 1 : 0;
}

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
// What can be pressed inside the content.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kGrowMm = 24;  ///< Of a row of cards on an upright glass that is empty above them.
constexpr float kSmallMm = 560;  ///< Upright panels lower than this: 21.5 and 24 inches.

}  // namespace

bool PageUi::task_card(std::string_view id, std::string_view icon, std::string_view title,
                       std::string_view hint) {
    const float gap = mm(6);
    // Large, a card has the row for itself.
    const float columns = is_large() ? 1 : 2;
    const float width = (room() - gap * (columns - 1)) / columns;
    const auto words_in = [&](float wrap_px) {
        TaskWords words;
        words.title =
            set(title,
                {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = wrap_px, .line = 1.3F});
        words.hint = set(hint, {.em_mm = type::kBody, .wrap_px = wrap_px, .line = 1.35F});
        words.height = words.title->height();
        if (!hint.empty()) words.height += mm(3) + words.hint->height();
        return words;
    };
    const TaskWords below = words_in(width - mm(16));
    const TaskWords beside = words_in(width - mm(44));
    const float low = std::max(mm(40), beside.height + mm(10));
    const float height =
        is_large() ? low : std::max({mm(72), mm(8 + 22 + 6 + 8) + below.height, low});
    const bool second = !is_large() && !group_->empty() && group_->back().kind == BlockKind::Grid &&
                        group_->back().cells.size() % 2 == 1;
    if (!second) add(0, 6, nullptr).kind = BlockKind::Grid;
    Block& row = group_->back();
    row.passive = false;
    const float low_row = std::max(low, row.height - row.give);
    row.height = std::max(row.height, height);
    row.give = row.height - low_row;
    row.grow = mm(screen_.portrait() ? kGrowMm : 12);
    row.cells.emplace_back(
        [=, this, tall = row.height,
         task =
             Action{.id = std::string(id), .label = std::string(title), .icon = std::string(icon)},
         said = std::string(hint)](const Box& box) {
            const Box whole{box.x + (second ? width + gap : 0), box.y, width, box.h};
            // On a full page the words stand beside the sign.
            const bool flat = is_large() || box.h < tall - 1;
            paint_task(task, said, flat ? beside : below, flat, whole);
        });
    return pressed(id);
}

void PageUi::paint_task(const Action& task, const std::string& hint, const TaskWords& words,
                        bool beside, const Box& box) {
    card(box);
    if (held(task.id)) fill(box, 6, colours_->secondary_bg);
    const float tile_top = beside ? (box.h - mm(22)) / 2 : (box.h - mm(28) - words.height) / 2;
    const Box tile{box.x + mm(8), box.y + tile_top, mm(22), mm(22)};
    fill(tile, 4, colours_->secondary_bg);
    put_icon(task.icon, tile, 15, colours_->on_secondary);
    const float x = tile.x + (beside ? mm(28) : 0);
    const float y = beside ? box.y + (box.h - words.height) / 2 : tile.y + mm(28);
    const float wrap = box.x + box.w - mm(8) - x;
    const Box title_box{x, y, wrap, words.title->height()};
    put(words.title, title_box, colours_->text);
    const Box hint_box{x, y + title_box.h + mm(3), wrap, words.hint->height()};
    put(words.hint, hint_box, colours_->text2);
    Node& made = control(task.id, Role::Button, task.label, box);
    made.speech = hint.empty() ? task.label : task.label + ". " + hint;
    check_fit(made, words.title, title_box);
    check_fit(made, words.hint, hint_box);
}

bool PageUi::choice(std::string_view id, std::string_view icon, std::string_view label,
                    std::string_view hint, bool selected) {
    return list_row(id, icon, label, hint, Role::Choice, selected);
}

bool PageUi::row(std::string_view id, std::string_view icon, std::string_view label,
                 std::string_view hint) {
    return list_row(id, icon, label, hint, Role::Button, false);
}

RowWords PageUi::set_row(std::string_view label, std::string_view hint, float inner,
                         bool tall) const {
    RowWords row;
    row.sign_mm = tall ? 14 : std::min(14.0F, grown_mm(11));
    row.head = set(label, {.em_mm = tall ? type::kH2 : type::kLabel,
                           .face = text::Face::Bold,
                           .wrap_px = inner,
                           .line = 1.3F});
    row.words_height = row.head->height();
    if (!hint.empty()) {
        row.foot = set(
            hint, {.em_mm = tall ? type::kBody : type::kCaption, .wrap_px = inner, .line = 1.3F});
        row.words_height += row.foot->height() + mm(1);
    }
    row.height = std::max(mm(press_mm(tall ? 36 : 26)), row.words_height + mm(tall ? 12 : 8));
    return row;
}

bool PageUi::list_row(std::string_view id, std::string_view icon, std::string_view label,
                      std::string_view hint, Role role, bool selected) {
    const float left = mm(icon.empty() ? 8 : 26);
    const float inner = room() - left - mm(24);
    const RowWords low = set_row(label, hint, inner, false);
    // A few answers on much glass are set to be read from afar, all of them or none (lanes.cpp).
    const bool roomy = role == Role::Choice && !is_large();
    const RowWords tall = roomy ? set_row(label, hint, inner, true) : low;
    Block& block =
        add(low.height, 4,
            [=, this, key = std::string(id), sign = std::string(icon), name = std::string(label),
             more = std::string(hint)](const Box& box) {
                const RowWords& row = box.h >= tall.height - 1 ? tall : low;
                card(box);
                if (selected || held(key)) fill(box, 6, colours_->secondary_bg);
                if (selected) outline(box, 6, colours_->primary, 1.0F);
                put_icon(sign, {box.x + mm(6), box.y, mm(14), box.h}, row.sign_mm,
                         colours_->on_secondary);
                const Box words{box.x + left, box.y + (box.h - row.words_height) / 2, inner,
                                row.words_height};
                put(row.head, words, colours_->text);
                if (row.foot) {
                    put(row.foot,
                        {words.x, words.y + row.head->height() + mm(1), inner, row.foot->height()},
                        colours_->text2);
                }
                paint_mark(role, selected, {box.x + box.w - mm(18), box.y, mm(10), box.h});
                Node& made = control(key, role, name, box);
                made.selected = selected;
                if (!more.empty()) made.speech = name + ". " + more;
                check_fit(made, row.head, words);
                if (row.foot) check_fit(made, row.foot, words);
            });
    block.give = low.height - std::max(mm(press_mm(24)), low.words_height + mm(2));
    block.grow = mm(4);
    block.passive = false;
    if (roomy) {
        block.kind = BlockKind::Choice;
        block.tall = tall.height;
    }
    return pressed(id);
}

/// A choice has its round mark, a row that leads somewhere its arrow (kiosk-ux 2.8).
void PageUi::paint_mark(Role role, bool selected, const Box& box) {
    if (role == Role::Button) {
        put_icon("chevron_right", box, 11, colours_->text2);
        return;
    }
    const Box mark = place(box);
    const Point centre{mark.x + mark.w / 2, mark.y + mark.h / 2};
    if (selected) {
        painter_->disc(centre, mm(5), colours_->primary);
        put_icon("check", box, 8, colours_->on_primary);
    } else {
        painter_->ring(centre, mm(5), colours_->border, mm(0.6F));
    }
}

bool PageUi::chip(std::string_view id, std::string_view label, bool selected) {
    // On a small panel rows stand as close as touch allows (kiosk-ux R2).
    const float gap = mm(screen_.portrait() && screen_.height_mm() < kSmallMm ? 3 : 4);
    const float width_max = room();
    const Words how{.em_mm = type::kBody, .wrap_px = width_max - mm(19), .line = 1.15F};
    // In reach height is dear: as large as the place allows.
    constexpr float kReachWordsMm = 34;
    const Set words = look_.reach ? set_within(label, how, mm(kReachWordsMm)) : set(label, how);
    const float height = std::max(mm(press_mm(20)), words->height() + (is_large() ? mm(5) : 0));
    // The width does not depend on the tick, so that a choice moves no other chip.
    const float width = std::max(mm(press_mm(26)), words->width() + mm(19));
    if (group_->empty() || group_->back().kind != BlockKind::Chips) {
        Block& made = add(height, 6, nullptr);
        made.kind = BlockKind::Chips;
        made.passive = false;
        made.row = height;
    }
    Block& block = group_->back();
    if (block.cursor > 0 && block.cursor + width > width_max) {
        block.cursor = 0;
        block.breaks.push_back(block.height);
        block.height += height + gap;
        block.row = height;
    }
    const float x = block.cursor;
    const float y = block.height - block.row;
    if (height > block.row) {
        block.height += height - block.row;
        block.row = height;
    }
    block.cursor += width + gap;
    block.cells.emplace_back(
        [=, this, key = std::string(id), name = std::string(label)](const Box& box) {
            const Box chip_box{box.x + x, box.y + y, width, height};
            fill(chip_box, 10,
                 selected    ? colours_->primary
                 : held(key) ? colours_->secondary_bg
                             : colours_->surface);
            if (!selected) outline(chip_box, 10, colours_->border, 0.4F);
            const float indent = selected ? mm(13.5F) : (width - words->width()) / 2;
            if (selected) {
                put_icon("check", {chip_box.x + mm(4), chip_box.y, mm(8), height}, 8,
                         colours_->on_primary);
            }
            const Box text_box{chip_box.x + indent, chip_box.y, width_max - mm(19), height};
            put_middle(words, text_box, selected ? colours_->on_primary : colours_->text);
            Node& made = control(key, Role::Choice, name, chip_box);
            made.selected = selected;
            check_fit(made, words, {0, 0, width - mm(18), height});
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
    // Large, the button stands below the words.
    const bool below = is_large();
    const float inner = room(Lane::Main) - (below ? mm(16) : button_width + mm(20));
    const float button_height = std::max(mm(press_mm(22)), edit->height() + mm(5));
    const Set head = set(label, {.em_mm = type::kCaption, .wrap_px = inner, .line = 1.3F});
    const Set said = set(value, {.em_mm = type::kLabel,
                                 .face = text::Face::Bold,
                                 .wrap_px = inner,
                                 .line = 1.35F,
                                 .free_text = true});
    const float words_height = head->height() + said->height() + mm(1);
    const float under = below ? button_height + mm(4) : 0;
    Block& block = add(
        std::max(mm(press_mm(22) + 10), words_height + under + mm(10)), 5,
        [=, this, key = std::string(id), name = std::string(label), words = SecretText(value),
         verb = std::string(change)](const Box& box) {
            card(box);
            const float y = box.y + (box.h - words_height - under) / 2;
            const Box label_box{box.x + mm(8), y, inner, head->height()};
            put(head, label_box, colours_->text2);
            const Box value_box{box.x + mm(8), y + head->height() + mm(1), inner, said->height()};
            put(said, value_box, colours_->text);
            Node& row = node(key + ".value", Role::Text, name, label_box);
            row.words = words;
            row.is_private = is_private;
            check_fit(row, said, value_box, is_private);
            const float press_top =
                below ? y + words_height + mm(4) : box.y + (box.h - button_height) / 2;
            const Box press{box.x + box.w - button_width - mm(6), press_top, button_width,
                            button_height};
            fill(press, 5, colours_->secondary_bg);
            if (!colours_->shadows) outline(press, 5, colours_->on_secondary, 0.6F);
            put_middle(edit,
                       {press.x + (press.w - edit->width()) / 2, press.y, edit->width(), press.h},
                       colours_->on_secondary);
            Node& made = control(key, Role::Button, verb, press);
            made.speech = verb + ": " + name;
            check_fit(made, edit, press);
        },
        Lane::Main);
    block.passive = false;
    breaks_at_lines(block, mm(5) + head->height() + mm(1), said);
    return pressed(id);
}

bool PageUi::button(std::string_view id, std::string_view icon, std::string_view label) {
    const Action action{
        .id = std::string(id), .label = std::string(label), .icon = std::string(icon)};
    const float sign = icon.empty() ? 0 : mm(grown_mm(type::kLabel) * kSignShare + 3);
    const float height = set(label, {.em_mm = type::kLabel,
                                     .face = text::Face::Bold,
                                     .wrap_px = room() - mm(6) - sign,
                                     .line = 1.15F})
                             ->height();
    add(std::max(mm(press_mm(24)), height + mm(6)), 5, [this, action](const Box& box) {
        action_button(action, box, false);
    }).passive = false;
    return pressed(id);
}

int PageUi::pager(std::string_view id, int page, int pages, const PagerWords& words) {
    if (pages <= 1) return 0;
    const PagerLook look{std::string(id), page, pages, words};
    Block& block = add(pager_height(), 4, [this, look](const Box& box) { paint_pager(look, box); });
    block.passive = false;
    block.kind = BlockKind::Pager;
    return pressed(look.id + ".before") ? -1 : pressed(look.id + ".after") ? 1 : 0;
}

void PageUi::paint_pager(const PagerLook& pager, const Box& box) {
    float share = is_large() ? 0.36F : 0.30F;
    float button = 0, between = 0;
    Set label;
    // In a narrow lane the buttons make room for the words between them.
    for (bool fits = false; !fits && share > 0.2F; share -= 0.04F) {
        button = (box.w - mm(8)) * share;
        if (!is_large()) button = std::min(mm(68), button);
        between = box.w - 2 * (button + mm(4));
        label = set_within(
            pager.words.label,
            {.em_mm = type::kBody, .align = text::Align::Center, .wrap_px = between, .line = 1.3F},
            box.h);
        fits = !label->overflows() && !label->breaks_words() && label->height() <= box.h + 1;
    }
    // The end that leads nowhere is hidden; its space is kept (kiosk-ux 2.8).
    const Box left{box.x, box.y, button, box.h};
    const Box right{box.x + box.w - button, box.y, button, box.h};
    if (pager.page > 0) {
        action_button(
            {.id = pager.id + ".before", .label = pager.words.before, .icon = "arrow_back"}, left,
            false);
    }
    const Box middle{box.x + button + mm(4), box.y, between, box.h};
    put_middle(label, middle, colours_->text2);
    check_fit(node(next_passive_id("pager"), Role::Status, pager.words.label, middle), label,
              middle);
    if (pager.page + 1 < pager.pages) {
        action_button({.id = pager.id + ".after",
                       .label = pager.words.after,
                       .icon = "arrow_forward",
                       .icon_after = true},
                      right, false);
    }
}

}  // namespace sunbooth::app::ui

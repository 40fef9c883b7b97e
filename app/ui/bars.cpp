// SPDX-License-Identifier: Apache-2.0
// The shell around every page: header, utility strip, action bar; the dialog; attract.
#include "app/ui/page.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sunbooth::app::ui {

void PageUi::paint_header() {
    const Box within = column();
    const float top = mm(3);
    const float height = mm(15);
    const Box emblem{within.x, top + mm(1), mm(13), mm(13)};
    const Box at = place(emblem);
    painter_->disc({at.x + at.w / 2, at.y + at.h / 2}, mm(6.5F), colours_->primary);
    put_icon("wb_sunny", emblem, 8.5F, colours_->on_primary);
    const Set name = set(
        shell_.hall_name,
        {.em_mm = type::kBody, .face = text::Face::Bold, .wrap_px = within.w * 0.5F, .line = 1.2F});
    const Box name_box{within.x + mm(17), top, within.w * 0.5F, height};
    put_middle(name, name_box, colours_->text);
    check_fit(node("shell.hall", Role::Text, shell_.hall_name, name_box), name, name_box);
    add_header_status(within);
}

void PageUi::add_header_status(const Box& within) {
    const float top = mm(3);
    const float height = mm(15);
    const Set clock = set(shell_.clock_text, {.em_mm = type::kCaption, .line = 1.2F});
    const Set status = set(shell_.status_text, {.em_mm = type::kCaption, .line = 1.2F});
    const float clock_left = within.x + within.w - clock->width();
    const Box clock_box{clock_left, top, clock->width(), height};
    put_middle(clock, clock_box, colours_->text2);
    node("shell.clock", Role::Text, shell_.clock_text, clock_box);
    if (shell_.status_text.empty()) return;
    const Box status_box{clock_left - mm(6) - status->width(), top, status->width(), height};
    put_middle(status, status_box, colours_->text2);
    put_icon(shell_.status_icon, {status_box.x - mm(10), top, mm(8), height}, 7, colours_->text2);
    node("shell.status", Role::Status, shell_.status_text, status_box);
}

void PageUi::label_with_icon(Node& made, const Action& action, const Box& box, float em_mm,
                             Colour colour, bool bold) {
    const float icon_mm = em_mm * 1.1F;
    const float icon_space = action.icon.empty() ? 0 : mm(icon_mm + 3);
    const Words how{
        .em_mm = em_mm,
        .face = bold ? text::Face::Bold : text::Face::Regular,
        .wrap_px = box.w - mm(6) - icon_space,
        .line = 1.15F,
        .language = action.own_language ? std::optional(action.language) : std::nullopt};
    Words fitted = how;
    const float natural = set(action.label, how)->width();
    fitted.wrap_px = std::min(how.wrap_px, std::ceil(natural) + 1);
    fitted.align = text::Align::Center;
    const Set words = set(action.label, fitted);
    const float whole = icon_space + (action.label.empty() ? -mm(3) : fitted.wrap_px);
    const float left = box.x + (box.w - whole) / 2;
    const bool after = action.icon_after;
    if (!action.icon.empty()) {
        const float x = after ? left + whole - mm(icon_mm) : left;
        put_icon(action.icon, {x, box.y, mm(icon_mm), box.h}, icon_mm, colour);
    }
    if (action.label.empty()) return;
    const Box text_box{left + (after ? 0 : icon_space), box.y, fitted.wrap_px, box.h};
    put_middle(words, text_box, colour);
    check_fit(made, words, text_box);
}

void PageUi::action_button(const Action& action, const Box& box, bool primary) {
    const bool down = held(action.id);
    const Colour ground = primary ? (down ? colours_->pressed : colours_->primary)
                                  : (down ? colours_->secondary_bg : colours_->surface);
    fill(box, 5, ground);
    if (!primary) outline(box, 5, colours_->border, 0.6F);
    Node& made = control(action.id, Role::Button, action.label, box);
    label_with_icon(made, action, box, type::kLabel,
                    primary ? colours_->on_primary : colours_->text, true);
}

void PageUi::utility_button(const Action& action, const Box& box) {
    const bool marked = action.selected || held(action.id);
    fill(box, 5, marked ? colours_->primary : colours_->surface2);
    if (!colours_->shadows) outline(box, 5, colours_->border, 0.6F);
    Node& made = control(action.id, Role::Button, action.label, box);
    made.selected = action.selected;
    label_with_icon(made, action, box, 7.5F, marked ? colours_->on_primary : colours_->text,
                    action.language != domain::Language::Ug);
}

std::optional<std::string> PageUi::utilities(std::span<const Action> actions) {
    has_strip_ = true;
    strip_ = [this, list = std::vector<Action>(actions.begin(), actions.end())] {
        const Box within = column();
        const float gap = mm(4);
        const auto count = static_cast<float>(list.size());
        const float width = (within.w - gap * (count - 1)) / count;
        const float bar_top = static_cast<float>(screen_.height_px) - (bar_ ? mm(40) : 0);
        float x = within.x;
        for (const Action& action : list) {
            utility_button(action, {x, bar_top - mm(27), width, mm(22)});
            x += width + gap;
        }
    };
    return pressed_of(actions);
}

std::optional<std::string> PageUi::actions(std::span<const Action> secondary,
                                           const std::optional<Action>& primary) {
    bar_ = [this, list = std::vector<Action>(secondary.begin(), secondary.end()), primary] {
        const auto width = static_cast<float>(screen_.width_px);
        const auto height = static_cast<float>(screen_.height_px);
        const Box ground{0, height - mm(40), width, mm(40)};
        painter_->fill(ground, 0, colours_->surface);
        rule(ground, ground.y);
        const Box within = column();
        const float gap = mm(6);
        const float y = ground.y + mm(7);
        const auto count = static_cast<float>(list.size());
        // Beside a primary button the others stay narrow; alone they share the bar.
        const float each =
            primary ? mm(54) : (within.w - gap * (count - 1)) / std::max(1.0F, count);
        float x = within.x;
        for (const Action& action : list) {
            const float used = list.size() == 1 && !primary ? mm(60) : each;
            action_button(action, {x, y, used, mm(26)}, false);
            x += used + gap;
        }
        if (primary) action_button(*primary, {x, y, within.x + within.w - x, mm(26)}, true);
    };
    if (primary && pressed(primary->id)) return primary->id;
    return pressed_of(secondary);
}

std::optional<std::string> PageUi::dialog(std::string_view id, std::string_view title,
                                          std::string_view body, std::string_view countdown,
                                          const Action& safe, const Action& other) {
    over_ = [=, this, key = std::string(id), head_words = std::string(title),
             body_words = std::string(body), count_words = std::string(countdown)] {
        const auto width = static_cast<float>(screen_.width_px);
        const auto height = static_cast<float>(screen_.height_px);
        painter_->fill({0, 0, width, height}, 0, 0x000000, 0.6F);
        const Box within = column();
        const float box_width = within.w * 0.94F;
        const float inner = box_width - mm(24);
        const Set head = set(head_words, {.em_mm = type::kH1,
                                          .face = text::Face::Bold,
                                          .align = text::Align::Center,
                                          .wrap_px = inner,
                                          .line = 1.3F});
        const Set words = set(
            body_words,
            {.em_mm = type::kLead, .align = text::Align::Center, .wrap_px = inner, .line = 1.4F});
        const bool counting = !count_words.empty();
        const Set count = set(count_words, {.em_mm = type::kDisplay,
                                            .face = text::Face::Bold,
                                            .align = text::Align::Center,
                                            .wrap_px = inner,
                                            .line = 1.2F});
        const float box_height = mm(12) + head->height() + mm(4) + words->height() + mm(8) +
                                 (counting ? count->height() + mm(8) : 0) + mm(26 + 12 + 26 + 12);
        const Box box{within.x + (within.w - box_width) / 2, height * 0.80F - box_height, box_width,
                      box_height};
        // A touch beside the dialog is a sign of life: it counts as the safe answer.
        control(safe.id, Role::Dialog, head_words, {0, 0, width, height});
        fill(box, 6, colours_->surface);
        if (!colours_->shadows) outline(box, 6, colours_->border, 0.6F);
        float y = box.y + mm(12);
        const Box head_box{box.x + mm(12), y, inner, head->height()};
        put(head, head_box, colours_->text);
        check_fit(node(key + ".title", Role::Heading, head_words, head_box), head, head_box);
        y += head->height() + mm(4);
        const Box body_box{box.x + mm(12), y, inner, words->height()};
        put(words, body_box, colours_->text2);
        check_fit(node(key + ".text", Role::Text, body_words, body_box), words, body_box);
        y += words->height() + mm(8);
        if (counting) {
            const Box count_box{box.x + mm(12), y, inner, count->height()};
            put(count, count_box, colours_->primary);
            check_fit(node(key + ".countdown", Role::Status, count_words, count_box), count,
                      count_box);
            y += count->height() + mm(8);
        }
        action_button(safe, {box.x + mm(12), y, inner, mm(26)}, true);
        action_button(other, {box.x + mm(12), y + mm(26 + 12), inner, mm(26)}, false);
    };
    const std::array<Action, 2> both = {safe, other};
    return pressed_of(both);
}

std::optional<std::string> PageUi::attract(std::string_view title,
                                           std::span<const std::string> lines,
                                           std::span<const Action> languages,
                                           std::span<const Action> tasks, std::string_view foot) {
    const std::string anywhere = recorded_.page + ".anywhere";
    whole_ = [=, this, name = std::string(title), foot_words = std::string(foot),
              invitations = std::vector<std::string>(lines.begin(), lines.end()),
              keys = std::vector<Action>(languages.begin(), languages.end()),
              cards = std::vector<Action>(tasks.begin(), tasks.end())] {
        const auto width = static_cast<float>(screen_.width_px);
        const auto height = static_cast<float>(screen_.height_px);
        control(anywhere, Role::Button, invitations.front(), {0, 0, width, height});
        painter_->fill({0, 0, width, height}, 0, colours_->primary);
        const Box within = column();
        float y = height * 0.09F;
        const Box emblem{within.x + (within.w - mm(44)) / 2, y, mm(44), mm(44)};
        painter_->disc({width / 2, y + mm(22)}, mm(22), colours_->on_primary);
        put_icon("wb_sunny", emblem, 28, colours_->primary);
        y += mm(52);
        const auto centred = [&](std::string_view text, float em, bool bold,
                                 std::optional<domain::Language> own, Colour colour,
                                 const char* what) {
            const Set words = set(text, {.em_mm = em,
                                         .face = bold ? text::Face::Bold : text::Face::Regular,
                                         .align = text::Align::Center,
                                         .wrap_px = within.w,
                                         .line = 1.35F,
                                         .language = own});
            const Box box{within.x, y, within.w, words->height()};
            put(words, box, colour);
            check_fit(node(next_passive_id(what), Role::Text, text, box), words, box);
            y += words->height() + mm(3);
        };
        centred(name, type::kH1, true, std::nullopt, colours_->on_primary, "hall");
        y += mm(14);
        for (std::size_t i = 0; i < invitations.size(); ++i) {
            centred(invitations[i], i == 0 ? type::kDisplay : 13.0F, i == 0, domain::kLanguages[i],
                    colours_->on_primary, "invitation");
        }
        const float card_gap = mm(6);
        const float card_width = (within.w - card_gap) / 2;
        const float cards_top = height - mm(54 + 40) - 2 * mm(40) - card_gap - mm(24);
        for (std::size_t i = 0; i < cards.size(); ++i) {
            const Box box{within.x + (i % 2 == 0 ? 0 : card_width + card_gap),
                          cards_top + (i < 2 ? 0 : mm(40) + card_gap), card_width, mm(40)};
            fill(box, 6, held(cards[i].id) ? colours_->secondary_bg : colours_->surface);
            Node& made = control(cards[i].id, Role::Button, cards[i].label, box);
            const Box tile{box.x + mm(8), box.y + mm(9), mm(22), mm(22)};
            fill(tile, 4, colours_->secondary_bg);
            put_icon(cards[i].icon, tile, 15, colours_->on_secondary);
            const Box text_box{tile.x + mm(28), box.y, box.w - mm(42), box.h};
            const Set words = set(cards[i].label, {.em_mm = type::kLabel,
                                                   .face = text::Face::Bold,
                                                   .wrap_px = text_box.w,
                                                   .line = 1.25F});
            put_middle(words, text_box, colours_->text);
            check_fit(made, words, text_box);
        }
        const float key_gap = mm(6);
        const float key_width = (within.w - 2 * key_gap) / 3;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const Box box{within.x + static_cast<float>(i) * (key_width + key_gap),
                          height - mm(54 + 40), key_width, mm(30)};
            fill(box, 5, held(keys[i].id) ? colours_->secondary_bg : colours_->surface);
            Node& made = control(keys[i].id, Role::Button, keys[i].label, box);
            label_with_icon(made, keys[i], box, 10, colours_->primary,
                            keys[i].language != domain::Language::Ug);
        }
        y = height - mm(54);
        centred(foot_words, type::kCaption, false, std::nullopt, colours_->on_primary, "foot");
    };
    if (const auto key = pressed_of(languages)) return key;
    if (const auto card = pressed_of(tasks)) return card;
    if (pressed(anywhere)) return anywhere;
    return std::nullopt;
}

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
// The state of a case or a record: chip, title and its steps. The steps stand side by side, or one
// below the other where the visitor wants large words.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;      ///< Inside the card, mm.
constexpr float kDiscMm = 14;  ///< Of a step.

}  // namespace

ProgressWords PageUi::set_progress(std::string_view chip, std::string_view aside,
                                   std::string_view title, std::span<const Step> steps) const {
    ProgressWords words = set_progress_within(chip, aside, title, steps, is_large());
    const bool cramped = std::ranges::any_of(
        words.labels, [](const Set& label) { return label->breaks_words() || label->overflows(); });
    return cramped ? set_progress_within(chip, aside, title, steps, true) : words;
}

ProgressWords PageUi::set_progress_within(std::string_view chip, std::string_view aside,
                                          std::string_view title, std::span<const Step> steps,
                                          bool below) const {
    ProgressWords words;
    words.below = below;
    words.inner = room() - 2 * mm(kPad);
    Words badge{.em_mm = type::kBody, .face = text::Face::Bold, .line = 1.3F};
    // No wider than its words: a right-to-left line would stand at the far end of its room.
    words.badge_width =
        std::min(words.inner - mm(grown_mm(8) + 12), std::ceil(set(chip, badge)->width()) + 1);
    badge.wrap_px = words.badge_width;
    words.badge = set(chip, badge);
    words.badge_height = std::max(mm(15), words.badge->height() + mm(4));
    words.side = set(aside, {.em_mm = type::kBody,
                             .align = below ? text::Align::Start : text::Align::End,
                             .wrap_px = words.inner * (below ? 1 : 0.4F),
                             .line = 1.3F});
    words.head =
        set(title,
            {.em_mm = type::kH1, .face = text::Face::Bold, .wrap_px = words.inner, .line = 1.3F});
    words.steps.assign(steps.begin(), steps.end());
    const auto count = static_cast<float>(std::max<std::size_t>(1, steps.size()));
    words.step_width = below ? words.inner - mm(kDiscMm + 6) : words.inner / count;
    for (const Step& step : steps) {
        words.labels.push_back(
            set(step.label,
                {.em_mm = type::kCaption,
                 .face = step.state == Step::State::Active ? text::Face::Bold : text::Face::Regular,
                 .align = below ? text::Align::Start : text::Align::Center,
                 .wrap_px = words.step_width - mm(2),
                 .line = 1.3F}));
        words.label_height = std::max(words.label_height, words.labels.back()->height());
    }
    words.row_height = std::max(mm(kDiscMm), words.label_height) + mm(4);
    return words;
}

void PageUi::progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                      std::string_view aside, std::string_view title, std::span<const Step> steps) {
    const ProgressWords words = set_progress(chip, aside, title, steps);
    const float side = words.below && !aside.empty() ? words.side->height() + mm(2) : 0;
    const float top = mm(kPad) + words.badge_height + mm(4) + side + words.head->height() + mm(6);
    const auto rows = static_cast<float>(steps.size());
    const float track = steps.empty() ? -mm(6)
                        : words.below ? rows * words.row_height
                                      : mm(kDiscMm + 3) + words.label_height;
    Block& block = add(top + track + mm(kPad), 6,
                       [this, words, side, key = std::string(id), sign = std::string(chip_icon),
                        badge = std::string(chip), name = std::string(title)](const Box& box) {
                           card(box);
                           node(key, Role::Group, name, box).is_private = true;
                           const float y = paint_state(key, words, {sign, badge, name}, side, box);
                           for (std::size_t i = 0; i < words.steps.size(); ++i) {
                               paint_step(key, words, i, box.x + mm(kPad), y);
                           }
                       });
    for (float row = 0; words.below && row < rows; ++row) {
        block.breaks.push_back(top + row * words.row_height);
    }
}

float PageUi::paint_state(const std::string& id, const ProgressWords& words,
                          const StateWords& state, float side_height, const Box& box) {
    const float left = box.x + mm(kPad);
    const float sign_mm = grown_mm(8);
    float y = box.y + mm(kPad);
    const Box pill{left, y, words.badge_width + mm(sign_mm + 12), words.badge_height};
    fill(pill, 7.5F, colours_->secondary_bg);
    if (!colours_->shadows) outline(pill, 7.5F, colours_->on_secondary, 0.6F);
    put_icon(state.sign, {pill.x + mm(4), pill.y, mm(sign_mm), pill.h}, sign_mm,
             colours_->on_secondary);
    put_middle(words.badge, {pill.x + mm(sign_mm + 6), pill.y, words.badge_width, pill.h},
               colours_->on_secondary);
    // How a case stands is its citizen's own affair (kiosk-ux S10).
    Node& badge = node(id + ".state", Role::Status, state.badge, pill);
    badge.is_private = true;
    check_fit(badge, words.badge, pill);
    if (words.below) {
        put(words.side, {left, y + pill.h + mm(2), words.inner, side_height}, colours_->text2);
    } else {
        put_middle(words.side, {left + words.inner * 0.6F, y, words.inner * 0.4F, pill.h},
                   colours_->text2);
    }
    y += pill.h + mm(4) + side_height;
    const Box heading{left, y, words.inner, words.head->height()};
    put(words.head, heading, colours_->text);
    Node& title = node(id + ".title", Role::Heading, state.title, heading);
    title.is_private = true;
    check_fit(title, words.head, heading);
    return y + heading.h + mm(6);
}

void PageUi::paint_step(const std::string& id, const ProgressWords& words, std::size_t i,
                        float left, float y) {
    const Step& step = words.steps[i];
    const bool below = words.below;
    const bool done = step.state == Step::State::Done;
    const bool ahead = step.state == Step::State::Ahead;
    const auto place_of = static_cast<float>(i);
    const float width = below ? mm(kDiscMm) : words.step_width;
    const Box cell{left + (below ? 0 : width * place_of),
                   y + (below ? words.row_height * place_of : 0), width, mm(kDiscMm)};
    if (i + 1 < words.steps.size()) {
        const bool next_ahead = words.steps[i + 1].state == Step::State::Ahead;
        const Box track = below ? Box{cell.x + mm(6.5F), cell.y + mm(7), mm(1), words.row_height}
                                : Box{cell.x + width / 2, y + mm(6.5F), width, mm(1)};
        fill(track, 0, next_ahead ? colours_->surface2 : colours_->success);
    }
    const Box at = place(cell);
    const Point centre{at.x + at.w / 2, at.y + at.h / 2};
    painter_->disc(centre, mm(7),
                   done    ? colours_->success
                   : ahead ? colours_->surface2
                           : colours_->primary);
    if (ahead && !colours_->shadows) painter_->ring(centre, mm(7), colours_->border, mm(0.6F));
    put_icon(done ? "check" : step.icon, cell, 9, ahead ? colours_->text2 : colours_->on_primary);
    const float label_top = (mm(kDiscMm) - words.labels[i]->height()) / 2;
    const Box text_box =
        below ? Box{cell.x + mm(kDiscMm + 6), cell.y + std::max(0.0F, label_top), words.step_width,
                    words.labels[i]->height()}
              : Box{cell.x + mm(1), y + mm(kDiscMm + 3), width - mm(2), words.label_height};
    put(words.labels[i], text_box, ahead ? colours_->text2 : colours_->text);
    Node& shown = node(id + ".step" + std::to_string(i + 1), Role::Text, step.label, text_box);
    shown.selected = !done && !ahead;
    check_fit(shown, words.labels[i], text_box);
}

}  // namespace sunbooth::app::ui

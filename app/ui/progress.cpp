// SPDX-License-Identifier: Apache-2.0
// The state of a case or a record: what it is, how it stands in the largest words of the page
// (kiosk-ux A4: 14 mm), and its steps. The steps stand side by side, or one below the other where
// the visitor wants large words or the page leaves the height.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPad = 8;         ///< Inside the card, mm.
constexpr float kDiscMm = 14;     ///< Of a step.
constexpr float kTileMm = 18;     ///< Behind the state's sign; grows with the words, up to
constexpr float kTileMaxMm = 26;  ///< this.
constexpr float kBesideMm = 5;
constexpr float kSideShare = 0.4F;  ///< Of the width, for what stands beside the title.

}  // namespace

ProgressWords PageUi::set_progress(const StateWords& state, std::span<const Step> steps,
                                   bool below) const {
    ProgressWords words;
    words.inner = room() - 2 * mm(kPad);
    words.steps.assign(steps.begin(), steps.end());
    set_state(words, state);
    set_steps(words, below || is_large());
    const bool cramped = std::ranges::any_of(
        words.labels, [](const Set& label) { return label->breaks_words() || label->overflows(); });
    if (cramped) set_steps(words, true);
    words.top = mm(kPad) + words.head_height + mm(4) + words.state_height + mm(7);
    const float track = steps.empty() ? -mm(7)
                        : words.below ? static_cast<float>(steps.size()) * words.row_height - mm(4)
                                      : mm(kDiscMm + 3) + words.label_height;
    words.height = words.top + track + mm(kPad);
    return words;
}

void PageUi::set_state(ProgressWords& words, const StateWords& state) const {
    words.side_below = is_large();
    const auto set_side = [&] {
        words.side =
            set(state.aside, {.em_mm = type::kBody,
                              .align = words.side_below ? text::Align::Start : text::Align::End,
                              .wrap_px = words.inner * (words.side_below ? 1 : kSideShare),
                              .line = 1.3F});
    };
    set_side();
    if (words.side->overflows() || words.side->breaks_words()) {
        words.side_below = true;
        set_side();
    }
    const bool beside = !state.aside.empty() && !words.side_below;
    words.head = set(state.title, {.em_mm = type::kLabel,
                                   .face = text::Face::Bold,
                                   .wrap_px = words.inner * (beside ? 1 - kSideShare : 1),
                                   .line = 1.3F});
    words.head_height = std::max(words.head->height(), beside ? words.side->height() : 0);
    if (!state.aside.empty() && words.side_below) {
        words.head_height += words.side->height() + mm(1);
    }
    words.tile = mm(std::min(kTileMaxMm, grown_mm(kTileMm)));
    const Words how{.em_mm = type::kH1,
                    .face = text::Face::Bold,
                    .wrap_px = words.inner - words.tile - mm(kBesideMm),
                    .line = 1.25F};
    words.badge = set(state.badge, how);
    // One word that is longer than a narrow lane is set smaller rather than broken.
    if (words.badge->breaks_words() || words.badge->overflows()) {
        words.badge = set_within(state.badge, how, words.badge->height());
    }
    words.state_height = std::max(words.tile, words.badge->height());
}

void PageUi::set_steps(ProgressWords& words, bool below) const {
    words.below = below;
    words.labels.clear();
    words.label_height = 0;
    const auto count = static_cast<float>(std::max<std::size_t>(1, words.steps.size()));
    words.step_width = below ? words.inner - mm(kDiscMm + 6) : words.inner / count;
    for (const Step& step : words.steps) {
        words.labels.push_back(
            set(step.label,
                {.em_mm = below && !is_large() ? type::kBody : type::kCaption,
                 .face = step.state == Step::State::Active ? text::Face::Bold : text::Face::Regular,
                 .align = below ? text::Align::Start : text::Align::Center,
                 .wrap_px = words.step_width - mm(2),
                 .line = 1.3F}));
        words.label_height = std::max(words.label_height, words.labels.back()->height());
    }
    words.row_height = std::max(mm(kDiscMm), words.label_height) + mm(is_large() ? 4 : 8);
}

void PageUi::progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                      std::string_view aside, std::string_view title, std::span<const Step> steps) {
    const StateWords state{std::string(chip_icon), std::string(chip), std::string(aside),
                           std::string(title)};
    const ProgressWords low = set_progress(state, steps, false);
    // Where there is height the steps stand below one another.
    const bool roomy = !low.below;
    const ProgressWords tall = roomy ? set_progress(state, steps, true) : low;
    Block& block =
        add(low.height, 6, [this, low, tall, state, key = std::string(id)](const Box& box) {
            paint_progress(key, box.h >= tall.height - 1 ? tall : low, state, box);
        });
    block.kind = BlockKind::Lead;
    if (roomy) block.tall = tall.height;
    for (std::size_t row = 0; low.below && row < steps.size(); ++row) {
        block.breaks.push_back(low.top + static_cast<float>(row) * low.row_height);
    }
}

void PageUi::paint_progress(const std::string& id, const ProgressWords& words,
                            const StateWords& state, const Box& box) {
    card(box);
    node(id, Role::Group, state.title, box).is_private = true;
    paint_state(id, words, state, box);
    for (std::size_t i = 0; i < words.steps.size(); ++i) {
        paint_step(id, words, i, box.x + mm(kPad), box.y + words.top);
    }
}

void PageUi::paint_state(const std::string& id, const ProgressWords& words, const StateWords& state,
                         const Box& box) {
    const float left = box.x + mm(kPad);
    float y = box.y + mm(kPad);
    const float side_width = words.inner * kSideShare;
    const bool beside = !state.aside.empty() && !words.side_below;
    const Box heading{left, y, words.inner - (beside ? side_width : 0), words.head->height()};
    put(words.head, heading, colours_->text2);
    if (beside) {
        put(words.side, {left + words.inner - side_width, y, side_width, words.side->height()},
            colours_->text2);
    } else if (!state.aside.empty()) {
        put(words.side, {left, y + heading.h + mm(1), words.inner, words.side->height()},
            colours_->text2);
    }
    // How a case stands is its citizen's own affair (kiosk-ux S10).
    Node& title = node(id + ".title", Role::Heading, state.title, heading);
    title.is_private = true;
    check_fit(title, words.head, heading);
    y += words.head_height + mm(4);
    const Box tile{left, y + (words.state_height - words.tile) / 2, words.tile, words.tile};
    fill(tile, 4, colours_->secondary_bg);
    if (!colours_->shadows) outline(tile, 4, colours_->on_secondary, 0.6F);
    put_icon(state.sign, tile, words.tile / mm(1) * 0.62F, colours_->on_secondary);
    const float indent = words.tile + mm(kBesideMm);
    const Box said{left + indent, y, words.inner - indent, words.state_height};
    put_middle(words.badge, said, colours_->text);
    Node& badge = node(id + ".state", Role::Status, state.badge, said);
    badge.is_private = true;
    check_fit(badge, words.badge, said);
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

// SPDX-License-Identifier: Apache-2.0
// The invitation. Big words in every language, the tasks in words, the languages each in its own
// script, and below them the hours and who helps. It stands still: nothing moves, nothing sounds.
#include "app/ui/page.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kTaskMm = 40, kTaskMostMm = 64;
constexpr float kTopMm = 24;  ///< Above the tasks of a wide screen, whose lane they fill.
constexpr float kKeyMm = 30;  ///< kiosk-ux 2.3 X0.
constexpr float kHelpMm = 26;
constexpr float kGapMm = 6;
constexpr float kEmblemMm = 22;  ///< Radius.
constexpr float kCornerMm = 12;  ///< Kept free for the mark, on both sides.
constexpr float kCornerMarkMm = 15;
constexpr float kCornerInMm = 5;
constexpr float kNameGapMm = 24;  ///< From the sun to the name: the halo is between.

/// `part` of `to`, the rest of `from`.
Colour between(Colour from, Colour to, float part) {
    Colour mixed = 0;
    for (const unsigned shift : {16U, 8U, 0U}) {
        const auto start = static_cast<float>(from >> shift & 0xFFU);
        const auto end = static_cast<float>(to >> shift & 0xFFU);
        mixed |= static_cast<Colour>(std::lround(start + (end - start) * part)) << shift;
    }
    return mixed;
}

/// A quiet halo round the sun, and its light far out. Rings that lie within each other, not discs
/// on top of each other: every point is painted once.
void paint_light(Painter& painter, const Palette& colours, Point centre, float emblem) {
    constexpr std::array kRings{9.0F, 6.6F, 4.6F, 3.0F, 1.9F, 1.45F, 1.0F};
    float left = 1;  // Of the ground's own colour.
    for (std::size_t i = 0; i + 1 < kRings.size(); ++i) {
        left *= kRings[i] > 2 ? 1 - 0.022F : 1 - 0.07F;
        // A little under the next one, whose edge is soft.
        const float width = emblem * (kRings[i] - kRings[i + 1]) + 1.5F;
        painter.ring(centre, emblem * kRings[i], between(colours.on_primary, colours.primary, left),
                     width);
    }
}

}  // namespace

std::optional<std::string> PageUi::attract(const AttractView& view) {
    whole_ = [this, view] { paint_attract(view); };
    for (const auto* keys : {&view.languages, &view.tasks, &view.helps}) {
        if (auto key = pressed_of(*keys)) return key;
    }
    const std::string anywhere = recorded_.page + ".anywhere";
    if (pressed(anywhere)) return anywhere;
    return std::nullopt;
}

void PageUi::paint_attract(const AttractView& words) {
    const auto width = static_cast<float>(screen_.width_px);
    const auto height = static_cast<float>(screen_.height_px);
    const auto said = std::ranges::find_if_not(words.lines, &std::string::empty);
    const std::string first = said == words.lines.end() ? words.title : *said;
    // A group, because it holds all the others: what they do not take, it does.
    control(recorded_.page + ".anywhere", Role::Group, first, {0, 0, width, height});
    painter_->ground({0, 0, width, height}, colours_->primary);
    const Box main = lane_box(Lane::Main);
    const Words small{.em_mm = type::kCaption, .line = rtl() ? 1.55F : 1.5F};
    const float foot_width = main.w - 2 * mm(kCornerMm);
    const float foot_height = set(words.foot, {.em_mm = type::kCaption,
                                               .wrap_px = measure(type::kCaption, foot_width),
                                               .line = small.line})
                                  ->height();
    const float foot_top = height - mm(12) - foot_height;
    const float helps_top = foot_top - mm(12 + kHelpMm);
    const float keys_top = helps_top - mm(kGapMm + kKeyMm);
    const auto rows = static_cast<float>((words.tasks.size() + 1) / 2);
    const float tasks_gaps = (rows - 1) * mm(kGapMm);
    const float most = (keys_top - mm(14) - mm(kTopMm) - tasks_gaps) / rows;
    const float task_height =
        screen_.portrait() ? mm(kTaskMm) : std::clamp(most, mm(kTaskMm), mm(kTaskMostMm));
    const float tasks_top = keys_top - mm(14) - rows * task_height - tasks_gaps;
    const Box start = lane_box(Lane::Start);
    const float calm = screen_.portrait() ? tasks_top : height;
    paint_invitation(words, {start.x, mm(12), start.w, calm - mm(24)});
    const float task_width = (main.w - mm(kGapMm)) / 2;
    for (std::size_t i = 0; i < words.tasks.size(); ++i) {
        const auto row = static_cast<float>(i / 2);
        paint_attract_task(words.tasks[i],
                           {main.x + (i % 2 == 0 ? 0 : task_width + mm(kGapMm)),
                            tasks_top + row * (task_height + mm(kGapMm)), task_width, task_height});
    }
    paint_attract_keys(words.languages, {main.x, keys_top, main.w, mm(kKeyMm)}, true);
    // Nearest the hand: what somebody needs who cannot read the rest.
    paint_attract_keys(words.helps, {main.x, helps_top, main.w, mm(kHelpMm)}, false);
    put_centred(words.foot, small, {main.x + mm(kCornerMm), foot_top, foot_width, foot_height},
                colours_->on_primary, "foot");
    paint_corner(words.corner);
}

/// Beside the tactile mark of the frame, whose place no language mirrors (kiosk-ux S4).
void PageUi::paint_corner(const std::string& words) {
    if (words.empty()) return;
    const auto height = static_cast<float>(screen_.height_px);
    const float side = mm(kCornerMarkMm);
    // Mirrored here, and back again by whoever paints: the mark stays at the left.
    const Box mark = place({mm(kCornerInMm), height - mm(kCornerInMm) - side, side, side});
    painter_->ring({mm(kCornerInMm) + side / 2, mark.y + side / 2}, side / 2, colours_->on_primary,
                   mm(0.8F));
    put_icon("hearing", mark, 10, colours_->on_primary);
    node(recorded_.page + ".corner", Role::Group, words, mark);
}

float PageUi::put_centred(std::string_view text, const Words& how, const Box& within, Colour colour,
                          const char* what) {
    Words centred = how;
    centred.align = text::Align::Center;
    const float wide = measure(how.em_mm, within.w);
    centred.wrap_px = wide;
    const Set words = set(text, centred);
    const Box box{within.x + (within.w - wide) / 2, within.y, wide, words->height()};
    put(words, box, colour);
    check_fit(node(next_passive_id(what), Role::Text, text, box), words, box);
    return box.y + box.h;
}

void PageUi::paint_invitation(const AttractView& words, const Box& within) {
    const auto said = std::ranges::find_if_not(words.lines, &std::string::empty);
    const auto first = static_cast<std::size_t>(said - words.lines.begin());
    const auto how = [&](std::size_t i) {
        return Words{.em_mm = i == first ? type::kDisplay : type::kH1,
                     .face = i == first ? text::Face::Bold : text::Face::Regular,
                     .line = 1.4F,
                     .language = domain::kLanguages[i % domain::kLanguages.size()]};
    };
    const Words name{.em_mm = type::kH2, .face = text::Face::Bold, .line = 1.3F};
    const auto height_of = [&](std::string_view text, Words style) {
        style.wrap_px = measure(style.em_mm, within.w);
        return set(text, style)->height();
    };
    float height = 2 * mm(kEmblemMm) + mm(kNameGapMm + 18) + height_of(words.title, name);
    for (std::size_t i = 0; i < words.lines.size(); ++i) {
        if (!words.lines[i].empty()) height += height_of(words.lines[i], how(i));
    }
    // A little above the middle: there the eye takes it for the middle.
    float y = within.y + (within.h - height) * 0.44F;
    const Box emblem = place({within.x, y, within.w, 2 * mm(kEmblemMm)});
    const Point centre{emblem.x + emblem.w / 2, emblem.y + emblem.h / 2};
    if (colours_->shadows) paint_light(*painter_, *colours_, centre, mm(kEmblemMm));
    paint_emblem(centre, kEmblemMm, colours_->on_primary, colours_->primary);
    y += 2 * mm(kEmblemMm) + mm(kNameGapMm);
    y = put_centred(words.title, name, {within.x, y, within.w, 0}, colours_->on_primary, "hall");
    y += mm(18);
    for (std::size_t i = 0; i < words.lines.size(); ++i) {
        if (words.lines[i].empty()) continue;
        y = put_centred(words.lines[i], how(i), {within.x, y, within.w, 0}, colours_->on_primary,
                        "invitation");
    }
}

void PageUi::paint_attract_task(const Action& task, const Box& box) {
    fill(box, 6, held(task.id) ? colours_->secondary_bg : colours_->surface);
    Node& made = control(task.id, Role::Button, task.label, box);
    const bool high = box.h > mm(kTaskMm) * 1.2F;  // There its words are larger.
    const Box tile{box.x + mm(8), box.y + (box.h - mm(22)) / 2, mm(22), mm(22)};
    fill(tile, 4, colours_->secondary_bg);
    put_icon(task.icon, tile, 15, colours_->on_secondary);
    const Box text_box{tile.x + mm(28), box.y, box.w - mm(42), box.h};
    Words how{.em_mm = high ? type::kH2 : type::kLabel,
              .face = text::Face::Bold,
              .wrap_px = text_box.w,
              .line = 1.25F};
    Set words = set(task.label, how);
    if (words->breaks_words()) {
        how.em_mm = type::kLabel;
        words = set(task.label, how);
    }
    put_middle(words, text_box, colours_->text);
    check_fit(made, words, text_box);
}

void PageUi::paint_attract_keys(const std::vector<Action>& keys, const Box& box, bool solid) {
    const auto count = static_cast<float>(keys.size());
    const float width = (box.w - (count - 1) * mm(kGapMm)) / count;
    float x = box.x;
    for (const Action& key : keys) {
        const Box at{x, box.y, width, box.h};
        const bool filled = solid || held(key.id);
        if (filled) fill(at, 5, held(key.id) ? colours_->secondary_bg : colours_->surface);
        if (!filled) outline(at, 5, colours_->on_primary, 0.8F);
        Node& made = control(key.id, Role::Button, key.label, at);
        label_with_icon(made, key, at, 10, filled ? colours_->text : colours_->on_primary, true);
        x += width + mm(kGapMm);
    }
}

}  // namespace sunbooth::app::ui

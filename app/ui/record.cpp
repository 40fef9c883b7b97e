// SPDX-License-Identifier: Apache-2.0
// A row of a list of matters: what it is and since when, and how it stands by a sign and a word on
// a chip (kiosk-ux A3, V7). The whole row leads to the matter.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kPadMm = 8;
constexpr float kArrowMm = 14;      ///< At the row's end, with the air round it.
constexpr float kChipPadMm = 4;     ///< Before its sign and behind its word.
constexpr float kSignMm = 7;        ///< Of the chip; grows with the words.
constexpr float kBetweenMm = 5;     ///< Between the words and the chip.
constexpr float kChipShare = 0.4F;  ///< Of the row, at most, beside the words.

/// Of words and chip, beside each other or, with `gap` between, one below the other.
float content_height(const RecordWords& words, float gap) {
    return words.below ? words.words_height + gap + words.chip_height
                       : std::max(words.words_height, words.chip_height);
}

}  // namespace

RecordWords PageUi::set_record(const Record& record) const {
    const float inner = room() - mm(2 * kPadMm + kArrowMm);
    RecordWords words;
    words.sign_mm = grown_mm(kSignMm);
    const float around = mm(2 * kChipPadMm + words.sign_mm + 2);
    const auto set_all = [&](bool below) {
        words.below = below;
        const float chip_room = below ? inner : inner * kChipShare;
        Words how{.em_mm = type::kCaption,
                  .face = text::Face::Bold,
                  .wrap_px = chip_room - around,
                  .line = 1.2F};
        // As wide as its words: from the right they begin at the end of what they were wrapped to.
        how.wrap_px = std::min(how.wrap_px, std::ceil(set(record.state, how)->width()) + 1);
        words.state = set(record.state, how);
        words.chip_width = words.state->width() + around;
        words.chip_height = std::max(mm(words.sign_mm), words.state->height()) + mm(5);
        words.words_width = below ? inner : inner - words.chip_width - mm(kBetweenMm);
        words.title = set(record.title, {.em_mm = type::kLabel,
                                         .face = text::Face::Bold,
                                         .wrap_px = words.words_width,
                                         .line = 1.3F});
        words.words_height = words.title->height();
        if (record.sub.empty()) return;
        words.sub =
            set(record.sub, {.em_mm = type::kCaption, .wrap_px = words.words_width, .line = 1.3F});
        words.words_height += words.sub->height() + mm(1);
    };
    set_all(is_large());
    const auto is_cramped = [](const Set& set) { return set->breaks_words() || set->overflows(); };
    if (!words.below && (is_cramped(words.state) || is_cramped(words.title))) set_all(true);
    words.height = std::max(mm(press_mm(26)), content_height(words, mm(2)) + mm(8));
    return words;
}

bool PageUi::record(std::string_view id, const Record& record) {
    const RecordWords words = set_record(record);
    Block& block =
        add(words.height, 4, [this, words, record, key = std::string(id)](const Box& box) {
            paint_record(key, record, words, box);
        });
    block.give = words.height - std::max(mm(press_mm(24)), content_height(words, mm(2)) + mm(2));
    block.grow = mm(4);
    block.passive = false;
    return pressed(id);
}

void PageUi::paint_record(const std::string& id, const Record& record, const RecordWords& words,
                          const Box& box) {
    card(box);
    if (held(id)) fill(box, 6, colours_->secondary_bg);
    const float left = box.x + mm(kPadMm);
    const float under = words.below ? mm(2) + words.chip_height : 0;
    const Box title{left, box.y + (box.h - words.words_height - under) / 2, words.words_width,
                    words.title->height()};
    put(words.title, title, colours_->text);
    const Box sub{left, title.y + title.h + mm(1), words.words_width,
                  words.sub ? words.sub->height() : 0};
    if (words.sub) put(words.sub, sub, colours_->text2);
    const float end = box.x + box.w - mm(kPadMm + kArrowMm);
    const Box chip{words.below ? left : end - words.chip_width,
                   words.below ? title.y + words.words_height + mm(2)
                               : box.y + (box.h - words.chip_height) / 2,
                   words.chip_width, words.chip_height};
    if (!record.state.empty()) paint_chip(record, words, chip);
    put_icon("chevron_right", {end + mm(kArrowMm - 6), box.y, mm(10), box.h}, 11, colours_->text2);
    const std::string said =
        record.state.empty() ? record.title : record.title + ". " + record.state;
    Node& made = control(id, Role::Button, record.is_private ? record.sub : record.title, box);
    if (record.is_private) {
        made.words = SecretText(said);
        made.is_private = true;
    } else {
        made.speech = record.sub.empty() ? said : said + ". " + record.sub;
    }
    check_fit(made, words.title, title);
    check_fit(made, words.state, {0, 0, words.state->width(), chip.h});
    if (words.sub) check_fit(made, words.sub, sub);
}

void PageUi::paint_chip(const Record& record, const RecordWords& words, const Box& box) {
    fill(box, 5, colours_->secondary_bg);
    if (!colours_->shadows) outline(box, 5, colours_->on_secondary, 0.4F);
    const Box sign{box.x + mm(kChipPadMm), box.y, mm(words.sign_mm), box.h};
    put_icon(record.sign, sign, words.sign_mm, colours_->on_secondary);
    const float left = sign.x + sign.w + mm(2);
    put_middle(words.state, {left, box.y, words.state->width(), box.h}, colours_->on_secondary);
}

}  // namespace sunbooth::app::ui

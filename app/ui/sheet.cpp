// SPDX-License-Identifier: Apache-2.0
// The sheet of the modes (kiosk-ux X2): from the bottom edge, in reach of every hand, while the
// page above it shows at once what each key does.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kPadMm = 8;
constexpr float kKeyMm = 26;
constexpr float kKeyGapMm = 4;
constexpr float kLabelMm = 11;
constexpr float kTitleMm = 18;
constexpr float kRowGapMm = 5;  ///< Also below the title.
constexpr float kLowPadMm = 6;
constexpr float kLowTitleMm = 14;       ///< One line of it.
constexpr float kLowLabelMm = 8.5F;     ///< One line of a caption;
constexpr float kLowLabelUgMm = 10.5F;  ///< of Uyghur, which is set larger.
constexpr float kLowRowGapMm = 3;
constexpr float kWidthMaxMm = 340;
constexpr float kScrim = 0.25F;  ///< Light: the page is the preview.

/// Of the sheet, in millimetres.
struct Room {
    float pad, title, label, gap;
};

}  // namespace

std::optional<std::string> PageUi::sheet(std::string_view id, std::string_view title,
                                         std::span<const SheetRow> rows, const Action& close) {
    over_ = [this, words = SheetWords{
                       std::string(id), std::string(title), {rows.begin(), rows.end()}, close}] {
        paint_sheet(words);
    };
    for (const SheetRow& row : rows) {
        if (auto key = pressed_of(row.keys)) return key;
    }
    return pressed_of(std::span(&close, 1));
}

void PageUi::paint_sheet(const SheetWords& words) {
    const auto width = static_cast<float>(screen_.width_px);
    const auto height = static_cast<float>(screen_.height_px);
    painter_->fill({0, 0, width, height}, 0, 0x000000, kScrim);
    control(words.close.id, Role::Dialog, words.title, {0, 0, width, height});
    // Wide, the rows stand in two columns: there height is dear.
    const bool two = !screen_.portrait();
    const std::size_t each = two ? (words.rows.size() + 1) / 2 : words.rows.size();
    const auto rows = static_cast<float>(each);
    const auto high_mm = [&](const Room& at) {
        return 2 * at.pad + at.title + 2 * at.gap + press_mm(kKeyMm) +
               rows * (at.label + press_mm(kKeyMm) + at.gap);
    };
    // Where all of it would reach too high, its words stand closer.
    const Room usual{kPadMm, kTitleMm, kLabelMm, kRowGapMm};
    const bool close = look_.reach && screen_.bottom_mm + high_mm(usual) > kReachMm;
    const Room space =
        close ? Room{kLowPadMm, kLowTitleMm, rtl() ? kLowLabelUgMm : kLowLabelMm, kLowRowGapMm}
              : usual;
    const auto [pad_mm, title_mm, label_mm, row_gap_mm] = space;
    const float row_mm = label_mm + press_mm(kKeyMm) + row_gap_mm;
    const float sheet_height = mm(high_mm(space));
    const float sheet_width = std::min(width, mm(two ? 2 * kWidthMaxMm : kWidthMaxMm));
    const Box box{(width - sheet_width) / 2, height - sheet_height, sheet_width,
                  sheet_height + mm(pad_mm)};
    if (colours_->shadows) painter_->shadow(place(box), mm(kPadMm), mm(4));
    fill(box, kPadMm, colours_->surface);
    if (!colours_->shadows) outline(box, kPadMm, colours_->border, 0.8F);
    const float left = box.x + margin();
    const float inner = box.w - 2 * margin();
    float y = box.y + mm(pad_mm);
    const Box title{left, y, inner, mm(title_mm)};
    const Set head = set_within(
        words.title, {.em_mm = type::kH2, .face = text::Face::Bold, .wrap_px = inner, .line = 1.2F},
        title.h);
    put_middle(head, title, colours_->text);
    check_fit(node(words.id + ".title", Role::Heading, words.title, title), head, title);
    y += title.h + mm(row_gap_mm);
    const float between = mm(kPadMm);
    const float row_width = two ? (inner - between) / 2 : inner;
    for (std::size_t i = 0; i < words.rows.size(); ++i) {
        const auto in_column = static_cast<float>(i % each);
        const Box row{left + (i < each ? 0 : row_width + between), y + in_column * mm(row_mm),
                      row_width, mm(row_mm - row_gap_mm)};
        paint_sheet_row(words.rows[i], row, mm(label_mm));
    }
    y += rows * mm(row_mm);
    action_button(words.close, {left, y + mm(row_gap_mm), inner, mm(press_mm(kKeyMm))}, true);
}

void PageUi::paint_sheet_row(const SheetRow& row, const Box& box, float label_height) {
    const Box label{box.x, box.y, box.w, label_height};
    const Set words =
        set_within(row.label, {.em_mm = type::kCaption, .wrap_px = box.w, .line = 1.2F}, label.h);
    put_middle(words, label, colours_->text2);
    check_fit(node(next_passive_id("mode"), Role::Text, row.label, label), words, label);
    const float gap = mm(kKeyGapMm);
    const auto count = static_cast<float>(row.keys.size());
    const float width = (box.w - gap * (count - 1)) / count;
    Box at{box.x, label.y + label.h, width, mm(press_mm(kKeyMm))};
    for (std::size_t i = 0; i < row.keys.size(); ++i) {
        const Action& key = row.keys[i];
        const Palette& own = i < row.swatches.size() ? palette(row.swatches[i]) : *colours_;
        const bool swatch = i < row.swatches.size();
        const bool marked = key.selected && !swatch;
        fill(at, 5, marked ? own.primary : swatch ? own.surface : own.surface2);
        // The chosen one is told by its tick as well, not by colour alone (kiosk-ux V7).
        outline(at, 5, key.selected ? colours_->primary : colours_->border,
                key.selected ? 1.4F : 0.6F);
        Node& made = control(key.id, Role::Choice, key.label, at);
        made.selected = key.selected;
        Action shown = key;
        if (key.selected) shown.icon = "check";
        label_with_icon(made, shown, at, type::kBody, marked ? own.on_primary : own.text, true);
        at.x += width + gap;
    }
}

}  // namespace sunbooth::app::ui

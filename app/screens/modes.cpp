// SPDX-License-Identifier: Apache-2.0
#include "app/screens/modes.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

using flow::Modes;
using flow::TextSize;
using flow::Theme;

struct SizeKey {
    TextSize size;
    std::string_view code;
    i18n::Key label;
};
constexpr std::array kSizes = {
    SizeKey{TextSize::Standard, "standard", "modes.text_standard"_key},
    SizeKey{TextSize::Large, "large", "modes.text_large"_key},
    SizeKey{TextSize::Largest, "largest", "modes.text_largest"_key},
};
struct ThemeKey {
    Theme theme;
    ui::PaletteName palette;
    std::string_view code;
    i18n::Key label;
};
constexpr std::array kThemes = {
    ThemeKey{Theme::Light, ui::PaletteName::Light, "light", "modes.light"_key},
    ThemeKey{Theme::Dark, ui::PaletteName::Dark, "dark", "modes.dark"_key},
    ThemeKey{Theme::ContrastDark, ui::PaletteName::HighContrastDark, "contrast_dark",
             "modes.contrast_dark"_key},
    ThemeKey{Theme::ContrastLight, ui::PaletteName::HighContrastLight, "contrast_light",
             "modes.contrast_light"_key},
};

/// What a key of the sheet would make of the modes.
struct Choice {
    std::string id;
    Modes modes;
};

ui::SheetRow size_row(const View& view, std::vector<Choice>& choices) {
    ui::SheetRow row{.label = view.tr("modes.text"_key), .keys = {}};
    for (const SizeKey& key : kSizes) {
        Modes modes = view.visit().modes;
        const bool chosen = modes.text == key.size;
        modes.text = key.size;
        choices.push_back({id_of(id::kSheetText, key.code), modes});
        row.keys.push_back(
            {.id = choices.back().id, .label = view.tr(key.label), .icon = {}, .selected = chosen});
    }
    return row;
}

ui::SheetRow theme_row(const View& view, std::vector<Choice>& choices) {
    ui::SheetRow row{.label = view.tr("modes.theme"_key), .keys = {}};
    for (const ThemeKey& key : kThemes) {
        Modes modes = view.visit().modes;
        const bool chosen = modes.theme == key.theme;
        modes.theme = key.theme;
        choices.push_back({id_of(id::kSheetTheme, key.code), modes});
        row.keys.push_back(
            {.id = choices.back().id, .label = view.tr(key.label), .icon = {}, .selected = chosen});
        row.swatches.push_back(key.palette);
    }
    return row;
}

ui::SheetRow help_row(const View& view, std::vector<Choice>& choices) {
    const Modes now = view.visit().modes;
    ui::SheetRow row{.label = view.tr("modes.help"_key), .keys = {}};
    const auto add = [&](std::string_view element, i18n::Key label, std::string_view icon,
                         bool selected, const Modes& modes) {
        choices.push_back({std::string(element), modes});
        row.keys.push_back({.id = std::string(element),
                            .label = view.tr(label),
                            .icon = std::string(icon),
                            .selected = selected});
    };
    Modes reach = now;
    reach.reach = !now.reach;
    add(id::kSheetReach, "modes.reach"_key, "vertical_align_bottom", now.reach, reach);
    Modes time = now;
    time.more_time = !now.more_time;
    add(id::kSheetMoreTime, "modes.more_time"_key, "schedule", now.more_time, time);
    // A second press takes the preset back, as with every other key.
    Modes elder = flow::kElder;
    elder.theme = now.theme;
    elder.reach = now.reach;
    const bool is_elder = now == elder;
    if (is_elder) elder = {.theme = now.theme, .reach = now.reach};
    add(id::kSheetElder, "modes.elder"_key, "elderly", is_elder, elder);
    return row;
}

}  // namespace

std::optional<Intent> draw_modes(const View& view) {
    std::vector<Choice> choices;
    const std::array<ui::SheetRow, 3> rows = {size_row(view, choices), theme_row(view, choices),
                                              help_row(view, choices)};
    const ui::Action close{
        .id = std::string(id::kSheetClose), .label = view.tr("modes.close"_key), .icon = "check"};
    const auto pressed = view.ui.sheet(id::kSheet, view.tr("modes.title"_key), rows, close);
    if (!pressed) return std::nullopt;
    for (const Choice& choice : choices) {
        if (choice.id == *pressed) return flow::ChooseModes{choice.modes};
    }
    return flow::Stay{};
}

ui::Look look_of(const Modes& modes) {
    ui::Look look{.reach = modes.reach};
    switch (modes.text) {
        case TextSize::Standard:
            look.text = 1;
            break;
        case TextSize::Large:
            look.text = 1.5F;
            break;
        case TextSize::Largest:
            look.text = 2;
            break;
    }
    for (const ThemeKey& key : kThemes) {
        if (key.theme == modes.theme) look.palette = key.palette;
    }
    return look;
}

}  // namespace sunbooth::app::screens

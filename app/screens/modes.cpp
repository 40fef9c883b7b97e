// SPDX-License-Identifier: Apache-2.0
#include "app/screens/modes.h"

#include "app/screens/hearing.h"

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

/// What is on or off.
struct HelpKey {
    bool Modes::*mode;
    std::string_view element, icon;
    i18n::Key label;
};
constexpr std::array kHands = {
    HelpKey{&Modes::reach, id::kSheetReach, "vertical_align_bottom", "modes.reach"_key},
    HelpKey{&Modes::steady, id::kSheetSteady, "back_hand", "modes.steady"_key},
    HelpKey{&Modes::more_time, id::kSheetMoreTime, "schedule", "modes.more_time"_key},
};
constexpr std::array kCalm = {
    HelpKey{&Modes::simple, id::kSheetSimple, "filter_list", "modes.simple"_key},
    HelpKey{&Modes::still, id::kSheetStill, "motion_photos_off", "modes.still"_key},
};

void add_key(const View& view, ui::SheetRow& row, std::vector<Choice>& choices,
             const HelpKey& key) {
    Modes modes = view.visit().modes;
    const bool chosen = modes.*key.mode;
    modes.*key.mode = !chosen;
    choices.push_back({std::string(key.element), modes});
    row.keys.push_back({.id = std::string(key.element),
                        .label = view.tr(key.label),
                        .icon = std::string(key.icon),
                        .selected = chosen});
}

ui::SheetRow hands_row(const View& view, std::vector<Choice>& choices) {
    ui::SheetRow row{.label = view.tr("modes.hands"_key), .keys = {}};
    for (const HelpKey& key : kHands) add_key(view, row, choices, key);
    return row;
}

ui::SheetRow calm_row(const View& view, std::vector<Choice>& choices) {
    const Modes now = view.visit().modes;
    ui::SheetRow row{.label = view.tr("modes.calm"_key), .keys = {}};
    for (const HelpKey& key : kCalm) add_key(view, row, choices, key);
    // A second press takes the preset back, as with every other key.
    const Modes rest{.theme = now.theme, .reach = now.reach, .still = now.still};
    Modes elder = flow::kElder;
    elder.theme = rest.theme;
    elder.reach = rest.reach;
    elder.still = rest.still;
    const bool is_elder = now == elder;
    choices.push_back({std::string(id::kSheetElder), is_elder ? rest : elder});
    row.keys.push_back({.id = choices.back().id,
                        .label = view.tr("modes.elder"_key),
                        .icon = "elderly",
                        .selected = is_elder});
    return row;
}

}  // namespace

std::optional<Intent> draw_modes(const View& view) {
    std::vector<Choice> choices;
    std::vector<HearingChoice> heard;
    std::vector<ui::SheetRow> rows = {size_row(view, choices), theme_row(view, choices),
                                      hands_row(view, choices), calm_row(view, choices)};
    for (ui::SheetRow& row : hearing_rows(view, heard)) rows.push_back(std::move(row));
    const ui::Action close{
        .id = std::string(id::kSheetClose), .label = view.tr("modes.close"_key), .icon = "check"};
    const auto pressed = view.ui.sheet(id::kSheet, view.tr("modes.title"_key), rows, close);
    if (!pressed) return std::nullopt;
    for (const Choice& choice : choices) {
        if (choice.id == *pressed) return flow::ChooseModes{choice.modes};
    }
    for (const HearingChoice& choice : heard) {
        if (choice.id == *pressed) return choice.intent;
    }
    return flow::Stay{};
}

ui::Look look_of(const Modes& modes) {
    ui::Look look{.reach = modes.reach, .steady = modes.steady};
    // kiosk-ux 2.9: motion is off in high contrast and in Simple too.
    look.still = modes.still || modes.simple || modes.theme == Theme::ContrastDark ||
                 modes.theme == Theme::ContrastLight;
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

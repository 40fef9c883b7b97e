// SPDX-License-Identifier: Apache-2.0
#include "app/screens/hearing.h"

namespace sunbooth::app::screens {
namespace {

/// Adds a key to a row, and what it would change to the choices.
class Row {
public:
    Row(const View& view, i18n::Key label, std::vector<HearingChoice>& choices)
        : view_(view), choices_(choices) {
        row.label = view.tr(label);
    }
    void add(std::string_view element, i18n::Key label, std::string_view icon, bool selected,
             const flow::ChooseHearing& intent) {
        choices_.push_back({std::string(element), intent});
        row.keys.push_back({.id = std::string(element),
                            .label = view_.tr(label),
                            .icon = std::string(icon),
                            .selected = selected});
    }
    ui::SheetRow row;

private:
    const View& view_;
    std::vector<HearingChoice>& choices_;
};

}  // namespace

std::vector<ui::SheetRow> hearing_rows(const View& view, std::vector<HearingChoice>& choices) {
    const flow::Hearing& hearing = view.visit().hearing;
    const auto change = [](auto set) {
        flow::ChooseHearing intent;
        set(intent);
        return intent;
    };
    using Choose = flow::ChooseHearing;
    Row row(view, view.state.has_sound ? "hearing.row"_key : "hearing.row_silent"_key, choices);
    row.add(id::kSheetSpeech, "hearing.speech"_key, "hearing", hearing.on(),
            change([&](Choose& to) { to.speech = !hearing.on(); }));
    if (hearing.on()) {
        row.add(id::kSheetBlank, "hearing.blank"_key, "visibility_off", hearing.blank,
                change([&](Choose& to) { to.blank = !hearing.blank; }));
    }
    row.add(id::kSheetQuiet, "hearing.quiet"_key, "volume_off", hearing.quiet,
            change([&](Choose& to) { to.quiet = !hearing.quiet; }));
    std::vector<ui::SheetRow> rows{std::move(row.row)};
    if (!hearing.on()) return rows;
    Row manner(view, "hearing.row_speech"_key, choices);
    manner.add(id::kSheetSlower, "hearing.slower"_key, "fast_rewind", false,
               change([](Choose& to) { to.rate_by = -1; }));
    manner.add(id::kSheetFaster, "hearing.faster"_key, "fast_forward", false,
               change([](Choose& to) { to.rate_by = 1; }));
    manner.add(id::kSheetSofter, "hearing.softer"_key, "volume_down", false,
               change([](Choose& to) { to.volume_by = -1; }));
    manner.add(id::kSheetLouder, "hearing.louder"_key, "volume_up", false,
               change([](Choose& to) { to.volume_by = 1; }));
    rows.push_back(std::move(manner.row));
    return rows;
}

}  // namespace sunbooth::app::screens

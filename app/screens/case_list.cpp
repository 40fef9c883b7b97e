// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_list.h"

#include "app/screens/case_result.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {
namespace {

/// Service, day and state; nobody's name (kiosk-ux A3). Under the idle warning the day alone.
ui::Record record_of(const View& view, const domain::CaseView& one) {
    ui::Record record;
    record.is_private = true;
    record.sub = one.accepted_on
                     ? view.tr("case_list.accepted"_key, {{"day", view.day(*one.accepted_on)}})
                     : view.tr("case_list.not_yet"_key);
    if (flow::is_covered(view.state)) {
        record.title = "••••";
        return record;
    }
    record.title = one.service;
    record.sign = sign_of(one.stage);
    record.state = view.tr(chip_of(one.stage));
    return record;
}

}  // namespace

std::optional<Intent> draw_case_list(const View& view) {
    begin_page(view);
    const auto& cases = view.visit().cases;
    title(view, view.tr("case_list.title"_key),
          view.tr("case_list.lead"_key, {{"n", static_cast<std::int64_t>(cases.size())}}));
    view.ui.bottom();
    std::optional<Intent> intent;
    const Shown shown = shown_of(view, cases.size());
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        if (view.ui.record(id_of(id::kCaseRow, std::to_string(i + 1)), record_of(view, cases[i]))) {
            intent = flow::ChooseCase{i};
        }
    }
    if (auto turned = draw_pager(view, id::kCasePager)) intent = turned;
    if (auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

}  // namespace sunbooth::app::screens

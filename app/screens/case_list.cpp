// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_list.h"

#include "app/screens/case_result.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_case_list(const View& view) {
    begin_page(view);
    const auto& cases = view.visit().cases;
    title(view, view.tr("case_list.title"_key),
          view.tr("case_list.lead"_key, {{"n", static_cast<std::int64_t>(cases.size())}}));
    view.ui.bottom();
    std::optional<Intent> intent;
    const bool covered = flow::is_covered(view.state);
    const Shown shown = shown_of(view, cases.size());
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        const domain::CaseView& one = cases[i];
        const std::string stage = view.tr(chip_of(one.stage));
        const std::string label = one.accepted_on ? view.tr("case_list.accepted"_key,
                                                            {{"day", view.day(*one.accepted_on)}})
                                                  : view.tr("case_list.not_yet"_key);
        const std::string value = covered ? std::string("••••") : one.service + " · " + stage;
        if (view.ui.answer(id_of(id::kCaseRow, std::to_string(i + 1)), label, value,
                           view.tr("case_list.open"_key), true)) {
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

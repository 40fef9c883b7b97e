// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_start.h"

#include "app/screens/paper.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_case_start(const View& view) {
    begin_page(view);
    title(view, view.tr("case_start.title"_key), view.tr("case_start.lead"_key));
    draw_paper_notice(view);
    view.ui.banner(id::kCaseScan, ui::Tone::Info, "qr_code_scanner",
                   view.tr("case_start.scan"_key));
    draw_helper(view);
    view.ui.bottom();
    std::optional<Intent> intent;
    if (view.ui.task_card(id::kCaseByNumber, "dialpad", view.tr("case_start.number"_key),
                          hint(view, view.tr("case_start.number_hint"_key)))) {
        intent = flow::FindByNumber{};
    }
    if (view.ui.task_card(id::kCaseByPerson, "badge", view.tr("case_start.person"_key),
                          hint(view, view.tr("case_start.person_hint"_key)))) {
        intent = flow::FindByPerson{};
    }
    if (view.ui.chip(id::kCaseNoNumber, view.tr("case_start.none"_key), false)) {
        intent = flow::OpenHelp{};
    }
    if (auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

}  // namespace sunbooth::app::screens

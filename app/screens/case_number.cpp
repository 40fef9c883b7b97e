// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_number.h"

#include "app/screens/typed_page.h"
#include "app/screens/typing.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_case_number(const View& view) {
    begin_page(view);
    title(view, view.tr("case_number.title"_key), view.tr("case_number.lead"_key));
    ui::FieldView look;
    look.label = view.tr("case_number.label"_key);
    look.hint = view.tr("case_number.hint"_key);
    std::optional<Intent> intent = draw_field(view, id::kCaseNumberField, look);
    for (const ui::GuideLine& line : helper_lines(view)) view.ui.note(line.icon, line.text);
    view.ui.slip_sketch(id::kCaseNumberSketch, view.tr("case_number.sketch"_key), true);
    return end_typed_page(view, std::move(intent), continue_button(view));
}

}  // namespace sunbooth::app::screens

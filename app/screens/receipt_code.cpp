// SPDX-License-Identifier: Apache-2.0
#include "app/screens/receipt_code.h"

#include "app/screens/typed_page.h"
#include "app/screens/typing.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_receipt_code(const View& view) {
    begin_page(view);
    title(view, view.tr("receipt_code.title"_key), view.tr("receipt_code.lead"_key));
    ui::FieldView look;
    look.label = view.tr("receipt_code.label"_key);
    look.hint = view.tr("receipt_code.hint"_key);
    look.counter = view.tr("receipt_code.typed"_key,
                           {{"n", static_cast<std::int64_t>(
                                      view.visit().entry(flow::Field::ReceiptCode).text.size())}});
    std::optional<Intent> intent = draw_field(view, id::kReceiptField, look);
    for (const ui::GuideLine& line : helper_lines(view)) view.ui.note(line.icon, line.text);
    return end_typed_page(view, std::move(intent),
                          look_up_button(view, "receipt_code.look_up"_key));
}

}  // namespace sunbooth::app::screens

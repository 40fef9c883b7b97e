// SPDX-License-Identifier: Apache-2.0
#include "app/screens/receipt_code.h"

#include "app/screens/shell.h"
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
    view.ui.note("info", help_text(view));
    view.ui.bottom();
    if (auto pressed = draw_keyboard(view)) intent = std::move(pressed);
    Button look_up = continue_button(view);
    look_up.action.label = view.tr("receipt_code.look_up"_key);
    look_up.action.icon = "search";
    look_up.action.icon_after = false;
    const Bar bar{.secondary = {back_button(view)}, .primary = look_up};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/rating_phone.h"

#include "app/screens/shell.h"
#include "app/screens/typing.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_rating_phone(const View& view) {
    begin_page(view);
    title(view, view.tr("rating_phone.title"_key), view.tr("complaint_phone.lead"_key));
    ui::FieldView look;
    look.label = view.tr("complaint_phone.label"_key);
    look.hint = view.tr("complaint_phone.hint"_key);
    const auto& typed = view.visit().entry(flow::Field::RatingPhone).text;
    look.counter =
        view.tr("complaint_phone.typed"_key, {{"n", static_cast<std::int64_t>(typed.size())}});
    std::optional<Intent> intent = draw_field(view, id::kRatingPhoneField, look);
    view.ui.bottom();
    if (auto pressed = draw_keyboard(view)) intent = std::move(pressed);
    const Button submit{{.id = std::string(id::kRatingPhoneSubmit),
                         .label = view.tr("rating_reason.submit"_key),
                         .icon = "send"},
                        flow::Submit{}};
    const Bar bar{.secondary = {back_button(view)}, .primary = submit};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/rating_phone.h"

#include "app/screens/typed_page.h"
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
    return end_typed_page(view, std::move(intent),
                          submit_button(view, id::kRatingPhoneSubmit, "rating_reason.submit"_key));
}

}  // namespace sunbooth::app::screens

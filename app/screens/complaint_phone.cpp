// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_phone.h"

#include "app/screens/typed_page.h"
#include "app/screens/typing.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_complaint_phone(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_phone.title"_key), view.tr("complaint_phone.lead"_key));
    ui::FieldView look;
    look.label = view.tr("complaint_phone.label"_key);
    look.hint = view.tr("complaint_phone.hint"_key);
    look.counter = view.tr(
        "complaint_phone.typed"_key,
        {{"n",
          static_cast<std::int64_t>(view.visit().entry(flow::Field::ComplaintPhone).text.size())}});
    std::optional<Intent> intent = draw_field(view, id::kPhoneField, look);
    return end_typed_page(view, std::move(intent), continue_button(view));
}

}  // namespace sunbooth::app::screens

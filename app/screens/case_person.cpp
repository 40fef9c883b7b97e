// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_person.h"

#include "app/screens/typed_page.h"
#include "app/screens/typing.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_case_id_card(const View& view) {
    begin_page(view);
    title(view, view.tr("case_id_card.title"_key), view.tr("case_id_card.lead"_key));
    const auto typed =
        static_cast<std::int64_t>(view.visit().entry(flow::Field::IdCard).text.size());
    ui::FieldView look;
    look.label = view.tr("case_id_card.label"_key);
    look.hint = view.tr("case_id_card.hint"_key);
    look.counter = view.tr("case_id_card.typed"_key, {{"n", typed}});
    std::optional<Intent> intent = draw_field(view, id::kIdCardField, look);
    view.ui.note("lock", view.tr("case_id_card.why"_key));
    return end_typed_page(view, std::move(intent), continue_button(view));
}

std::optional<Intent> draw_case_phone(const View& view) {
    begin_page(view);
    title(view, view.tr("case_phone.title"_key), view.tr("case_phone.lead"_key));
    ui::FieldView look;
    look.label = view.tr("case_phone.label"_key);
    look.hint = view.tr("case_phone.hint"_key);
    std::optional<Intent> intent = draw_field(view, id::kCasePhoneField, look);
    view.ui.note("lock", view.tr("case_secret.why"_key));
    return end_typed_page(view, std::move(intent), look_up_button(view, "case_secret.look_up"_key));
}

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_secret.h"

#include "app/screens/typed_page.h"
#include "app/screens/typing.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_case_secret(const View& view) {
    begin_page(view);
    title(view, view.tr("case_secret.title"_key), view.tr("case_secret.lead"_key));
    if (!view.state.standing.online && !view.visit().trouble) {
        view.ui.banner(id::kCaseSecretOffline, ui::Tone::Warn, "cloud_off",
                       view.tr("case_secret.offline"_key));
    }
    ui::FieldView look;
    look.label = view.tr("case_secret.label"_key);
    look.hint = view.tr("case_secret.hint"_key);
    std::optional<Intent> intent = draw_field(view, id::kCaseSecretField, look);
    view.ui.note("lock", view.tr("case_secret.why"_key));
    return end_typed_page(view, std::move(intent), look_up_button(view, "case_secret.look_up"_key));
}

}  // namespace sunbooth::app::screens

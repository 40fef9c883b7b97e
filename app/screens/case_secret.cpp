// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_secret.h"

#include "app/screens/shell.h"
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
    view.ui.bottom();
    if (auto pressed = draw_keyboard(view)) intent = std::move(pressed);
    Button look_up = continue_button(view);
    look_up.action.label = view.tr("case_secret.look_up"_key);
    look_up.action.icon = "search";
    look_up.action.icon_after = false;
    const Bar bar{.secondary = {back_button(view)}, .primary = look_up};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_window.h"

#include "app/screens/shell.h"
#include "app/screens/windows.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_complaint_window(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_window.title"_key), view.tr("complaint_window.lead"_key));
    view.ui.bottom();
    const auto& chosen = view.visit().complaint.window;
    const domain::Unit* unit = view.hall().unit(view.visit().complaint.unit);
    std::optional<Intent> intent =
        draw_windows(view, {id::kComplaintWindow, id::kComplaintWindowPager, chosen});
    if (view.ui.choice(id::kComplaintWindowUnknown, "help", view.tr("complaint_window.unknown"_key),
                       hint(view, view.tr("complaint_window.unknown_hint"_key)),
                       chosen == "" && unit == nullptr)) {
        intent = flow::ChooseWindow{""};
    }
    // Besides, and left out where it is to be simple.
    if (!view.visit().modes.simple &&
        view.ui.chip(id::kComplaintFind,
                     unit != nullptr ? view.in(unit->name) : view.tr("place_words.open"_key),
                     unit != nullptr)) {
        intent = flow::FindPlace{};
    }
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/windows.h"

#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_windows(const View& view, const WindowList& list) {
    std::optional<Intent> intent;
    const auto& windows = view.hall().windows;
    const Shown shown = shown_of(view, windows.size());
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        const domain::Window& window = windows[i];
        const domain::Unit* unit = view.hall().unit(window.unit);
        if (view.ui.choice(id_of(list.row_prefix, window.code), {}, window_text(view, window),
                           unit != nullptr ? hint(view, view.in(unit->name)) : std::string(),
                           list.chosen == window.code)) {
            intent = flow::ChooseWindow{window.code};
        }
    }
    if (auto turned = draw_pager(view, list.pager)) intent = turned;
    return intent;
}

}  // namespace sunbooth::app::screens

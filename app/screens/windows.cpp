// SPDX-License-Identifier: Apache-2.0
#include "app/screens/windows.h"

#include "app/screens/words.h"

#include <algorithm>

namespace sunbooth::app::screens {

std::optional<Intent> draw_windows(const View& view, const WindowList& list) {
    std::optional<Intent> intent;
    const auto& windows = view.hall().windows;
    const int pages = flow::window_pages(view.hall());
    const int page = std::min(view.visit().list_page, pages - 1);
    const auto first = static_cast<std::size_t>(page * flow::kListRows);
    const auto last = std::min(windows.size(), first + flow::kListRows);
    for (std::size_t i = first; i < last; ++i) {
        const domain::Window& window = windows[i];
        const domain::Unit* unit = view.hall().unit(window.unit);
        if (view.ui.choice(id_of(list.row_prefix, window.code), {}, window_text(view, window),
                           unit != nullptr ? view.in(unit->name) : std::string(),
                           list.chosen == window.code)) {
            intent = flow::ChooseWindow{window.code};
        }
    }
    if (pages > 1) {
        const int by = view.ui.pager(list.pager, page, pages, pager_words(view, page, pages));
        if (by != 0) intent = flow::TurnPage{by};
    }
    return intent;
}

}  // namespace sunbooth::app::screens

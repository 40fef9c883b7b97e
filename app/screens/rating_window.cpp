// SPDX-License-Identifier: Apache-2.0
#include "app/screens/rating_window.h"

#include "app/screens/shell.h"
#include "app/screens/windows.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_rating_window(const View& view) {
    begin_page(view);
    title(view, view.tr("rating_window.title"_key), view.tr("rating_window.lead"_key));
    draw_helper(view);
    view.ui.bottom();
    const auto& chosen = view.visit().rating.window;
    const bool simple = view.visit().modes.simple;  // Then only what most people need.
    const bool by_number =
        !simple && view.hall().has_queues() &&
        view.ui.button(id::kRatingQueue, "confirmation_number", view.tr("queue_number.open"_key));
    std::optional<Intent> intent =
        draw_windows(view, {id::kRatingWindow, id::kRatingWindowPager, chosen});
    if (by_number) intent = flow::OpenQueue{};
    if (view.ui.choice(id::kRatingHall, "apartment", view.tr("rating_window.hall"_key),
                       hint(view, view.tr("rating_window.hall_hint"_key)), chosen == "")) {
        intent = flow::ChooseWindow{""};
    }
    if (!simple && view.ui.chip(id::kRatingFind, view.tr("place_words.open"_key), false)) {
        intent = flow::FindPlace{};
    }
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

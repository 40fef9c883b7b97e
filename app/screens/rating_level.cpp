// SPDX-License-Identifier: Apache-2.0
#include "app/screens/rating_level.h"

#include "app/screens/shell.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_rating_level(const View& view) {
    begin_page(view);
    const std::string window = view.visit().rating.window.value_or("");
    title(view,
          window.empty() ? view.tr("rating_level.title_hall"_key)
                         : view.tr("rating_level.title_window"_key, {{"code", window}}),
          view.tr("rating_level.lead"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    for (const domain::RatingLevel& level : view.hall().scale.levels) {
        if (view.ui.rating(id_of(id::kLevel, std::to_string(level.level)), level.level,
                           view.in(level.name))) {
            intent = flow::ChooseLevel{level.level};
        }
    }
    if (auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

}  // namespace sunbooth::app::screens

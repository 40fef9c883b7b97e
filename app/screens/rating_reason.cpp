// SPDX-License-Identifier: Apache-2.0
#include "app/screens/rating_reason.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <algorithm>

namespace sunbooth::app::screens {

std::optional<Intent> draw_rating_reason(const View& view) {
    begin_page(view);
    const bool bad = flow::is_bad(view.visit().rating);
    title(view, view.tr(bad ? "rating_reason.title"_key : "rating_reason.title_fair"_key),
          view.tr("rating_reason.lead"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    // After a bad rating there is more to say, for who wants to (kiosk-ux C2: "no more"). It stands
    // above the reasons: below them it would send beside the key that ends all.
    if (bad && view.ui.button(id::kRatingSubmit, "send", view.tr("rating_reason.no_more"_key))) {
        intent = flow::Submit{};
    }
    const auto& chosen = view.visit().rating.tags;
    for (const domain::RatingLevel& level : view.hall().scale.levels) {
        if (level.level != view.visit().rating.level) continue;
        const Shown shown = shown_of(view, level.tags.size());
        for (std::size_t i = shown.first; i < shown.last; ++i) {
            const domain::RatingTag& tag = level.tags[i];
            const bool is_chosen =
                std::find(chosen.begin(), chosen.end(), tag.code) != chosen.end();
            if (view.ui.chip(id_of(id::kTag, tag.code), view.in(tag.text), is_chosen)) {
                intent = flow::ToggleTag{tag.code};
            }
        }
    }
    if (auto turned = draw_pager(view, id::kTagPager)) intent = turned;
    const Button submit = submit_button(view, id::kRatingSubmit, "rating_reason.submit"_key);
    const Bar bar{.secondary = {back_button(view)},
                  .primary = bad ? continue_button(view) : submit};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

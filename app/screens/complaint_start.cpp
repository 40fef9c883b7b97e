// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_start.h"

#include "app/screens/paper.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_complaint_start(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_start.title"_key), view.tr("complaint_start.lead"_key));
    draw_paper_notice(view);
    std::vector<ui::Fact> facts = {
        {view.tr("complaint_start.bring"_key), view.tr("complaint_start.bring_what"_key), {}}};
    const int days = view.hall().promises.reply_days;
    if (days > 0) {
        facts.push_back({view.tr("complaint_start.then"_key),
                         view.tr("complaint_start.then_what"_key, {{"n", std::int64_t{days}}}),
                         {}});
    }
    facts.push_back(
        {view.tr("complaint_start.seen"_key), view.tr("complaint_start.seen_what"_key), {}});
    facts.push_back(
        {view.tr("complaint_start.other"_key),
         view.tr("complaint_start.other_what"_key, {{"window", view.hall().help_window}}),
         {}});
    view.ui.facts(id::kComplaintFacts, {}, facts);
    draw_helper(view);
    view.ui.bottom();
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    return end_page(view, bar);
}

}  // namespace sunbooth::app::screens

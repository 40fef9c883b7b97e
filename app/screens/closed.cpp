// SPDX-License-Identifier: Apache-2.0
#include "app/screens/closed.h"

#include "app/screens/online.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_closed(const View& view) {
    begin_message(view);
    view.ui.heading(view.tr("closed.title"_key), "schedule");
    view.ui.lead(view.tr("closed.lead"_key));
    const auto next = view.hall().next_opening(domain::date_of(view.state.wall),
                                               domain::minute_of_day(view.state.wall));
    if (next) {
        view.ui.note("schedule", view.tr("closed.next"_key, {{"day", view.day(next->day)},
                                                             {"time", clock_text(next->minute)}}));
    }
    if (const std::string hours = hours_text(view); !hours.empty()) view.ui.note("info", hours);
    view.ui.note("call", help_text(view));
    draw_online(view, id::kClosedOnline);
    const Button receipt{{.id = std::string(id::kClosedReceipt),
                          .label = view.tr("home.receipt"_key),
                          .icon = "receipt_long"},
                         flow::OpenTask{flow::OpenTask::Task::Receipt}};
    return end_page(view, {.secondary = {}, .primary = receipt});
}

}  // namespace sunbooth::app::screens

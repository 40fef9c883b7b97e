// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_topic.h"

#include "app/screens/shell.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_complaint_topic(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_topic.title"_key), view.tr("complaint_topic.lead"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    for (const domain::Topic& topic : view.hall().topics) {
        if (view.ui.choice(id_of(id::kTopic, topic.code), topic.icon, view.in(topic.name),
                           view.in(topic.hint), view.visit().complaint.topic == topic.code)) {
            intent = flow::ChooseTopic{topic.code};
        }
    }
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

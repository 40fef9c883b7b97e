// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_topic.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_complaint_topic(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_topic.title"_key), view.tr("complaint_topic.lead"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    const auto& topics = view.hall().topics;
    const Shown shown = shown_of(view, topics.size());
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        const domain::Topic& topic = topics[i];
        if (view.ui.choice(id_of(id::kTopic, topic.code), topic.icon, view.in(topic.name),
                           hint(view, view.in(topic.hint)),
                           view.visit().complaint.topic == topic.code)) {
            intent = flow::ChooseTopic{topic.code};
        }
    }
    if (auto turned = draw_pager(view, id::kTopicPager)) intent = turned;
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

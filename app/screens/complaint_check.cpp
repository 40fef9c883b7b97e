// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_check.h"

#include "app/screens/complaint_day.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {
namespace {

std::string topic_answer(const View& view) {
    const domain::Topic* topic = view.hall().topic(view.visit().complaint.topic.value_or(""));
    return topic != nullptr ? view.in(topic->name) : view.tr("complaint_check.none"_key);
}

std::string window_answer(const View& view) {
    const std::string window = view.visit().complaint.window.value_or("");
    if (!window.empty()) return window_text(view, window);
    const domain::Unit* unit = view.hall().unit(view.visit().complaint.unit);
    return unit != nullptr ? view.in(unit->name) : view.tr("complaint_window.unknown"_key);
}

}  // namespace

std::optional<Intent> draw_complaint_check(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_check.title"_key));
    view.ui.lead(view.tr("complaint_check.lead"_key));  // A warning: said in Simple as well.
    const std::string change = view.tr("complaint_check.change"_key);
    std::optional<Intent> intent;
    const auto row = [&](std::string_view element, i18n::Key label, std::string_view value,
                         flow::Page page, bool is_private) {
        const bool covered = is_private && flow::is_covered(view.state);
        if (view.ui.answer(element, view.tr(label), covered ? std::string_view("••••") : value,
                           change, is_private)) {
            intent = flow::Change{page};
        }
    };
    row(id::kCheckTopic, "complaint_check.topic"_key, topic_answer(view),
        flow::Page::ComplaintTopic, false);
    row(id::kCheckWindow, "complaint_check.window"_key, window_answer(view),
        flow::Page::ComplaintWindow, false);
    row(id::kCheckDay, "complaint_check.day"_key, happened_text(view), flow::Page::ComplaintDay,
        false);
    const SecretText& words = view.visit().entry(flow::Field::ComplaintText).text;
    const std::string no_words = view.tr("complaint_check.no_words"_key);
    row(id::kCheckText, "complaint_check.text"_key, words.empty() ? no_words : words.view(),
        flow::Page::ComplaintText, true);
    const SecretText& phone = view.visit().entry(flow::Field::ComplaintPhone).text;
    row(id::kCheckPhone, "complaint_check.phone"_key,
        phone.empty() ? view.tr("complaint_check.no_phone"_key) : masked_phone(phone.view()),
        flow::Page::ComplaintReply, true);
    view.ui.bottom();
    view.ui.body(view.tr("complaint_check.consent"_key));
    const Button submit = submit_button(view, id::kCheckSubmit, "complaint_check.submit"_key);
    const Bar bar{.secondary = {back_button(view)}, .primary = submit};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/reply.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {
namespace {

struct Question {
    std::string_view call_id, none_id;
    i18n::Key call_hint, none_hint;
    std::optional<bool> chosen;
};

std::optional<Intent> draw_choices(const View& view, const Question& question) {
    std::optional<Intent> intent;
    if (view.ui.choice(question.call_id, "call", view.tr("reply.call"_key),
                       hint(view, view.tr(question.call_hint)), question.chosen == true)) {
        intent = flow::ChooseCall{true};
    }
    if (view.ui.choice(question.none_id, "receipt_long", view.tr("reply.none"_key),
                       hint(view, view.tr(question.none_hint)), question.chosen == false)) {
        intent = flow::ChooseCall{false};
    }
    return intent;
}

}  // namespace

std::optional<Intent> draw_complaint_reply(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_reply.title"_key), view.tr("complaint_reply.lead"_key));
    view.ui.bottom();
    std::optional<Intent> intent = draw_choices(
        view, {id::kComplaintCall, id::kComplaintNoCall, "complaint_reply.call_hint"_key,
               "complaint_reply.none_hint"_key, view.visit().complaint.call});
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

std::optional<Intent> draw_rating_reply(const View& view) {
    begin_page(view);
    title(view, view.tr("rating_reply.title"_key), view.tr("rating_reply.lead"_key));
    view.ui.bottom();
    const auto& chosen = view.visit().rating.call;
    std::optional<Intent> intent =
        draw_choices(view, {id::kRatingCall, id::kRatingNoCall, "rating_reply.call_hint"_key,
                            "rating_reply.none_hint"_key, chosen});
    // Without a call nothing more is asked, and the button says that it sends.
    const Button submit = submit_button(view, id::kRatingReplySubmit, "rating_reason.submit"_key);
    const Bar bar{.secondary = {back_button(view)},
                  .primary = chosen == false ? submit : continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

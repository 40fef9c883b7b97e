// SPDX-License-Identifier: Apache-2.0
#include "app/screens/rating_comment.h"

#include "app/screens/phrases.h"
#include "app/screens/shell.h"
#include "app/screens/typing.h"
#include "sync/domain/text.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

constexpr auto kField = flow::Field::RatingComment;
constexpr std::array kPhrases = {
    "phrase.nobody"_key,    "phrase.errands"_key, "phrase.manner"_key, "phrase.queue"_key,
    "phrase.differing"_key, "phrase.fees"_key,    "phrase.papers"_key, "phrase.overdue"_key,
};

}  // namespace

std::optional<Intent> draw_rating_comment(const View& view) {
    begin_page(view);
    title(view, view.tr("rating_comment.title"_key), view.tr("complaint_text.lead"_key));
    const std::size_t used =
        domain::count_code_points(view.visit().entry(kField).text.view()).value_or(0);
    ui::FieldView look;
    look.label = view.tr("rating_comment.label"_key);
    look.lines = 5;
    look.counter = view.tr("complaint_text.left"_key,
                           {{"n", static_cast<std::int64_t>(flow::length_max(kField) - used)}});
    std::optional<Intent> intent = draw_field(view, id::kCommentField, look);
    view.ui.body(view.tr("complaint_text.phrases"_key));
    if (auto pressed = draw_phrases(view, {kField, id::kCommentPhrase, kPhrases}))
        intent = std::move(pressed);
    view.ui.bottom();
    if (auto pressed = draw_keyboard(view)) intent = std::move(pressed);
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens

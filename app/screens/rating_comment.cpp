// SPDX-License-Identifier: Apache-2.0
#include "app/screens/rating_comment.h"

#include "app/screens/typed_page.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_rating_comment(const View& view) {
    begin_page(view);
    title(view, view.tr("rating_comment.title"_key), view.tr("complaint_text.lead"_key));
    return end_typed_page(
        view,
        draw_prose(view, id::kCommentField, "rating_comment.label"_key,
                   {flow::Field::RatingComment, id::kCommentPhrase, kServicePhrases}),
        continue_button(view));
}

}  // namespace sunbooth::app::screens

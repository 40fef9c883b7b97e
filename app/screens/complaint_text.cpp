// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_text.h"

#include "app/screens/typed_page.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_complaint_text(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_text.title"_key), view.tr("complaint_text.lead"_key));
    return end_typed_page(
        view,
        draw_prose(view, id::kTextField, "complaint_text.label"_key,
                   {flow::Field::ComplaintText, id::kTextPhrase, kServicePhrases}),
        continue_button(view));
}

}  // namespace sunbooth::app::screens

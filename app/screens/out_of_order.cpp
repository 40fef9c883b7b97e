// SPDX-License-Identifier: Apache-2.0
#include "app/screens/out_of_order.h"

#include "app/screens/online.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_out_of_order(const View& view) {
    begin_message(view);
    view.ui.heading(view.tr("languages.out_of_order_zh"_key), "build");
    view.ui.subheading(view.tr("languages.out_of_order_en"_key));
    view.ui.subheading(view.tr("languages.out_of_order_ug"_key));
    view.ui.lead(view.tr("out_of_order.lead"_key));
    if (view.state.hall) {
        if (const auto* other = view.hall().nearest_kiosk(view.state.kiosk)) {
            view.ui.note("place", view.tr("out_of_order.other"_key,
                                          {{"place", view.words.as_value(view.in(other->place))}}));
        }
        view.ui.note("info", help_text(view));
        draw_online(view, id::kOutOnline);
    }
    view.ui.end();
    return std::nullopt;
}

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/out_of_order.h"

#include "app/screens/online.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

constexpr std::array kTold = {"languages.out_of_order_zh"_key, "languages.out_of_order_en"_key,
                              "languages.out_of_order_ug"_key};

}  // namespace

std::optional<Intent> draw_out_of_order(const View& view) {
    begin_message(view);
    const auto own = static_cast<std::size_t>(view.words.language());
    view.ui.heading(view.tr(kTold.at(own)), "build");
    // Whoever has not chosen a language yet reads it too, and finds the key of their own.
    for (std::size_t i = 0; i < kTold.size(); ++i) {
        if (i != own) view.ui.subheading(view.tr(kTold.at(i)));
    }
    view.ui.lead(view.tr("out_of_order.lead"_key));
    if (view.state.hall) {
        if (const auto* other = view.hall().nearest_kiosk(view.state.kiosk)) {
            view.ui.note("place", view.tr("out_of_order.other"_key,
                                          {{"place", view.words.as_value(view.in(other->place))}}));
        }
        view.ui.note("support_agent", help_text(view));
        draw_online(view, id::kOutOnline);
    }
    return end_page(view, {.secondary = {}, .primary = {}});
}

}  // namespace sunbooth::app::screens

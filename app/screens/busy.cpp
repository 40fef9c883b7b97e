// SPDX-License-Identifier: Apache-2.0
#include "app/screens/busy.h"

#include "app/flow/idle.h"
#include "app/screens/shell.h"

namespace sunbooth::app::screens {
namespace {

i18n::Key heading_of(flow::Waiting::For what) {
    using For = flow::Waiting::For;
    switch (what) {
        case For::Filing:
            return "busy.filing"_key;
        case For::Case:
        case For::Person:
            return "busy.case"_key;
        case For::Receipt:
            return "busy.receipt"_key;
        case For::Wish:
            return "busy.wish"_key;
        case For::SignIn:
            return "busy.sign_in"_key;
    }
    return "busy.filing"_key;
}

}  // namespace

std::optional<Intent> draw_busy(const View& view) {
    const flow::Waiting& waiting = *view.visit().waiting;
    const bool filing = waiting.what == flow::Waiting::For::Filing;
    const milliseconds waited = flow::waited(view.state);
    begin_message(view);
    view.ui.heading(view.tr(heading_of(waiting.what)), "hourglass_top");
    if (waited >= flow::kWordsAfter) {
        view.ui.banner(
            id::kBusyStatus, ui::Tone::Info, "hourglass_top",
            filing ? view.tr("busy.filing_words"_key) : view.tr("busy.asking_words"_key));
    }
    Bar bar{.secondary = {}, .primary = {}};
    // What is being saved cannot be called back, so there only the strip's way out is offered.
    if (waited >= flow::kCancelAfter && !filing) {
        bar.secondary.push_back({{.id = std::string(id::kBusyCancel),
                                  .label = view.tr("busy.cancel"_key),
                                  .icon = "close"},
                                 flow::CancelWait{}});
    }
    return end_page(view, bar);
}

}  // namespace sunbooth::app::screens

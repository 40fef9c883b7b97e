// SPDX-License-Identifier: Apache-2.0
#include "app/screens/delivery.h"

namespace sunbooth::app::screens {

void draw_delivery(const View& view, std::string_view element, bool delivered) {
    if (delivered) {
        view.ui.banner(element, ui::Tone::Success, "cloud_done", view.tr("receipt.delivered"_key));
    } else if (view.state.standing.online) {
        view.ui.banner(element, ui::Tone::Info, "cloud_upload", view.tr("receipt.sending"_key));
    } else {
        view.ui.banner(element, ui::Tone::Warn, "cloud_off", view.tr("receipt.unsent"_key));
    }
}

}  // namespace sunbooth::app::screens

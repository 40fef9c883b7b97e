// SPDX-License-Identifier: Apache-2.0
#include "app/screens/online.h"

namespace sunbooth::app::screens {

void draw_online(const View& view, std::string_view element) {
    const std::string& address = view.hall().online_address;
    if (address.empty()) return;
    view.ui.address(element, view.tr("common.online"_key), address);
}

}  // namespace sunbooth::app::screens

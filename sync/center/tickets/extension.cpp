// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/extension.h"

namespace sunbooth::center::tickets {

std::string extension_in(const std::vector<Event>& events) {
    std::string why;
    for (const Event& event : events) {
        if (event.type == "sent_back" || event.type == "reopened") why.clear();
        if (event.type != "extended") continue;
        // In files of older programs it is a note, which was written for colleagues.
        if (const auto words = event.fields.find("words"); words != event.fields.end()) {
            why = words->second;
        }
    }
    return why;
}

}  // namespace sunbooth::center::tickets

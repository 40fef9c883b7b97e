// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/ids.h"

namespace sunbooth::domain {

Result<KioskId> KioskId::parse(std::string_view text) {
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (text.empty() || text.size() > kLengthMax) {
        return invalid_input("kiosk", "must have 1 to 18 characters");
    }
    if (text.find_first_not_of(kAllowed) != std::string_view::npos) {
        return invalid_input("kiosk", "may hold only a-z, 0-9 and the hyphen");
    }
    return KioskId(std::string(text));
}

}  // namespace sunbooth::domain

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault/mask.h"

namespace sunbooth::center::vault {

std::string masked(std::string_view phone) {
    if (phone.empty()) return {};
    const bool whole = phone.size() >= 9;
    const std::string_view head = whole ? phone.substr(0, 3) : std::string_view{};
    const std::size_t tail_length = whole ? 4 : std::min<std::size_t>(2, phone.size() / 2);
    const std::string_view tail = phone.substr(phone.size() - tail_length);
    return std::string(head) + "****" + std::string(tail);
}

}  // namespace sunbooth::center::vault

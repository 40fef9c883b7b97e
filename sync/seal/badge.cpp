// SPDX-License-Identifier: Apache-2.0
#include "sync/seal/badge.h"

#include "sync/domain/hall.h"
#include "sync/seal/keys.h"

#include <array>

namespace sunbooth::seal {

SecretText make_badge(Random& random) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::array<std::uint8_t, 16> bits{};
    random.fill(bits);
    SecretText text(domain::kBadgePrefix);
    for (const std::uint8_t byte : bits) {
        text.append(kHex.substr(byte >> 4U, 1));
        text.append(kHex.substr(byte & 15U, 1));
    }
    wipe_memory(bits.data(), bits.size());
    return text;
}

std::string badge_hash(std::string_view text) {
    SecretText all("sunbooth-badge/1");
    for (const char c : text) {
        const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        all.append({&capital, 1});
    }
    return to_hex(digest(as_bytes(all.view())).view());
}

}  // namespace sunbooth::seal

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/base/secret.h"

#include <string>
#include <string_view>

namespace sunbooth::seal {

/// The text of another badge (domain::is_badge): 128 random bits. Kept nowhere but on the badge.
SecretText make_badge(Random& random);

/// What the hall feed holds of a badge: hex of BLAKE2b-256 over "sunbooth-badge/1" and the text in
/// capitals. No salt: nobody finds 128 random bits by trying.
std::string badge_hash(std::string_view text);

}  // namespace sunbooth::seal

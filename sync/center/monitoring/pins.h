// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/base/secret.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::monitoring {

// A monitor without the badge at hand signs in with a code and a PIN; only the center can check it,
// and counts the tries. Three steps, as with accounts: only the second is slow, only the third
// writes, and an unknown code goes through all of them.

/// Six random digits. Told once; only the Argon2id hash is kept.
SecretText make_pin(Random& random);

struct PinAttempt {
    std::string monitor;
    std::string hash;  ///< The monitor's, or that of a PIN that nobody has.
    bool known = false;
};
Result<PinAttempt> begin_pin(store::Database& db, const std::string& monitor);

inline constexpr int kPinTriesMax = 5;
/// How long a code is locked after five wrong PINs (kiosk-ux A2); twice as long after each further
/// five, so that a million PINs take years.
inline constexpr milliseconds kPinLock = std::chrono::seconds{60};
inline constexpr milliseconds kPinLockMax = std::chrono::hours{24};

/// Counts a wrong try or clears the count. Inside the caller's transaction, which must be kept even
/// when this returns a refusal. @return NotFound (field "pin": code or PIN is wrong, or the term
/// does not run); TooMany with the time to wait.
Status finish_pin(store::Database& db, const PinAttempt& attempt, bool good, WallTime now);

}  // namespace sunbooth::center::monitoring

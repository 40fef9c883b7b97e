// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/store/database.h"

#include <string>
#include <string_view>

namespace sunbooth::center::fleet {

// A one-time code is 80 random bits, written as 16 characters of Crockford's base 32 in groups of
// four. It is bound to one kiosk's name, lives 15 minutes (in a signed setup file, which is carried
// to a hall: 14 days), dies at the fifth wrong try, and is consumed once (reliability.md 5.4, row
// 8). The database keeps its hash alone.

inline constexpr milliseconds kCodeLife = std::chrono::minutes{15};
inline constexpr milliseconds kCarriedCodeLife = std::chrono::hours{24 * 14};
inline constexpr int kWrongTriesMax = 5;

/// Makes a code for a kiosk's name; an earlier one for the same name dies.
/// @return the code as shown to the operator: "7GQ2-M4XT-9KZA-10VB".
Result<std::string> make_code(store::Database& db, const std::string& kiosk, Random& random,
                              WallTime now, milliseconds life = kCodeLife);

/// Who wants to be enrolled. The caller has checked that the request is signed with `key`.
struct Enrolment {
    std::string kiosk;
    std::string code;  ///< As typed: case, blanks and hyphens do not matter.
    seal::SigningPublicKey key;
    std::uint64_t counter = 0;
};

/// Enrols a kiosk, or repeats the same enrolment whose answer was lost. Another key than before
/// begins another epoch with an empty chain; the same key keeps its chain and lifts a revocation.
/// A wrong try is counted even though it fails: the caller must commit.
/// @return Unauthorized for a wrong, used, expired or unknown code, always in the same words;
/// TooMany when the code is locked.
Result<Kiosk> enrol(store::Database& db, const Enrolment& enrolment, WallTime now);

}  // namespace sunbooth::center::fleet

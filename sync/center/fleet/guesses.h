// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::fleet {

// A receipt code has 55 random bits and a check character, which the kiosk checks by itself: a code
// that reaches the center and is not there is a guess, or one in a thousand typing errors. Twenty a
// kiosk in ten minutes let every honest visitor through and make guessing hopeless.

inline constexpr milliseconds kMissSpan = std::chrono::minutes{10};
inline constexpr int kMissesMax = 20;

/// @return TooMany with the time to wait when this kiosk has missed too often.
Status may_look_up(store::Database& db, const std::string& kiosk, WallTime now);
/// Counts one look-up that found nothing.
Status count_miss(store::Database& db, const std::string& kiosk, WallTime now);

}  // namespace sunbooth::center::fleet

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/database.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sunbooth::center::fleet {

enum class AlarmKind {
    Gap,       ///< Records before this one are missing.
    Fork,      ///< Two records claim one place, or a record does not follow the one before it.
    Conflict,  ///< One id, two different records.
    Refused,   ///< A record could not be taken and was parked.
    SetAside,  ///< A damaged queue was set aside; the center keeps it, sealed.
};
const char* to_string(AlarmKind kind);  ///< "gap" ..

/// Something that must not stay hidden. Holds no words of a visitor and no time of filing.
struct Alarm {
    AlarmKind kind = AlarmKind::Gap;
    std::string kiosk;
    std::int64_t epoch = 0;
    std::uint64_t seq = 0;
    std::string detail;  ///< E.g. "4 records are missing before this one".
};

/// Raising the same alarm again changes nothing.
Status raise(store::Database& db, const Alarm& alarm, WallTime now);

/// Whether an alarm of this kind was raised at this place; `detail` does not matter.
Result<bool> was_raised(store::Database& db, const Alarm& alarm);

/// How often each kind was raised.
struct AlarmCounts {
    std::int64_t gaps = 0, forks = 0, conflicts = 0, refused = 0, set_aside = 0;
    std::int64_t all() const { return gaps + forks + conflicts + refused + set_aside; }
};
/// By kiosk; one without an alarm is not in it.
Result<std::map<std::string, AlarmCounts>> count_alarms(store::Database& db);

/// The newest first, at most `limit`.
Result<std::vector<Alarm>> alarms(store::Database& db, int limit);

}  // namespace sunbooth::center::fleet

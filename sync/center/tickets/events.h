// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <map>
#include <string>
#include <vector>

namespace sunbooth::center::tickets {

// The life of a ticket is its events, in order, never changed. Each carries a digest over the
// digest before it and its own canonical bytes, so that whoever rewrites one must rewrite all that
// follow:
//
//   digest  = BLAKE2b-256(previous:32 ticket:u64 n:u64 at_ms:u64 type by fields)
//   type, by, fields = size:u32 then that many bytes; previous of n = 1 is zeros
//
// Triggers refuse UPDATE and DELETE, which stops mistakes; the chain shows what triggers cannot
// stop: a hand on the file.

/// Who did what a citizen did at a kiosk; no account has this name.
inline constexpr const char* kCitizen = "(citizen)";

/// The field of a call that was made outside office hours.
inline constexpr const char* kOffHours = "off_hours";

struct Event {
    std::int64_t n = 0;
    WallTime at;
    std::string type;  ///< "registered", or of event_type.h.
    std::string by;    ///< Account, "kiosk" for the filing, or kCitizen.
    std::map<std::string, std::string> fields;
};

/// Adds the next event; `event.n` must be the one that follows. Inside the caller's transaction.
/// @return Conflict when another came first.
Status append_event(store::Database& db, std::int64_t ticket, const Event& event);

/// All events of a ticket in order. @return Corrupt when one cannot be read.
Result<std::vector<Event>> events_of(store::Database& db, std::int64_t ticket);

/// Checks every digest of a ticket, and that numbers run from 1 without a gap.
/// @return Corrupt whose field is "event.<n>", the first that is wrong.
Status verify_events(store::Database& db, std::int64_t ticket);

}  // namespace sunbooth::center::tickets

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::fleet {

/// A kiosk as its requests are judged.
struct Kiosk {
    std::string name;
    std::int64_t epoch = 0;  ///< Counts enrolments under different keys; a chain lives in one.
    seal::SigningPublicKey key;
    bool revoked = false;
    std::uint64_t head_seq = 0;  ///< The last record that took its place in the chain; 0: none.
    seal::Digest head;           ///< Its digest; zeros when there is none.
    WallTime enrolled_at;
};

/// @return NotFound.
Result<Kiosk> find_kiosk(store::Database& db, const std::string& name);

/// From here on every request of this kiosk is refused, and a code that it has or had used is dead.
/// @return NotFound.
Status revoke(store::Database& db, const std::string& name, WallTime now);

/// Uses up a request counter and notes that the kiosk was heard. Counters may arrive a little out
/// of order: the last 64 are remembered one by one, everything older counts as used.
/// @return Conflict when it was used before.
Status use_counter(store::Database& db, const std::string& name, std::uint64_t counter,
                   WallTime now);

/// Moves the head of a kiosk's chain. @pre seq is higher than the head's.
Status advance_head(store::Database& db, const std::string& name, std::uint64_t seq,
                    const seal::Digest& head);

/// Health, as the kiosk's own messages tell it.
Status note_clock(store::Database& db, const std::string& name, milliseconds ahead);
Status note_hall(store::Database& db, const std::string& name, int version);

/// Every key that a kiosk ever had, newest first: old receipts are verified with old keys.
Result<std::vector<seal::SigningPublicKey>> keys_of(store::Database& db, const std::string& name);

/// One line of the operator's list.
struct Standing {
    std::string name;
    std::int64_t epoch = 0;
    bool revoked = false;
    WallTime enrolled_at;
    std::optional<WallTime> seen_at{};
    std::uint64_t head_seq = 0;
    std::optional<int> hall_version{};
    std::optional<milliseconds> clock_ahead{};  ///< Kiosk's wall clock minus the center's.
};
Result<std::vector<Standing>> standings(store::Database& db);

/// What an operator should think of a kiosk.
enum class Health {
    Revoked,
    Unheard,  ///< Enrolled, and nothing came since.
    Silent,   ///< Not heard for kSilentAfter.
    Online,
};
const char* to_string(Health health);  ///< "revoked" ..
/// A kiosk asks every half a minute, and after trouble at least every 15 (design.md 3): later than
/// that, it or its network is down.
inline constexpr milliseconds kSilentAfter = std::chrono::minutes{20};
Health health_of(const Standing& kiosk, WallTime now);

}  // namespace sunbooth::center::fleet

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/center/rules/life.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace sunbooth::center::callbacks {

/// A half of a working day.
struct HalfDay {
    domain::Date date;
    bool pm = false;
    auto operator<=>(const HalfDay&) const = default;
};
HalfDay half_day_of(WallTime at);
/// The first half of a working day after this one: when somebody who was not reached may be called
/// again, since attempts must fall on different half-days (domain.md 2.6).
HalfDay next_half_day(HalfDay from, const domain::WorkingCalendar& calendar);

/// Who calls, and when.
struct Caller {
    std::string account;
    rules::Viewer viewer;
    Instant now;
    WallTime wall;
};

/// What a caller is given.
struct Turn {
    std::optional<std::int64_t> ticket{};  ///< Nothing: nobody is to be called now.
    int ready = 0;  ///< Tickets that may be called in this half-day, this one and others' included.
    int later = 0;  ///< Called in vain in this half-day already, or agreed for a later time.
    HalfDay next_slot;
};

/// Hands out the tickets that wait for a verification call: first those for which this time was
/// agreed, then the longest waiting. Who holds
/// one and who put one off lives in memory only: after a restart two callers may meet on one
/// ticket, and the second is then told so when recording the call. Any thread.
class Desk {
public:
    /// A ticket handed out is nobody else's for this long: longer than a long call, shorter than a
    /// caller's lunch.
    static constexpr milliseconds kHeldFor = std::chrono::minutes{20};
    /// A call that was agreed on may be made so long before its time: callers dial, phones ring.
    static constexpr milliseconds kBeforeAgreed = std::chrono::minutes{5};
    /// Of those that wait, at most so many are looked through for one that may be called.
    static constexpr int kLookedAtMax = 2000;

    /// The next ticket for this caller; the one held before is given back. `put_off`, unless 0, is
    /// not offered to this caller again in this half-day while there is another.
    Result<Turn> next(store::Database& db, const Caller& caller, std::int64_t put_off);
    /// Whether this ticket was handed to this caller and is theirs still.
    bool is_held_by(std::int64_t ticket, const std::string& account, Instant now);

private:
    struct Hold {
        std::string account;
        Instant until;
    };
    bool is_held_by_another(std::int64_t ticket, const Caller& caller) const;
    bool is_put_off(std::int64_t ticket, const Caller& caller) const;
    void forget_old(const Caller& caller);

    std::mutex mutex_;
    std::map<std::int64_t, Hold> holds_;
    std::map<std::pair<std::string, std::int64_t>, HalfDay> put_off_;
};

}  // namespace sunbooth::center::callbacks

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/center/rules/course.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace sunbooth::center::callbacks {

using rules::HalfDay;
using rules::is_office_hour;

/// The first half of a working day after this one: when somebody who was not reached may be called
/// again, since attempts must fall on different half-days (domain.md 2.6).
HalfDay next_half_day(HalfDay from, const domain::WorkingCalendar& calendar);

/// The two calls of a ticket's life are different things.
enum class Call {
    Verify,   ///< Is it true, and the citizen's own.
    Closing,  ///< Does the answer satisfy.
};

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
    Call call = Call::Verify;
    int ready = 0;  ///< Tickets that may be called in this half-day, this one and others' included.
    int later = 0;  ///< Called in vain in this half-day already, or agreed for a later time.
    int others = 0;  ///< That only another caller may try: whom one person did not reach, or heard
                     ///< deny it, a second one calls before it counts.
    HalfDay next_slot;
    bool in_hours = true;  ///< Whether the office calls now at all.
};

/// Hands out the tickets that wait for a call: first those for which this time was agreed, then
/// verifications, then closing calls, each by how long they have waited. Who holds
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
    void forget_old(const Caller& caller, const HalfDay& half);

    std::mutex mutex_;
    std::map<std::int64_t, Hold> holds_;
    std::map<std::pair<std::string, std::int64_t>, HalfDay> put_off_;
};

}  // namespace sunbooth::center::callbacks

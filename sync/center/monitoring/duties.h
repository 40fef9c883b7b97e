// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::monitoring {

/// A telephone call, a visit or a meeting with a point (电话联系, 上门走访, 召开座谈会).
struct Contact {
    std::int64_t id = 0;
    std::string point;
    std::string monitor;  ///< Who was spoken to; empty: the point as such.
    std::string mode;     ///< phone, visit, meeting
    domain::Date held_on;
    std::string by;         ///< Account.
    std::string attendees;  ///< Of a meeting; else may be empty.
    std::string minutes;
};
inline constexpr std::size_t kMinutesMax = 4000;  ///< Code points.

/// Writes it down, and with it what it makes up for: a visit the point's visit that was due, a talk
/// with a monitor the reminder or call that was due. Inside the caller's transaction.
/// @return InvalidInput naming the field; NotFound when there is no such point.
Status log_contact(store::Database& db, const Contact& contact, WallTime now);
/// Newest first. @param point empty: of all.
Result<std::vector<Contact>> contacts(store::Database& db, const std::string& point, int limit);

/// What is owed and was not done.
struct Duty {
    std::int64_t id = 0;
    std::string kind;     ///< remind, call: a monitor owes reports. visit: the center owes one.
    std::string subject;  ///< A monitor's code, or a point's.
    std::string period;   ///< Monday of the week, or the day of the visit before.
    domain::Date raised_on;
    std::string done_on;  ///< Empty: open.
    std::string done_by;  ///< An account; "(rule)": the report came after all.
};
/// Open ones first, newest first.
Result<std::vector<Duty>> duties(store::Database& db, bool open_only, int limit);
/// The calls and visits that the center owes, every one of them.
Result<std::vector<Duty>> owed_by_center(store::Database& db);
Result<int> open_duties(store::Database& db);

/// Raises what became due, once for each subject and period, and ends what a late report made up
/// for. Inside the caller's transaction. @return how many rows changed; NotFound until a hall was
/// imported (its rule profile says how often).
Result<int> judge_duties(store::Database& db, WallTime now);

}  // namespace sunbooth::center::monitoring

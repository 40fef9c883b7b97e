// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/course.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/ticket.h"

#include <optional>
#include <vector>

namespace sunbooth::center::rules {

// A deadline is a pure function of what happened to a ticket, the rules of its filing day and the
// calendar: the same input gives the same date and the same explanation for ever.

/// The days by which a ticket must have been verified and answered.
struct Deadlines {
    domain::Date verify_by;
    domain::Date reply_by;
    bool provisional = false;  ///< One of them crosses a year without a published calendar.
    /// While the citizen is asked for something: the last day on which the clock stands for it.
    std::optional<domain::Date> paused_until{};
};
/// Counted from the filing day, which itself does not count; after an answer was sent back, from
/// that day. Days on which the clock stands do not count; a pause longer than the profile allows
/// ends by itself. An extension is counted on from the day on which the answer was due.
Deadlines deadlines(domain::Date filed_on, const Profile& profile,
                    const domain::WorkingCalendar& calendar, const Course& course = {});

/// Why a day counts or does not.
enum class DayKind { Working, MakeUpWorking, CalendarDay, Weekend, Holiday, Paused };
const char* to_string(DayKind kind);  ///< "working" ..

struct ClockDay {
    domain::Date date;
    bool counted = false;
    DayKind why = DayKind::Working;
};
/// Every day from the one after filing, or after the answer was sent back, to the one on which the
/// answer is due: how the date came about.
std::vector<ClockDay> explain(domain::Date filed_on, const Profile& profile,
                              const domain::WorkingCalendar& calendar, const Course& course = {});

/// The date that the next step is due on, by where the ticket stands; nothing once answered.
std::optional<domain::Date> due_on(domain::TicketState state, const Deadlines& deadlines);
bool is_overdue(domain::TicketState state, const Deadlines& deadlines, domain::Date today);

}  // namespace sunbooth::center::rules

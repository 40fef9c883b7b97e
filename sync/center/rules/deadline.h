// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/profile.h"
#include "sync/domain/ticket.h"

#include <optional>
#include <vector>

namespace sunbooth::center::rules {

/// The days by which a ticket must have been verified and answered.
struct Deadlines {
    domain::Date verify_by;
    domain::Date reply_by;
    bool provisional = false;  ///< One of them crosses a year without a published calendar.
};
/// Counted from the filing day, which itself does not count.
Deadlines deadlines(domain::Date filed_on, const Profile& profile,
                    const domain::WorkingCalendar& calendar);

/// Why a day counts or does not.
enum class DayKind { Working, MakeUpWorking, CalendarDay, Weekend, Holiday };
const char* to_string(DayKind kind);  ///< "working" ..

struct ClockDay {
    domain::Date date;
    bool counted = false;
    DayKind why = DayKind::Working;
};
/// Every day from the one after filing to the last of the reply limit: how the date came about.
std::vector<ClockDay> explain(domain::Date filed_on, const Profile& profile,
                              const domain::WorkingCalendar& calendar);

/// The date that the next step is due on, by where the ticket stands; nothing once answered.
std::optional<domain::Date> due_on(domain::TicketState state, const Deadlines& deadlines);
bool is_overdue(domain::TicketState state, const Deadlines& deadlines, domain::Date today);

}  // namespace sunbooth::center::rules

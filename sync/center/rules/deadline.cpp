// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/deadline.h"

#include <algorithm>

namespace sunbooth::center::rules {
namespace {

domain::WorkingCalendar::Due after(domain::Date start, const Limit& limit,
                                   const domain::WorkingCalendar& calendar) {
    if (limit.unit == Limit::Unit::WorkingDays) return calendar.after(start, limit.n);
    return {start.plus(limit.n), false};
}

DayKind kind_of(domain::Date day, const domain::WorkingCalendar& calendar) {
    const bool weekend = day.weekday() >= 6;
    if (calendar.is_working(day)) return weekend ? DayKind::MakeUpWorking : DayKind::Working;
    return calendar.off.contains(day) ? DayKind::Holiday : DayKind::Weekend;
}

}  // namespace

const char* to_string(DayKind kind) {
    switch (kind) {
        case DayKind::Working:
            return "working";
        case DayKind::MakeUpWorking:
            return "make_up_working";
        case DayKind::CalendarDay:
            return "calendar_day";
        case DayKind::Weekend:
            return "weekend";
        case DayKind::Holiday:
            return "holiday";
    }
    return "working";
}

Deadlines deadlines(domain::Date filed_on, const Profile& profile,
                    const domain::WorkingCalendar& calendar) {
    const auto verify = after(filed_on, profile.verify, calendar);
    const auto reply = after(filed_on, profile.reply, calendar);
    return {verify.date, reply.date, verify.provisional || reply.provisional};
}

std::vector<ClockDay> explain(domain::Date filed_on, const Profile& profile,
                              const domain::WorkingCalendar& calendar) {
    std::vector<ClockDay> days;
    const domain::Date last = after(filed_on, profile.reply, calendar).date;
    for (domain::Date day = filed_on.plus(1); day <= last; day = day.plus(1)) {
        if (profile.reply.unit == Limit::Unit::Days) {
            days.push_back({day, true, DayKind::CalendarDay});
        } else {
            days.push_back({day, calendar.is_working(day), kind_of(day, calendar)});
        }
    }
    return days;
}

std::optional<domain::Date> due_on(domain::TicketState state, const Deadlines& deadlines) {
    switch (state) {
        case domain::TicketState::Registered:
        case domain::TicketState::Verified:
            return std::min(deadlines.verify_by, deadlines.reply_by);
        case domain::TicketState::Accepted:
            return deadlines.reply_by;
        case domain::TicketState::NotAccepted:
        case domain::TicketState::Replied:
        case domain::TicketState::Closed:
            return std::nullopt;
    }
    return std::nullopt;
}

bool is_overdue(domain::TicketState state, const Deadlines& deadlines, domain::Date today) {
    const auto due = due_on(state, deadlines);
    return due && *due < today;
}

}  // namespace sunbooth::center::rules

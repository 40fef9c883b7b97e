// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/deadline.h"

#include <algorithm>

namespace sunbooth::center::rules {
namespace {

/// Counts limits along the calendar, past the days on which the clock stands.
class Clock {
public:
    Clock(const Profile& profile, const domain::WorkingCalendar& calendar, const Course& course)
        : calendar_(calendar) {
        for (const Course::Pause& pause : course.pauses) {
            const domain::Date longest = after(pause.from, profile.pause.limit);
            stands_.push_back({pause.from, std::min(pause.to.value_or(longest), longest)});
        }
    }

    bool stands(domain::Date day) const {
        return std::ranges::any_of(
            stands_, [day](const Span& span) { return span.from < day && day <= span.to; });
    }
    bool counts(domain::Date day, Limit::Unit unit) const {
        if (stands(day)) return false;
        return unit == Limit::Unit::Days || calendar_.is_working(day);
    }
    /// The last day of a limit that begins after `start`.
    domain::Date after(domain::Date start, const Limit& limit) {
        domain::Date day = start;
        for (int counted = 0; counted < limit.n; counted += counts(day, limit.unit) ? 1 : 0) {
            day = day.plus(1);
        }
        const bool guessed = limit.unit == Limit::Unit::WorkingDays && day > calendar_.known_until;
        provisional_ = provisional_ || guessed;
        return day;
    }
    bool provisional() const { return provisional_; }
    domain::Date last_stand() const { return stands_.back().to; }

private:
    struct Span {
        domain::Date from;  ///< Counts itself.
        domain::Date to;    ///< The last that does not.
    };
    const domain::WorkingCalendar& calendar_;
    std::vector<Span> stands_;
    bool provisional_ = false;
};

/// The limit that the answer is due by, from the day after which it runs.
struct Run {
    domain::Date start;
    const Limit& limit;
};
Run run_of(domain::Date filed_on, const Profile& profile, const Course& course) {
    if (course.reworks.empty()) return {filed_on, profile.reply};
    return {course.reworks.back(), profile.rework.limit};
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
        case DayKind::Paused:
            return "paused";
    }
    return "working";
}

Deadlines deadlines(domain::Date filed_on, const Profile& profile,
                    const domain::WorkingCalendar& calendar, const Course& course) {
    Clock clock(profile, calendar, course);
    const Run run = run_of(filed_on, profile, course);
    Deadlines due{clock.after(filed_on, profile.verify), clock.after(run.start, run.limit)};
    for (int i = 0; i < course.extensions; ++i) {
        due.reply_by = clock.after(due.reply_by, profile.extension.limit);
    }
    due.provisional = clock.provisional();
    if (course.is_paused()) due.paused_until = clock.last_stand();
    return due;
}

std::vector<ClockDay> explain(domain::Date filed_on, const Profile& profile,
                              const domain::WorkingCalendar& calendar, const Course& course) {
    const Clock clock(profile, calendar, course);
    const Run run = run_of(filed_on, profile, course);
    const domain::Date last = deadlines(filed_on, profile, calendar, course).reply_by;
    std::vector<ClockDay> days;
    for (domain::Date day = run.start.plus(1); day <= last; day = day.plus(1)) {
        const bool counted = clock.counts(day, run.limit.unit);
        const DayKind why = clock.stands(day)                     ? DayKind::Paused
                            : run.limit.unit == Limit::Unit::Days ? DayKind::CalendarDay
                                                                  : kind_of(day, calendar);
        days.push_back({day, counted, why});
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
        case domain::TicketState::Withdrawn:
            return std::nullopt;
        case domain::TicketState::NeedInfo:
            return deadlines.paused_until;
    }
    return std::nullopt;
}

bool is_overdue(domain::TicketState state, const Deadlines& deadlines, domain::Date today) {
    const auto due = due_on(state, deadlines);
    return due && *due < today;
}

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/deadline.h"

#include "sync/center/rules/clock.h"

#include <algorithm>

namespace sunbooth::center::rules {
namespace {

using domain::Date;

/// The limit that the answer is due by, from the day after which it runs.
struct Run {
    Date start;
    Limit limit;
};
Run run_of(Clock& clock, const Filed& filed, const Clocks& clocks, const Course& course) {
    if (course.reworks.empty()) {
        return {clock.start_of(filed.on, clocks, course).day, clocks.reply};
    }
    return {course.reworks.back(), clocks.rework.times > 0 ? clocks.rework.limit : clocks.reply};
}

Date reply_by(Clock& clock, const Filed& filed, const Clocks& clocks, const Course& course,
              std::vector<ClockDay>* walk = nullptr) {
    const Run run = run_of(clock, filed, clocks, course);
    if (course.reworks.empty()) clock.wait(filed.on, run.start, walk);
    Date due = clock.after(run.start, run.limit, walk);
    for (int i = 0; i < course.extensions; ++i) {
        due = clock.further(due, clocks.extension.limit, walk);
    }
    return due;
}

std::optional<Date> after_or_none(Clock& clock, const std::optional<Date>& start,
                                  const Limit& limit) {
    if (!start || limit.n == 0) return std::nullopt;
    return clock.after(*start, limit);
}

std::optional<Date> day_of_minute(const std::optional<std::int64_t>& minute) {
    if (!minute) return std::nullopt;
    return domain::date_of(wall_ms(*minute * 60'000));
}

/// What the center asks of itself and of units.
void put_internal(Deadlines& due, Clock& clock, const Filed& filed, const Profile& profile,
                  const Course& course) {
    const Internal& own = profile.internal;
    due.internal_verify_by = after_or_none(clock, filed.on, own.verify);
    if (course.reworks.empty() && course.extensions == 0) {
        const Date start = clock.start_of(filed.on, profile.clocks(filed.kind), course).day;
        due.internal_reply_by = after_or_none(clock, start, own.reply);
    }
    if (!course.is_signed) {
        due.sign_by = after_or_none(clock, day_of_minute(course.dispatched_min), own.sign);
    }
    if (course.answered_on && !course.passed_on) {
        due.review_by = after_or_none(clock, course.answered_on, own.review);
    }
    if (course.passed_on && course.satisfaction == 0) {
        due.call_by = after_or_none(clock, course.passed_on, own.callback);
    }
}

/// The way of a unit's answer through the center. A late answer of the unit moves the center's own
/// day, but not the one that the citizen was promised.
void put_feedback(Deadlines& due, Clock& clock, const Limit& feedback, const Course& course) {
    if (feedback.n == 0) return;
    due.told_by = clock.after(due.reply_by, feedback);
    if (!course.answered_on || course.passed_on) return;
    due.feedback_by = clock.after(*course.answered_on, feedback);
    due.told_by = std::min(*due.told_by, *due.feedback_by);
}

/// Second looks.
void put_reviews(Deadlines& due, Clock& clock, const Profile& profile, const Course& course) {
    due.appeal_until = after_or_none(clock, course.found_on, profile.appeal.ask);
    if (!course.stands.empty() && !course.stands.back().to) {
        due.appeal_by = clock.after_running(course.stands.back().from, profile.appeal.done);
    }
    due.recheck_until = after_or_none(clock, course.closed_on, profile.recheck.ask);
    if (!course.rechecks.empty()) {
        due.recheck_by = clock.after(course.rechecks.back(), profile.recheck.done);
    }
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
        case DayKind::NotBegun:
            return "not_begun";
    }
    return "working";
}

DayKind day_kind(Date day, const domain::WorkingCalendar& calendar) {
    constexpr int kSaturday = 6;
    const bool weekend = day.weekday() >= kSaturday;
    if (calendar.is_working(day)) return weekend ? DayKind::MakeUpWorking : DayKind::Working;
    return calendar.off.contains(day) ? DayKind::Holiday : DayKind::Weekend;
}

Deadlines deadlines(const Filed& filed, const Profile& profile,
                    const domain::WorkingCalendar& calendar, const Course& course) {
    Clock clock(profile, calendar, course);
    const Clocks clocks = profile.clocks(filed.kind);
    Deadlines due{clock.after(filed.on, clocks.verify), reply_by(clock, filed, clocks, course)};
    put_feedback(due, clock, clocks.feedback, course);
    due.provisional = clock.provisional();
    if (course.is_paused()) due.paused_until = clock.last_pause();
    put_internal(due, clock, filed, profile, course);
    put_reviews(due, clock, profile, course);
    return due;
}

std::vector<ClockDay> explain(const Filed& filed, const Profile& profile,
                              const domain::WorkingCalendar& calendar, const Course& course) {
    Clock clock(profile, calendar, course);
    std::vector<ClockDay> days;
    reply_by(clock, filed, profile.clocks(filed.kind), course, &days);
    return days;
}

std::optional<Date> due_on(domain::TicketState state, const Deadlines& deadlines) {
    switch (state) {
        case domain::TicketState::Registered:
        case domain::TicketState::Verified:
            return std::min(deadlines.verify_by, deadlines.reply_by);
        case domain::TicketState::Accepted:
            return deadlines.reply_by;
        case domain::TicketState::Reviewing:
            return deadlines.feedback_by.value_or(deadlines.reply_by);
        case domain::TicketState::NeedInfo:
            return deadlines.paused_until;
        case domain::TicketState::Appealed:
            return deadlines.appeal_by;
        case domain::TicketState::Rechecking:
            return deadlines.recheck_by;
        case domain::TicketState::NotAccepted:
        case domain::TicketState::Replied:
        case domain::TicketState::Closed:
        case domain::TicketState::Withdrawn:
        case domain::TicketState::Merged:
        case domain::TicketState::Transferred:
        case domain::TicketState::Archived:
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Date> internal_due_on(domain::TicketState state, const Deadlines& deadlines) {
    const auto earlier = [&](const std::optional<Date>& own) -> std::optional<Date> {
        const auto law = due_on(state, deadlines);
        if (!own) return law;
        return law ? std::min(*own, *law) : *own;
    };
    switch (state) {
        case domain::TicketState::Registered:
        case domain::TicketState::Verified:
            return earlier(deadlines.internal_verify_by);
        case domain::TicketState::Accepted:
            return earlier(deadlines.sign_by ? deadlines.sign_by : deadlines.internal_reply_by);
        case domain::TicketState::Reviewing:
            return earlier(deadlines.review_by);
        case domain::TicketState::Replied:
            return earlier(deadlines.call_by);
        default:
            return due_on(state, deadlines);
    }
}

bool is_overdue(domain::TicketState state, const Deadlines& deadlines, Date today) {
    const auto due = due_on(state, deadlines);
    return due && *due < today;
}

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/clock.h"

#include "sync/base/mutant.h"

#include <algorithm>

namespace sunbooth::center::rules {

using domain::Date;

Clock::Clock(const Profile& profile, const domain::WorkingCalendar& calendar, const Course& course)
    : counting_(profile.counting), calendar_(calendar) {
    for (const Course::Pause& pause : course.pauses) {
        const Date longest = walk_on(before_first(pause.from), profile.pause.limit, true, nullptr);
        last_pause_ = std::min(pause.to.value_or(longest), longest);
        gaps_.push_back({pause.from, last_pause_});
    }
    for (const Course::Stand& stand : course.stands) {
        const Date longest = walk_on(before_first(stand.from), profile.appeal.done, false, nullptr);
        gaps_.push_back({stand.from, stand.to.value_or(longest)});
    }
    provisional_ = false;
}

bool Clock::stands(Date day) const {
    return std::ranges::any_of(gaps_,
                               [day](const Gap& gap) { return gap.from < day && day <= gap.to; });
}

ClockDay Clock::day_at(Date day, Limit::Unit unit, bool standing) const {
    if (standing && stands(day)) return {day, false, DayKind::Paused};
    if (unit == Limit::Unit::Days) return {day, true, DayKind::CalendarDay};
    return {day, calendar_.is_working(day), day_kind(day, calendar_)};
}

Date Clock::before_first(Date start) const {
    return counting_.first_day ? start.plus(-1) : start;
}

Date Clock::walk_on(Date day, const Limit& limit, bool standing, std::vector<ClockDay>* walk) {
    const auto take = [walk](const ClockDay& one) {
        if (walk != nullptr) walk->push_back(one);
        return one.counted;
    };
    for (int counted = 0; counted < limit.n;) {
        day = day.plus(1);
        counted += take(day_at(day, limit.unit, standing)) ? 1 : 0;
    }
    const bool rolls = limit.unit == Limit::Unit::Days && counting_.rolls;
    if (rolls && !calendar_.is_working(day)) {
        do {
            day = day.plus(1);
            take({day, false, day_kind(day, calendar_)});
        } while (!calendar_.is_working(day));
    }
    const bool by_calendar = limit.unit == Limit::Unit::WorkingDays || rolls;
    provisional_ = provisional_ || (by_calendar && day > calendar_.known_until);
    return day;
}

Clock::Begin Clock::start_of(Date filed_on, const Clocks& clocks, const Course& course) {
    if (clocks.reply_from == Start::Filing || mutant("rules.counts_from_the_filing")) {
        return {filed_on};
    }
    if (clocks.reply_from == Start::Dispatch && course.handed_on) return {*course.handed_on};
    const bool accepted = course.accepted_on.has_value();
    const Date day = accepted ? *course.accepted_on : after(filed_on, clocks.verify);
    return {day, accepted && clocks.reply_from == Start::Acceptance};
}

void Clock::wait(Date filed_on, Date start, std::vector<ClockDay>* walk) const {
    if (walk == nullptr) return;
    for (Date day = before_first(filed_on).plus(1); day <= before_first(start); day = day.plus(1)) {
        walk->push_back({day, false, DayKind::NotBegun});
    }
}

Date Clock::after(Date start, const Limit& limit, std::vector<ClockDay>* walk) {
    return walk_on(before_first(start), limit, true, walk);
}

Date Clock::after_running(Date start, const Limit& limit, std::vector<ClockDay>* walk) {
    return walk_on(before_first(start), limit, false, walk);
}

Date Clock::further(Date due, const Limit& limit, std::vector<ClockDay>* walk) {
    return walk_on(due, limit, true, walk);
}

}  // namespace sunbooth::center::rules

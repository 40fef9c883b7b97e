// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/deadline.h"

#include <vector>

namespace sunbooth::center::rules {

/// Counts limits along the calendar by the profile's counting rule, past the days on which the
/// ticket's clocks stand.
class Clock {
public:
    Clock(const Profile& profile, const domain::WorkingCalendar& calendar, const Course& course);

    /// The day that an answer is counted from, and whether what it is counted from has happened.
    struct Begin {
        domain::Date day;
        bool has_begun = true;
    };
    Begin start_of(domain::Date filed_on, const Clocks& clocks, const Course& course);
    /// Tells the days between the filing and the first that can count.
    void wait(domain::Date filed_on, domain::Date start, std::vector<ClockDay>* walk) const;

    /// The last day of a limit that runs from `start`; `walk` is told every day on the way.
    domain::Date after(domain::Date start, const Limit& limit,
                       std::vector<ClockDay>* walk = nullptr);
    /// The same for a clock that does not stand with the others: that of an appeal.
    domain::Date after_running(domain::Date start, const Limit& limit,
                               std::vector<ClockDay>* walk = nullptr);
    /// More time for a limit that ended on `due`: that day was counted already, whatever the rule
    /// says of first days.
    domain::Date further(domain::Date due, const Limit& limit,
                         std::vector<ClockDay>* walk = nullptr);
    /// Whether any limit that was counted crossed a year without a published calendar.
    bool provisional() const { return provisional_; }
    void forget_provisional() { provisional_ = false; }
    domain::Date last_pause() const { return last_pause_; }

private:
    /// Days after `from`, up to and with `to`.
    struct Gap {
        domain::Date from;
        domain::Date to;
    };
    /// Counts the days after `day`.
    domain::Date walk_on(domain::Date day, const Limit& limit, bool stands,
                         std::vector<ClockDay>* walk);
    /// The day after which a limit that runs from `start` is counted.
    domain::Date before_first(domain::Date start) const;
    bool stands(domain::Date day) const;
    ClockDay day_at(domain::Date day, Limit::Unit unit, bool standing) const;

    const Counting& counting_;
    const domain::WorkingCalendar& calendar_;
    std::vector<Gap> gaps_;
    domain::Date last_pause_;
    bool provisional_ = false;
};

/// Days of a walk, those in a row that count or not for one reason together.
std::vector<Span> spans_of(const std::vector<ClockDay>& days);

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
// How every date of a ticket came about, span by span.
#include "sync/center/rules/clock.h"

namespace sunbooth::center::rules {

using domain::Date;

std::vector<Span> spans_of(const std::vector<ClockDay>& days) {
    std::vector<Span> spans;
    for (const ClockDay& day : days) {
        const bool goes_on = !spans.empty() && spans.back().counted == day.counted &&
                             spans.back().why == day.why && spans.back().to.plus(1) == day.date;
        if (!goes_on) spans.push_back({day.date, day.date, day.counted, day.why, 0});
        spans.back().to = day.date;
        ++spans.back().days;
    }
    return spans;
}

namespace {

/// A clock to be told: which, from when, how long.
struct Told {
    std::string clock;
    bool is_public;
    Date start;
    Limit limit;
    int extensions = 0;
    Limit extension{};
    bool stands = true;
    /// What it is counted from where that is said by the edition; days since the filing are told.
    std::optional<Date> filed_on{};
    std::optional<Start> from{};
    bool has_begun = true;
};

class Teller {
public:
    Teller(const Profile& profile, const domain::WorkingCalendar& calendar, const Course& course)
        : clock_(profile, calendar, course) {}

    void tell(const Told& told) {
        if (told.limit.n == 0) return;
        clock_.forget_provisional();
        std::vector<ClockDay> days;
        if (told.filed_on) clock_.wait(*told.filed_on, told.start, &days);
        Date due = told.stands ? clock_.after(told.start, told.limit, &days)
                               : clock_.after_running(told.start, told.limit, &days);
        for (int i = 0; i < told.extensions; ++i) due = clock_.further(due, told.extension, &days);
        all_.push_back({told.clock, told.is_public, told.limit, told.extensions, told.start, due,
                        clock_.provisional(), spans_of(days), told.from, told.has_begun});
    }
    Clock::Begin start_of(const Filed& filed, const Clocks& clocks, const Course& course) {
        return clock_.start_of(filed.on, clocks, course);
    }
    std::vector<Explained> all() && { return std::move(all_); }

private:
    Clock clock_;
    std::vector<Explained> all_;
};

std::optional<Date> day_of_minute(const std::optional<std::int64_t>& minute) {
    if (!minute) return std::nullopt;
    return domain::date_of(wall_ms(*minute * 60'000));
}

void tell_internal(Teller& teller, const Filed& filed, const Profile& profile,
                   const Course& course) {
    const Internal& own = profile.internal;
    teller.tell(
        {"internal_verify", false, filed.on, own.verify, 0, {}, true, filed.on, Start::Filing});
    const Clocks clocks = profile.clocks(filed.kind);
    const Clock::Begin begin = teller.start_of(filed, clocks, course);
    teller.tell({"internal_reply",
                 false,
                 begin.day,
                 own.reply,
                 0,
                 {},
                 true,
                 filed.on,
                 clocks.reply_from,
                 begin.has_begun});
    if (const auto day = day_of_minute(course.dispatched_min)) {
        teller.tell({"sign", false, *day, own.sign});
    }
    // A unit's answer that was passed on the same day looks like one of the center itself.
    if (course.answered_on && course.passed_on != course.answered_on) {
        teller.tell({"review", false, *course.answered_on, own.review});
    }
    if (course.passed_on) teller.tell({"callback", false, *course.passed_on, own.callback});
}

std::string numbered(const char* clock, std::size_t n) {
    return n == 0 ? clock : clock + ("." + std::to_string(n));
}

/// The clock of the first answer, and of each that was handled anew: a card may stand on any.
void tell_replies(Teller& teller, const Filed& filed, const Clocks& clocks, const Course& course) {
    const Limit anew = clocks.rework.times > 0 ? clocks.rework.limit : clocks.reply;
    for (std::size_t i = 0; i <= course.reworks.size(); ++i) {
        const bool ended = i < course.reworks.size();
        const int former =
            ended && i < course.extended_before.size() ? course.extended_before[i] : 0;
        Told told{numbered("reply", i),
                  true,
                  i == 0 ? filed.on : course.reworks[i - 1],
                  i == 0 ? clocks.reply : anew,
                  ended ? former : course.extensions,
                  clocks.extension.limit};
        if (i == 0) {
            const Clock::Begin begin = teller.start_of(filed, clocks, course);
            told.start = begin.day;
            told.filed_on = filed.on;
            told.from = clocks.reply_from;
            told.has_begun = begin.has_begun;
        }
        teller.tell(told);
    }
    // A unit's answer that was passed on the same day looks like one of the center itself.
    if (course.answered_on && course.passed_on != course.answered_on) {
        teller.tell({"feedback", true, *course.answered_on, clocks.feedback});
    }
}

/// Waiting for the citizen, and second looks, whether they lasted or are over.
void tell_others(Teller& teller, const Profile& profile, const Course& course) {
    for (std::size_t i = 0; i < course.pauses.size(); ++i) {
        teller.tell({numbered("need_info", i),
                     true,
                     course.pauses[i].from,
                     profile.pause.limit,
                     0,
                     {},
                     false});
    }
    for (std::size_t i = 0; i < course.rechecks.size(); ++i) {
        teller.tell({numbered("recheck", i), true, course.rechecks[i], profile.recheck.done});
    }
    for (std::size_t i = 0; i < course.stands.size(); ++i) {
        teller.tell({numbered("appeal", i),
                     false,
                     course.stands[i].from,
                     profile.appeal.done,
                     0,
                     {},
                     false});
    }
}

}  // namespace

std::vector<Explained> explain_all(const Filed& filed, const Profile& profile,
                                   const domain::WorkingCalendar& calendar, const Course& course) {
    Teller teller(profile, calendar, course);
    const Clocks clocks = profile.clocks(filed.kind);
    teller.tell({"verify", true, filed.on, clocks.verify, 0, {}, true, filed.on, Start::Filing});
    tell_replies(teller, filed, clocks, course);
    tell_others(teller, profile, course);
    tell_internal(teller, filed, profile, course);
    return std::move(teller).all();
}

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/course.h"

#include "sync/base/mutant.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace sunbooth::center::rules {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

std::int64_t minute_at(WallTime at) {
    return to_ms(at) / kMinuteMs;
}

/// Half-days of tries: two calls in one half-day are one attempt (domain.md 2.6).
int halves(const std::vector<Course::Try>& tries) {
    std::set<HalfDay> all;
    for (const Course::Try& one : tries) {
        if (one.counts) all.insert(one.half);
    }
    return static_cast<int>(all.size());
}

int callers(const std::vector<Course::Try>& tries) {
    std::set<std::string> all;
    for (const Course::Try& one : tries) {
        if (one.counts) all.insert(one.caller);
    }
    return static_cast<int>(all.size());
}

Course::Try try_of(const Deed& deed, const Profile& profile) {
    const bool counts = !deed.off_hours || mutant("rules.night_calls_count");
    return {half_day_of(deed.at, profile), deed.by, counts};
}

void note_call(Course& course, const Deed& deed, const Profile& profile) {
    const bool verifies = deed.from == domain::TicketState::Registered;
    if (!verifies || !deed.move.outcome) return;
    if (is_fruitless(*deed.move.outcome)) {
        course.tries.push_back(try_of(deed, profile));
    }
    if (*deed.move.outcome == Outcome::DeniedIdentity) course.denials.push_back(deed.by);
}

void note_closing_call(Course& course, const Deed& deed, const Profile& profile) {
    if (!deed.move.outcome) return;
    if (is_fruitless(*deed.move.outcome)) {
        course.closing_tries.push_back(try_of(deed, profile));
    }
    if (confirms(*deed.move.outcome)) course.satisfaction = deed.satisfaction;
}

/// The unit has it from now on, and has neither signed for it nor asked for more time.
void note_dispatch(Course& course, const Deed& deed) {
    course.dispatched_min.reset();
    if (deed.has_unit) course.dispatched_min = minute_at(deed.at);
    course.is_signed = false;
    course.extension_asked = false;
}

/// It is handled anew: another answer will have to be given, passed and heard, by a clock of its
/// own that nobody has extended yet.
void begin_anew(Course& course, domain::Date day) {
    course.reworks.push_back(day);
    course.extended_before.push_back(std::exchange(course.extensions, 0));
    course.extension_asked = false;
    course.closing_tries.clear();
    course.satisfaction = 0;
    course.answered_on.reset();
    course.passed_on.reset();
    course.closed_on.reset();
}

void end_stand(Course& course, domain::Date day) {
    if (!course.stands.empty() && !course.stands.back().to) course.stands.back().to = day;
}

void note_answer(Course& course, const Deed& deed, domain::Date day) {
    course.answered_on = day;
    course.is_signed = course.is_signed || deed.move.by_unit;
    if (!deed.move.by_unit) course.passed_on = day;
}

void note_class(Course& course, const Deed& deed, domain::Date day) {
    course.found = deed.move.found;
    course.found_on = day;
    if (deed.to == domain::TicketState::Appealed) course.stands.push_back({day, std::nullopt});
    if (deed.to == domain::TicketState::Accepted) note_dispatch(course, deed);
}

/// From which day an answer is counted, where that is not the day of the filing. Whoever hands it
/// on from unit to unit gains no time by that.
void note_start(Course& course, const Deed& deed, domain::Date day) {
    if (deed.move.action == Action::Return) course.handed_on.reset();
    if (deed.to != domain::TicketState::Accepted) return;
    if (!course.accepted_on) course.accepted_on = day;
    const bool again = course.handed_on && !mutant("rules.another_unit_gains_time");
    const bool handed = deed.move.action == Action::Dispatch ||
                        deed.move.action == Action::Designate || !course.handed_on;
    if (deed.has_unit && handed && !again) course.handed_on = day;
}

}  // namespace

bool stands_alone(const Deed& deed) {
    return deed.from == domain::TicketState::Merged && deed.to != domain::TicketState::Merged &&
           deed.to != domain::TicketState::Archived;
}

HalfDay half_day_of(WallTime at, const Profile& profile) {
    const domain::Date day = domain::date_of(at);
    return {day, domain::minute_of_day(at) >= profile.noon_on(day)};
}

bool is_office_hour(WallTime at, const Profile& profile, const domain::WorkingCalendar& calendar) {
    const domain::Date day = domain::date_of(at);
    const int minute = domain::minute_of_day(at);
    if (!calendar.is_working(day)) return false;
    return std::ranges::any_of(profile.season_on(day).hours, [minute](const auto& span) {
        return span.first <= minute && minute < span.second;
    });
}

int Course::extensions_ever() const {
    return std::accumulate(extended_before.begin(), extended_before.end(), extensions);
}

bool Course::is_impersonated(const Profile& profile) const {
    const std::set<std::string> all(denials.begin(), denials.end());
    return static_cast<int>(all.size()) >= profile.calls.callers_min;
}

Course after(Course course, const Deed& deed, const Profile& profile) {
    const domain::Date day = domain::date_of(deed.at);
    if (deed.to == domain::TicketState::Closed) course.closed_on = day;
    if (stands_alone(deed)) course.merged_from.reset();
    if (profile.counts_from_later()) note_start(course, deed, day);
    switch (deed.move.action) {
        case Action::NeedInfo:
            course.pauses.push_back({day, std::nullopt, deed.from});
            break;
        case Action::Supplement:
            SUNBOOTH_ASSERT(course.is_paused());
            course.pauses.back().to = day;
            break;
        case Action::Extend:
            ++course.extensions;
            course.extension_asked = false;
            break;
        case Action::AskExtension:
            course.extension_asked = true;
            break;
        case Action::DenyExtension:
            course.extension_asked = false;
            break;
        case Action::Rework:
        case Action::Reopen:
            begin_anew(course, day);
            break;
        case Action::Return:
            ++course.returns;
            note_dispatch(course, deed);
            break;
        case Action::Urge:
            course.urges.push_back(day);
            break;
        case Action::Accept:
        case Action::Dispatch:
            note_dispatch(course, deed);
            break;
        case Action::Designate:
            note_dispatch(course, deed);
            course.is_designated = true;
            break;
        case Action::Sign:
            course.is_signed = true;
            break;
        case Action::Reply:
            note_answer(course, deed, day);
            break;
        case Action::Approve:
            course.passed_on = day;
            break;
        case Action::SendBack:
            course.answered_on.reset();
            break;
        case Action::Callback:
            note_call(course, deed, profile);
            break;
        case Action::ClosingCall:
            note_closing_call(course, deed, profile);
            break;
        case Action::Classify:
            note_class(course, deed, day);
            break;
        case Action::Appeal:
            course.stands.push_back({day, std::nullopt});
            break;
        case Action::Dismiss:
            end_stand(course, day);
            course.found = RatingClass::Valid;
            if (!course.dispatched_min) note_dispatch(course, deed);
            break;
        case Action::Overturn:
            end_stand(course, day);
            course.is_excluded = true;
            break;
        case Action::Recheck:
            course.rechecks.push_back(day);
            break;
        case Action::Merge:
            course.merged_from = deed.from;
            break;
        case Action::Supervise:
            ++course.supervised;
            break;
        case Action::Join:
            ++course.merged;
            break;
        case Action::Leave:
            --course.merged;
            break;
        case Action::Separate:
        case Action::Withdraw:
        case Action::Refuse:
        case Action::Close:
        case Action::Transfer:
        case Action::Uphold:
        case Action::Archive:
            break;
    }
    return course;
}

Standing standing_of(const Given& given, const Profile& profile, const Course& course) {
    const Clocks clocks = profile.clocks(given.kind);
    Standing standing{given.state, given.has_contact, halves(course.tries),
                      profile.calls.attempts_min};
    standing.kind = given.kind;
    standing.has_handler = given.has_handler;
    standing.callers = callers(course.tries);
    standing.callers_min = profile.calls.callers_min;
    standing.may_return = course.returns == 0 && !course.is_designated;
    standing.may_ask = static_cast<int>(course.pauses.size()) < profile.pause.times;
    standing.may_extend = course.extensions_ever() < clocks.extension.times;
    standing.may_rework = static_cast<int>(course.reworks.size()) < clocks.rework.times;
    standing.is_signed = course.is_signed;
    standing.extension_asked = course.extension_asked;
    standing.may_appeal = course.stands.empty();
    standing.may_recheck = course.rechecks.empty();
    standing.was_heard = course.satisfaction > 0;
    standing.closing_tries = halves(course.closing_tries);
    standing.closing_callers = callers(course.closing_tries);
    standing.has_merged = course.merged > 0;
    standing.supervises_dissatisfied = profile.supervises_dissatisfied;
    if (course.is_paused()) standing.resumes_to = course.pauses.back().at;
    if (course.merged_from) standing.resumes_to = course.merged_from;
    return standing;
}

std::optional<WallTime> return_until(const Course& course, const Profile& profile,
                                     const domain::WorkingCalendar& calendar) {
    constexpr std::int64_t kDayMin = 24 * 60;
    if (!course.dispatched_min) return std::nullopt;
    std::int64_t left = std::int64_t{profile.return_hours} * 60;
    std::int64_t at = *course.dispatched_min;
    while (left > 0) {
        const WallTime now = wall_ms(at * kMinuteMs);
        const std::int64_t to_midnight = kDayMin - domain::minute_of_day(now);
        const bool open = calendar.is_working(domain::date_of(now));
        const std::int64_t step = open ? std::min(left, to_midnight) : to_midnight;
        if (open) left -= step;
        at += step;
    }
    return wall_ms(at * kMinuteMs);
}

}  // namespace sunbooth::center::rules

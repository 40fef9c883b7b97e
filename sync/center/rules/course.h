// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/life.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

/// A half of a day of office.
struct HalfDay {
    domain::Date date;
    bool pm = false;
    auto operator<=>(const HalfDay&) const = default;
};
/// By the office hours of the profile: an afternoon begins after their first block.
HalfDay half_day_of(WallTime at, const Profile& profile);

/// Whether the office calls at this time: an open day, within its hours.
bool is_office_hour(WallTime at, const Profile& profile, const domain::WorkingCalendar& calendar);

/// What happened to a ticket that its clock and its next steps depend on besides its state. It
/// follows from the ticket's events alone, and is kept beside them so that lists need not read all.
struct Course {
    /// The citizen was asked for something: the clock stands from the day after `from` to `to`.
    struct Pause {
        domain::Date from;
        std::optional<domain::Date> to;  ///< Nothing while it lasts.
        domain::TicketState at;          ///< Where the ticket stood, and goes back to.
        bool operator==(const Pause&) const = default;
    };
    /// A call that reached nobody. One outside office hours is on record and counts for nothing:
    /// at night nobody answers.
    struct Try {
        HalfDay half;
        std::string caller;
        bool counts = true;
        bool operator==(const Try&) const = default;
    };
    /// Days that no clock counts while others look at it: an appeal.
    struct Stand {
        domain::Date from;
        std::optional<domain::Date> to;
        bool operator==(const Stand&) const = default;
    };
    std::vector<Pause> pauses;
    int extensions = 0;                 ///< Of the clock that runs.
    std::vector<domain::Date> reworks;  ///< The days on which the answer was sent back.
    std::vector<int> extended_before;   ///< Of the clock that each of them ended.
    int returns = 0;                    ///< By units whose matter it was not.
    std::vector<domain::Date> urges;    ///< The days on which the citizen asked for haste.

    std::optional<std::int64_t> dispatched_min{};  ///< Minutes since 1970: when the unit got it.
    bool is_signed = false;
    bool is_designated = false;
    bool extension_asked = false;
    std::vector<Try> tries;            ///< Verification calls in vain.
    std::vector<Try> closing_tries;    ///< Closing calls in vain, since the last answer.
    std::vector<std::string> denials;  ///< Callers to whom it was denied that it is the citizen's.
    int satisfaction = 0;              ///< 1..5 as heard since the last answer; 0: not heard.
    std::optional<domain::Date> answered_on{};  ///< The last answer, of a unit or of the center.
    std::optional<domain::Date> passed_on{};    ///< When it reached the citizen.
    std::optional<RatingClass> found{};
    std::optional<domain::Date> found_on{};
    std::vector<Stand> stands;
    std::vector<domain::Date> rechecks;
    std::optional<domain::Date> closed_on{};
    std::optional<domain::TicketState> merged_from{};
    int supervised = 0;
    bool is_excluded = false;  ///< Of a rating: left out of the figures.
    int merged = 0;            ///< How many others go with it.
    /// The days that an answer may be counted from; kept only where the profile does so.
    std::optional<domain::Date> accepted_on{};
    std::optional<domain::Date> handed_on{};  ///< To the first unit that did not give it back.
    bool operator==(const Course&) const = default;

    int extensions_ever() const;
    bool is_paused() const { return !pauses.empty() && !pauses.back().to; }
    /// Enough people denied it: filed in another's name.
    bool is_impersonated(const Profile& profile) const;
};

/// A deed as its ticket's course depends on it.
struct Deed {
    Move move;
    domain::TicketState from = domain::TicketState::Registered;  ///< Where it stood,
    domain::TicketState to = domain::TicketState::Registered;    ///< and stands.
    WallTime at;
    std::string by{};        ///< Who did it.
    int satisfaction = 0;    ///< ClosingCall.
    bool has_unit = false;   ///< It is with a unit afterwards.
    bool off_hours = false;  ///< A call outside office hours.
};
Course after(Course course, const Deed& deed, const Profile& profile);
/// Whether it goes with another no more. One that was put away still does.
bool stands_alone(const Deed& deed);

/// As text: "p2026-11-03:accepted r2026-11-05 e w2026-11-20", marks as course.cpp says; empty for
/// a ticket to which nothing has happened.
std::string write(const Course& course);
/// @return Corrupt when it is none that write() makes.
Result<Course> read_course(std::string_view text);

/// What decides besides the course.
struct Given {
    domain::TicketState state = domain::TicketState::Registered;
    domain::RecordKind kind = domain::RecordKind::Complaint;
    bool has_contact = false;
    bool has_handler = false;
};
/// All that decides what may be done next.
Standing standing_of(const Given& given, const Profile& profile, const Course& course);

/// Until when a unit may say that it is not its matter: hours of open days, from the dispatch.
/// Nothing when it has not been dispatched.
std::optional<WallTime> return_until(const Course& course, const Profile& profile,
                                     const domain::WorkingCalendar& calendar);

}  // namespace sunbooth::center::rules

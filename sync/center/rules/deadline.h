// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/course.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/ticket.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::rules {

// A deadline is a pure function of what happened to a ticket, the rules of its filing day and the
// calendar: the same input gives the same date and the same explanation for ever.

/// What deadlines depend on besides the course.
struct Filed {
    domain::Date on;
    domain::RecordKind kind = domain::RecordKind::Complaint;
};

/// The days by which a ticket must have been verified and answered, and what the center asks of
/// itself and of units besides.
struct Deadlines {
    domain::Date verify_by;
    domain::Date reply_by;     ///< The last day for the answer, of the unit where one has it.
    bool provisional = false;  ///< One of them crosses a year without a published calendar.
    /// While the citizen is asked for something: the last day on which the clock stands for it.
    std::optional<domain::Date> paused_until{};
    std::optional<domain::Date> internal_verify_by{}, internal_reply_by{};
    std::optional<domain::Date> sign_by{};       ///< While a unit has it and has not signed for it.
    std::optional<domain::Date> review_by{};     ///< While the center has a unit's answer.
    std::optional<domain::Date> call_by{};       ///< The closing call.
    std::optional<domain::Date> appeal_until{};  ///< The last day on which a unit may appeal.
    std::optional<domain::Date> appeal_by{};     ///< While somebody outside looks at it.
    std::optional<domain::Date> recheck_until{};  ///< The last day to ask for a recheck.
    std::optional<domain::Date> recheck_by{};     ///< While it is looked at again.
    /// While the center has a unit's answer: the last day to pass it on to the citizen.
    std::optional<domain::Date> feedback_by{};
    /// What the citizen is promised: the day on which the answer is there, with the time that the
    /// center has to pass it on; none where that is the same day as reply_by.
    std::optional<domain::Date> told_by{};
    domain::Date answer_by() const { return told_by.value_or(reply_by); }
};
/// Counted by the profile's counting rule from the day that the profile says, of the filing, the
/// acceptance or the dispatch; after an answer was sent back, from that day. What is counted from a
/// dispatch that has not been made is counted from the acceptance, and before that from the last
/// day for it: nobody gains time by not handing it on. Days on which the clock stands do not count;
/// a pause longer than the profile allows ends by itself. An extension is counted on from the day
/// on which the answer was due.
Deadlines deadlines(const Filed& filed, const Profile& profile,
                    const domain::WorkingCalendar& calendar, const Course& course = {});
inline Deadlines deadlines(domain::Date filed_on, const Profile& profile,
                           const domain::WorkingCalendar& calendar, const Course& course = {}) {
    return deadlines(Filed{filed_on}, profile, calendar, course);
}

/// Why a day counts or does not.
enum class DayKind {
    Working,
    MakeUpWorking,
    CalendarDay,
    Weekend,
    Holiday,
    Paused,
    NotBegun,  ///< Between the filing and the day that the limit is counted from.
};
const char* to_string(DayKind kind);  ///< "working" ..
/// Of a day that is counted in working days.
DayKind day_kind(domain::Date day, const domain::WorkingCalendar& calendar);

struct ClockDay {
    domain::Date date;
    bool counted = false;
    DayKind why = DayKind::Working;
};
/// Every day from the one after filing, or after the answer was sent back, to the one on which the
/// answer is due: how the date came about.
std::vector<ClockDay> explain(const Filed& filed, const Profile& profile,
                              const domain::WorkingCalendar& calendar, const Course& course = {});
inline std::vector<ClockDay> explain(domain::Date filed_on, const Profile& profile,
                                     const domain::WorkingCalendar& calendar,
                                     const Course& course = {}) {
    return explain(Filed{filed_on}, profile, calendar, course);
}

/// Days in a row that count, or do not, for the same reason.
struct Span {
    domain::Date from, to;
    bool counted = false;
    DayKind why = DayKind::Working;
    int days = 0;
    bool operator==(const Span&) const = default;
};
/// One clock of a ticket, with how its date came about.
struct Explained {
    /// "verify", "reply", "reply.1", "feedback", "need_info", "internal_verify", "sign" ..
    std::string clock;
    bool is_public = true;  ///< Promised to the citizen; else the center's own.
    Limit limit;
    int extensions = 0;
    domain::Date start;  ///< That it runs from.
    domain::Date due;
    bool provisional = false;
    std::vector<Span> spans;
    std::optional<Start> from{};  ///< What it is counted from, where an edition says it.
    bool has_begun = true;        ///< Whether that has happened.
};
/// Every clock that has begun, ended ones too, in the order in which they may begin; the center's
/// own last.
std::vector<Explained> explain_all(const Filed& filed, const Profile& profile,
                                   const domain::WorkingCalendar& calendar, const Course& course);

/// The date that the next step is due on by law, by where the ticket stands; nothing once answered.
std::optional<domain::Date> due_on(domain::TicketState state, const Deadlines& deadlines);
/// The date that the center itself sets for the next step; never later than due_on().
std::optional<domain::Date> internal_due_on(domain::TicketState state, const Deadlines& deadlines);
bool is_overdue(domain::TicketState state, const Deadlines& deadlines, domain::Date today);

}  // namespace sunbooth::center::rules

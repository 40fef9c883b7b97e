// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/deadline.h"
#include "sync/center/rules/issue_life.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::rules {

// The clocks of a monitor's report (domain.md 5), by the table [issue] of the rules of its filing
// day: it is verified, decided about within as many days again, and where a unit is given a
// 整改建议书 that unit has its days to answer, may be given more before they are over, and has its
// own when the answer is sent back. Like a ticket's, they are a pure function of what happened, the
// rules and the calendar.

/// What happened to it that its clocks depend on.
struct IssueCourse {
    domain::Date filed_on;
    IssueState state = IssueState::Registered;
    std::optional<domain::Date> verified_on{};
    bool owes_something = false;  ///< It proved true, and nothing has followed from it yet.
    /// Days that a unit has: from the advice, and from each answer that was sent back.
    struct Run {
        domain::Date from;
        int extensions = 0;
        bool operator==(const Run&) const = default;
    };
    std::vector<Run> runs{};
    std::optional<domain::Date> answered_on{};  ///< The last answer.
    bool operator==(const IssueCourse&) const = default;
};

/// One event of it.
struct IssueStep {
    IssueAction action = IssueAction::Verify;
    std::optional<IssueOutcome> outcome{};
    IssueStanding after;  ///< Where it stands then.
    domain::Date on;
};
IssueCourse after(IssueCourse course, const IssueStep& step);

/// The clock that runs.
struct IssueRunning {
    std::string clock;  ///< "issue_verify", "issue_decide", "rectify", "rectify+1", "rectify.1",
                        ///< "issue_review".
    Limit limit;
    domain::Date due;
    bool of_unit = false;  ///< Else it is the center's own.
    bool provisional = false;
    bool operator==(const IssueRunning&) const = default;
};
std::optional<IssueRunning> running(const IssueCourse& course, const Profile& profile,
                                    const domain::WorkingCalendar& calendar);

/// Every clock that has begun, in order, with how its date came about.
std::vector<Explained> explain_issue(const IssueCourse& course, const Profile& profile,
                                     const domain::WorkingCalendar& calendar);

/// Whether the rules allow a unit more time, and another answer.
bool may_extend(const IssueCourse& course, const Profile& profile);
bool may_send_back(const IssueCourse& course, const Profile& profile);

}  // namespace sunbooth::center::rules

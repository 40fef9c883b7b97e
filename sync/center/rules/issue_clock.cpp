// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/issue_clock.h"

#include "sync/base/mutant.h"
#include "sync/center/rules/clock.h"

namespace sunbooth::center::rules {
namespace {

using domain::Date;

/// A clock that has begun.
struct Begun {
    std::string clock;
    bool of_unit = false;
    Date start;
    Limit limit;
    int extensions = 0;
    bool is_over = false;  ///< What it was for has come about.
};

std::string rectify_clock(std::size_t run, int extensions) {
    std::string clock = "rectify";
    if (run > 0) clock += "." + std::to_string(run);
    return extensions > 0 ? clock + "+" + std::to_string(extensions) : clock;
}

std::vector<Begun> begun(const IssueCourse& course, const Profile& profile) {
    const Clocks& clocks = profile.issue;
    const IssueState state = course.state;
    std::vector<Begun> all;
    all.push_back({"issue_verify", false, course.filed_on, clocks.verify, 0,
                   state != IssueState::Registered});
    if (course.verified_on) {
        all.push_back({"issue_decide", false, *course.verified_on, clocks.verify, 0,
                       state != IssueState::Verified || !course.owes_something});
    }
    for (std::size_t i = 0; i < course.runs.size(); ++i) {
        const IssueCourse::Run& run = course.runs[i];
        const Limit limit = i > 0 && clocks.rework.times > 0 ? clocks.rework.limit : clocks.reply;
        const bool is_last = i + 1 == course.runs.size();
        all.push_back({rectify_clock(i, run.extensions), true, run.from, limit, run.extensions,
                       !is_last || state != IssueState::Rectifying});
    }
    if (course.answered_on && profile.internal.review.n > 0) {
        all.push_back({"issue_review", false, *course.answered_on, profile.internal.review, 0,
                       state != IssueState::Answered});
    }
    return all;
}

Date due_of(Clock& clock, const Begun& one, const Limit& extension, std::vector<ClockDay>* walk) {
    Date due = clock.after(one.start, one.limit, walk);
    for (int i = 0; i < one.extensions; ++i) due = clock.further(due, extension, walk);
    return due;
}

int extensions_of(const IssueCourse& course) {
    int all = 0;
    for (const IssueCourse::Run& run : course.runs) all += run.extensions;
    return all;
}

}  // namespace

IssueCourse after(IssueCourse course, const IssueStep& step) {
    course.state = step.after.state;
    switch (step.action) {
        case IssueAction::Verify:
            course.verified_on = step.on;
            course.owes_something = owes_something(step.after);
            break;
        case IssueAction::Act:
            course.owes_something = false;
            if (step.outcome == IssueOutcome::Rectify) course.runs.push_back({step.on});
            break;
        case IssueAction::Answer:
            course.answered_on = step.on;
            break;
        case IssueAction::SendBack:
            course.answered_on.reset();
            course.runs.push_back({step.on});
            break;
        case IssueAction::Extend:
            SUNBOOTH_ASSERT(!course.runs.empty());
            ++course.runs.back().extensions;
            break;
        case IssueAction::Close:
            break;
    }
    return course;
}

std::optional<IssueRunning> running(const IssueCourse& course, const Profile& profile,
                                    const domain::WorkingCalendar& calendar) {
    if (course.state == IssueState::Closed) return std::nullopt;
    for (const Begun& one : begun(course, profile)) {
        if (one.is_over) continue;
        Clock clock(profile, calendar, {});
        const Date due = due_of(clock, one, profile.issue.extension.limit, nullptr);
        return IssueRunning{one.clock, one.limit, due, one.of_unit, clock.provisional()};
    }
    return std::nullopt;
}

std::vector<Explained> explain_issue(const IssueCourse& course, const Profile& profile,
                                     const domain::WorkingCalendar& calendar) {
    std::vector<Explained> all;
    for (const Begun& one : begun(course, profile)) {
        Clock clock(profile, calendar, {});
        std::vector<ClockDay> days;
        const Date due = due_of(clock, one, profile.issue.extension.limit, &days);
        all.push_back({one.clock, one.of_unit, one.limit, one.extensions, one.start, due,
                       clock.provisional(), spans_of(days)});
    }
    return all;
}

bool may_extend(const IssueCourse& course, const Profile& profile) {
    return course.state == IssueState::Rectifying &&
           extensions_of(course) < profile.issue.extension.times;
}

bool may_send_back(const IssueCourse& course, const Profile& profile) {
    const auto sent_back = static_cast<int>(course.runs.size()) - 1;
    return course.state == IssueState::Answered && sent_back < profile.issue.rework.times;
}

}  // namespace sunbooth::center::rules

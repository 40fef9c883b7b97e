// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/issue_life.h"

#include "sync/base/named.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::rules {

namespace {

using enum IssueState;

constexpr std::array kStateNames = {Named{Registered, "registered"}, Named{Verified, "verified"},
                                    Named{Acted, "acted"},           Named{Closed, "closed"},
                                    Named{Rectifying, "rectifying"}, Named{Answered, "answered"}};
constexpr std::array kActionNames = {
    Named{IssueAction::Verify, "verify"},      Named{IssueAction::Act, "act"},
    Named{IssueAction::Close, "close"},        Named{IssueAction::Answer, "answer"},
    Named{IssueAction::SendBack, "send_back"}, Named{IssueAction::Extend, "extend"}};
constexpr std::array kOutcomeNames = {
    Named{IssueOutcome::Bulletin, "bulletin"}, Named{IssueOutcome::Rectify, "rectify"},
    Named{IssueOutcome::Supervise, "supervise"}, Named{IssueOutcome::Investigate, "investigate"},
    Named{IssueOutcome::Expose, "expose"}};
static_assert(named_in_order(kStateNames, Answered));
static_assert(named_in_order(kActionNames, IssueAction::Extend));
static_assert(named_in_order(kOutcomeNames, IssueOutcome::Expose));

/// What must be true besides the state.
enum class When { Always, NotUntrue, NothingOwed, MayExtend, MaySendBack };

/// One arrow of the life of a report, as life.cpp has them for tickets (domain.md 5).
struct Arrow {
    IssueState from;
    IssueAction action;
    IssueState to;
    When when = When::Always;
};
constexpr std::array kLife = {
    Arrow{Registered, IssueAction::Verify, Verified},
    Arrow{Verified, IssueAction::Act, Acted, When::NotUntrue},
    Arrow{Verified, IssueAction::Close, Closed, When::NothingOwed},
    Arrow{Acted, IssueAction::Act, Acted},
    Arrow{Acted, IssueAction::Close, Closed},
    Arrow{Rectifying, IssueAction::Act, Rectifying},  // Who does nothing is 督办, or exposed.
    Arrow{Rectifying, IssueAction::Answer, Answered},
    Arrow{Rectifying, IssueAction::Extend, Rectifying, When::MayExtend},
    Arrow{Answered, IssueAction::Act, Answered},
    Arrow{Answered, IssueAction::SendBack, Rectifying, When::MaySendBack},
    Arrow{Answered, IssueAction::Close, Closed},
};

bool is_ready(const IssueStanding& standing, When when) {
    const bool untrue = standing.finding == domain::Finding::Untrue;
    switch (when) {
        case When::Always:
            return true;
        case When::NotUntrue:
            return !untrue;
        case When::NothingOwed:
            // A problem that is true is not closed before something followed from it.
            return !owes_something(standing);
        case When::MayExtend:
            return standing.may_extend;
        case When::MaySendBack:
            return standing.may_send_back;
    }
    return false;
}

}  // namespace

const char* to_string(IssueState state) {
    return name_in(kStateNames, state);
}
std::optional<IssueState> issue_state_of(std::string_view name) {
    return value_in(kStateNames, name);
}

const char* to_string(IssueAction action) {
    return name_in(kActionNames, action);
}
std::optional<IssueAction> issue_action_of(std::string_view name) {
    return value_in(kActionNames, name);
}

const char* to_string(IssueOutcome outcome) {
    return name_in(kOutcomeNames, outcome);
}
std::optional<IssueOutcome> issue_outcome_of(std::string_view name) {
    return value_in(kOutcomeNames, name);
}

IssueState first_state(domain::IssueKind kind) {
    return kind == domain::IssueKind::Nil ? Closed : Registered;
}

bool owes_something(const IssueStanding& standing) {
    return standing.finding != domain::Finding::Untrue &&
           standing.kind == domain::IssueKind::Problem;
}

std::optional<IssueState> next(const IssueStanding& standing, IssueAction action,
                               std::optional<IssueOutcome> outcome) {
    const auto arrow = std::ranges::find_if(kLife, [&](const Arrow& one) {
        return one.from == standing.state && one.action == action && is_ready(standing, one.when);
    });
    if (arrow == kLife.end()) return std::nullopt;
    if (action != IssueAction::Act || outcome != IssueOutcome::Rectify) return arrow->to;
    // The unit has its advice already: another one is what sending back is for.
    const bool has_it = standing.state == Rectifying || standing.state == Answered;
    return has_it ? std::nullopt : std::optional(Rectifying);
}

bool may(Role role, IssueAction action) {
    if (role == Role::Supervisor) return true;
    return role == Role::Intake && (action == IssueAction::Verify || action == IssueAction::Answer);
}

std::vector<IssueAction> allowed(const IssueStanding& standing, Role role) {
    std::vector<IssueAction> actions;
    for (const auto& [action, name] : kActionNames) {
        if (may(role, action) && next(standing, action)) actions.push_back(action);
    }
    return actions;
}

bool may_see_issues(Role role) {
    return role != Role::Handler && role != Role::Administrator;
}

bool may_keep_monitors(Role role) {
    return role == Role::Supervisor || role == Role::Administrator;
}

bool may_log_contacts(Role role) {
    return role == Role::Supervisor || role == Role::Intake || role == Role::Callback;
}

domain::TicketState seen_as(IssueState state) {
    switch (state) {
        case IssueState::Registered:
            return domain::TicketState::Registered;
        case IssueState::Verified:
            return domain::TicketState::Verified;
        case IssueState::Acted:
        case IssueState::Rectifying:
            return domain::TicketState::Accepted;
        case IssueState::Answered:
            return domain::TicketState::Replied;
        case IssueState::Closed:
            return domain::TicketState::Closed;
    }
    return domain::TicketState::Registered;
}

}  // namespace sunbooth::center::rules

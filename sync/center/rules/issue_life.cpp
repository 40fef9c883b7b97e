// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/issue_life.h"

#include <array>

namespace sunbooth::center::rules {
namespace {

constexpr std::array kStates = {IssueState::Registered, IssueState::Verified, IssueState::Acted,
                                IssueState::Closed};
constexpr std::array kActions = {IssueAction::Verify, IssueAction::Act, IssueAction::Close};
constexpr std::array kFindings = {Finding::True, Finding::Partly, Finding::Untrue};
constexpr std::array kOutcomes = {IssueOutcome::Bulletin, IssueOutcome::Rectify,
                                  IssueOutcome::Supervise, IssueOutcome::Investigate,
                                  IssueOutcome::Expose};

template <class All>
auto named(const All& all, std::string_view name) -> std::optional<typename All::value_type> {
    for (const auto one : all) {
        if (name == to_string(one)) return one;
    }
    return std::nullopt;
}

}  // namespace

const char* to_string(IssueState state) {
    switch (state) {
        case IssueState::Registered:
            return "registered";
        case IssueState::Verified:
            return "verified";
        case IssueState::Acted:
            return "acted";
        case IssueState::Closed:
            return "closed";
    }
    return "registered";
}

std::optional<IssueState> issue_state_of(std::string_view name) {
    return named(kStates, name);
}

const char* to_string(IssueAction action) {
    switch (action) {
        case IssueAction::Verify:
            return "verify";
        case IssueAction::Act:
            return "act";
        case IssueAction::Close:
            return "close";
    }
    return "verify";
}

std::optional<IssueAction> issue_action_of(std::string_view name) {
    return named(kActions, name);
}

const char* to_string(Finding finding) {
    switch (finding) {
        case Finding::True:
            return "true";
        case Finding::Partly:
            return "partly";
        case Finding::Untrue:
            return "untrue";
    }
    return "true";
}

std::optional<Finding> finding_of(std::string_view name) {
    return named(kFindings, name);
}

const char* to_string(IssueOutcome outcome) {
    switch (outcome) {
        case IssueOutcome::Bulletin:
            return "bulletin";
        case IssueOutcome::Rectify:
            return "rectify";
        case IssueOutcome::Supervise:
            return "supervise";
        case IssueOutcome::Investigate:
            return "investigate";
        case IssueOutcome::Expose:
            return "expose";
    }
    return "bulletin";
}

std::optional<IssueOutcome> issue_outcome_of(std::string_view name) {
    return named(kOutcomes, name);
}

IssueState first_state(domain::IssueKind kind) {
    return kind == domain::IssueKind::Nil ? IssueState::Closed : IssueState::Registered;
}

std::optional<IssueState> next(const IssueStanding& standing, IssueAction action) {
    const bool untrue = standing.finding == Finding::Untrue;
    switch (action) {
        case IssueAction::Verify:
            if (standing.state != IssueState::Registered) return std::nullopt;
            return IssueState::Verified;
        case IssueAction::Act:
            if (untrue) return std::nullopt;
            if (standing.state != IssueState::Verified && standing.state != IssueState::Acted) {
                return std::nullopt;
            }
            return IssueState::Acted;
        case IssueAction::Close: {
            const bool idle = standing.kind == domain::IssueKind::Problem && !untrue;
            const bool ready = standing.state == IssueState::Acted ||
                               (standing.state == IssueState::Verified && !idle);
            if (!ready) return std::nullopt;
            return IssueState::Closed;
        }
    }
    return std::nullopt;
}

bool may(Role role, IssueAction action) {
    if (role == Role::Supervisor) return true;
    return role == Role::Intake && action == IssueAction::Verify;
}

std::vector<IssueAction> allowed(const IssueStanding& standing, Role role) {
    std::vector<IssueAction> actions;
    for (const IssueAction action : kActions) {
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
            return domain::TicketState::Accepted;
        case IssueState::Closed:
            return domain::TicketState::Closed;
    }
    return domain::TicketState::Registered;
}

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/life.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::rules {
namespace {

using domain::TicketState;

/// One arrow of the life cycle (domain.md 2.5).
struct Arrow {
    TicketState from;
    Action action;
    TicketState to;
};
constexpr std::array kLife = {
    Arrow{TicketState::Registered, Action::Callback, TicketState::Verified},
    Arrow{TicketState::Registered, Action::Accept, TicketState::Accepted},
    Arrow{TicketState::Registered, Action::Refuse, TicketState::NotAccepted},
    Arrow{TicketState::Verified, Action::Callback, TicketState::Verified},
    Arrow{TicketState::Verified, Action::Accept, TicketState::Accepted},
    Arrow{TicketState::Verified, Action::Refuse, TicketState::NotAccepted},
    Arrow{TicketState::Accepted, Action::Callback, TicketState::Accepted},
    Arrow{TicketState::Accepted, Action::Reply, TicketState::Replied},
    Arrow{TicketState::NotAccepted, Action::Close, TicketState::Closed},
    Arrow{TicketState::Replied, Action::Callback, TicketState::Replied},
    Arrow{TicketState::Replied, Action::Close, TicketState::Closed},
    Arrow{TicketState::Replied, Action::Rework, TicketState::Accepted},
    Arrow{TicketState::Accepted, Action::Extend, TicketState::Accepted},
    Arrow{TicketState::Registered, Action::NeedInfo, TicketState::NeedInfo},
    Arrow{TicketState::Verified, Action::NeedInfo, TicketState::NeedInfo},
    Arrow{TicketState::Accepted, Action::NeedInfo, TicketState::NeedInfo},
    Arrow{TicketState::NeedInfo, Action::Callback, TicketState::NeedInfo},
    Arrow{TicketState::NeedInfo, Action::Supplement, TicketState::NeedInfo},  // And then back.
    Arrow{TicketState::Registered, Action::Withdraw, TicketState::Withdrawn},
    Arrow{TicketState::Verified, Action::Withdraw, TicketState::Withdrawn},
    Arrow{TicketState::Accepted, Action::Withdraw, TicketState::Withdrawn},
    Arrow{TicketState::NeedInfo, Action::Withdraw, TicketState::Withdrawn},
    Arrow{TicketState::Accepted, Action::Dispatch, TicketState::Accepted},
    Arrow{TicketState::Accepted, Action::Return, TicketState::Accepted},
    Arrow{TicketState::Registered, Action::Urge, TicketState::Registered},
    Arrow{TicketState::Verified, Action::Urge, TicketState::Verified},
    Arrow{TicketState::Accepted, Action::Urge, TicketState::Accepted},
};

struct Duty {
    Role role;
    Action action;
};
constexpr std::array kDuties = {
    Duty{Role::Intake, Action::Accept},       Duty{Role::Intake, Action::Refuse},
    Duty{Role::Callback, Action::Callback},   Duty{Role::Callback, Action::Close},
    Duty{Role::Handler, Action::Reply},       Duty{Role::Supervisor, Action::Callback},
    Duty{Role::Supervisor, Action::Accept},   Duty{Role::Supervisor, Action::Refuse},
    Duty{Role::Supervisor, Action::Reply},    Duty{Role::Supervisor, Action::Close},
    Duty{Role::Intake, Action::NeedInfo},     Duty{Role::Handler, Action::NeedInfo},
    Duty{Role::Intake, Action::Supplement},   Duty{Role::Handler, Action::Supplement},
    Duty{Role::Intake, Action::Withdraw},     Duty{Role::Callback, Action::Withdraw},
    Duty{Role::Callback, Action::Rework},     Duty{Role::Callback, Action::Supplement},
    Duty{Role::Supervisor, Action::NeedInfo}, Duty{Role::Supervisor, Action::Supplement},
    Duty{Role::Supervisor, Action::Extend},   Duty{Role::Supervisor, Action::Rework},
    Duty{Role::Supervisor, Action::Withdraw}, Duty{Role::Intake, Action::Dispatch},
    Duty{Role::Supervisor, Action::Dispatch}, Duty{Role::Handler, Action::Return},
};

constexpr std::array kActions = {Action::Callback,   Action::Accept,   Action::Refuse,
                                 Action::Reply,      Action::Close,    Action::NeedInfo,
                                 Action::Supplement, Action::Extend,   Action::Rework,
                                 Action::Withdraw,   Action::Dispatch, Action::Return};

/// What must be true besides the state.
bool is_ready(const Standing& standing, Action action) {
    if (action == Action::Callback) return standing.has_contact;
    if (action == Action::Extend) return standing.may_extend;
    if (action == Action::Rework) return standing.may_rework;
    if (action == Action::Supplement) return standing.resumes_to.has_value();
    if (action == Action::Return) return standing.has_handler && standing.may_return;
    if (action == Action::NeedInfo) {
        // Who left a number is called first: the call may answer it.
        const bool unspoken = standing.state == TicketState::Registered && standing.has_contact;
        return standing.may_ask && !unspoken;
    }
    if (action != Action::Accept || standing.state != TicketState::Registered) return true;
    return !standing.has_contact || standing.unreached >= standing.attempts_min;
}

}  // namespace

bool confirms(Outcome outcome) {
    return outcome == Outcome::Verified || outcome == Outcome::Partly;
}

bool is_fruitless(Outcome outcome) {
    return outcome == Outcome::RefusedTalk || outcome == Outcome::NoAnswer ||
           outcome == Outcome::SwitchedOff || outcome == Outcome::WrongNumber;
}

std::optional<TicketState> next(const Standing& standing, Action action,
                                std::optional<Outcome> outcome) {
    const auto arrow = std::ranges::find_if(kLife, [&](const Arrow& one) {
        return one.from == standing.state && one.action == action;
    });
    if (arrow == kLife.end() || !is_ready(standing, action)) return std::nullopt;
    if (action == Action::Supplement) return standing.resumes_to;
    if (action != Action::Callback) return arrow->to;
    if (!outcome) return std::nullopt;
    return confirms(*outcome) ? arrow->to : standing.state;
}

bool may(Role role, Action action) {
    return std::ranges::any_of(
        kDuties, [&](const Duty& duty) { return duty.role == role && duty.action == action; });
}

bool may(Role role, Action action, const Standing& standing) {
    const TicketState state = standing.resumes_to.value_or(standing.state);
    const bool taken_in = state == TicketState::Registered || state == TicketState::Verified;
    if (role == Role::Intake && !taken_in && action != Action::Dispatch) return false;
    return may(role, action);
}

bool is_step(Action action) {
    return action == Action::Accept || action == Action::Refuse || action == Action::Reply ||
           action == Action::Close;
}

std::vector<Action> allowed(const Standing& standing, Role role) {
    std::vector<Action> actions;
    for (const Action action : kActions) {
        if (may(role, action, standing) && next(standing, action, Outcome::Verified)) {
            actions.push_back(action);
        }
    }
    return actions;
}

bool may_see(const Viewer& viewer, const Sight& ticket) {
    if (viewer.role == Role::Administrator) return false;
    if (viewer.avoids.contains(ticket.unit) || viewer.avoids.contains(ticket.handler)) return false;
    if (viewer.role != Role::Handler) return true;
    const bool dispatched = ticket.state == TicketState::Accepted ||
                            ticket.state == TicketState::Replied ||
                            ticket.state == TicketState::Closed;
    const bool accused = ticket.sealed && ticket.handler == ticket.unit;
    return dispatched && !accused && !viewer.unit.empty() && viewer.unit == ticket.handler;
}

}  // namespace sunbooth::center::rules

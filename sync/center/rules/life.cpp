// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/life.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::rules {
namespace {

using domain::TicketState;

/// One arrow of the life cycle (domain.md 2.5, the part that the first way of a record needs).
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
};

struct Duty {
    Role role;
    Action action;
};
constexpr std::array kDuties = {
    Duty{Role::Intake, Action::Accept},     Duty{Role::Intake, Action::Refuse},
    Duty{Role::Callback, Action::Callback}, Duty{Role::Callback, Action::Close},
    Duty{Role::Handler, Action::Reply},     Duty{Role::Supervisor, Action::Callback},
    Duty{Role::Supervisor, Action::Accept}, Duty{Role::Supervisor, Action::Refuse},
    Duty{Role::Supervisor, Action::Reply},  Duty{Role::Supervisor, Action::Close},
};

constexpr std::array kActions = {Action::Callback, Action::Accept, Action::Refuse, Action::Reply,
                                 Action::Close};

/// What must be true besides the state.
bool is_ready(const Standing& standing, Action action) {
    if (action == Action::Callback) return standing.has_contact;
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
    if (action != Action::Callback) return arrow->to;
    if (!outcome) return std::nullopt;
    return confirms(*outcome) ? arrow->to : standing.state;
}

bool may(Role role, Action action) {
    return std::ranges::any_of(
        kDuties, [&](const Duty& duty) { return duty.role == role && duty.action == action; });
}

std::vector<Action> allowed(const Standing& standing, Role role) {
    std::vector<Action> actions;
    for (const Action action : kActions) {
        if (may(role, action) && next(standing, action, Outcome::Verified)) {
            actions.push_back(action);
        }
    }
    return actions;
}

bool may_see(const Viewer& viewer, const Sight& ticket) {
    if (viewer.role == Role::Administrator) return false;
    if (viewer.role != Role::Handler) return true;
    const bool dispatched = ticket.state == TicketState::Accepted ||
                            ticket.state == TicketState::Replied ||
                            ticket.state == TicketState::Closed;
    return dispatched && !ticket.sealed && !viewer.unit.empty() && viewer.unit == ticket.unit;
}

}  // namespace sunbooth::center::rules

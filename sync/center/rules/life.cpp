// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/life.h"

#include "sync/base/mutant.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::rules {
namespace {

using domain::RecordKind;
using enum domain::TicketState;

/// Which kinds of record an arrow is for.
enum class For { All, NoRating, RatingOnly };

/// One arrow of the life cycle (domain.md 2.5; 1.2 for bad ratings; 5 for issues).
struct Arrow {
    domain::TicketState from;
    Action action;
    domain::TicketState to;
    For kind = For::All;
};
constexpr std::array kLife = {
    Arrow{Registered, Action::Callback, Verified},
    Arrow{Registered, Action::Accept, Accepted, For::NoRating},
    Arrow{Registered, Action::Refuse, NotAccepted, For::NoRating},
    Arrow{Registered, Action::Classify, Accepted, For::RatingOnly},
    Arrow{Registered, Action::NeedInfo, NeedInfo},
    Arrow{Registered, Action::Withdraw, Withdrawn},
    Arrow{Registered, Action::Urge, Registered},
    Arrow{Registered, Action::Merge, Merged},
    Arrow{Registered, Action::Transfer, Transferred, For::NoRating},
    Arrow{Registered, Action::Supervise, Registered},
    Arrow{Verified, Action::Callback, Verified},
    Arrow{Verified, Action::Accept, Accepted, For::NoRating},
    Arrow{Verified, Action::Refuse, NotAccepted, For::NoRating},
    Arrow{Verified, Action::Classify, Accepted, For::RatingOnly},
    Arrow{Verified, Action::NeedInfo, NeedInfo},
    Arrow{Verified, Action::Withdraw, Withdrawn},
    Arrow{Verified, Action::Urge, Verified},
    Arrow{Verified, Action::Merge, Merged},
    Arrow{Verified, Action::Transfer, Transferred, For::NoRating},
    Arrow{Verified, Action::Supervise, Verified},
    Arrow{Accepted, Action::Callback, Accepted},
    Arrow{Accepted, Action::Reply, Replied},  // Or Reviewing: a unit's.
    Arrow{Accepted, Action::Extend, Accepted},
    Arrow{Accepted, Action::AskExtension, Accepted},
    Arrow{Accepted, Action::DenyExtension, Accepted},
    Arrow{Accepted, Action::NeedInfo, NeedInfo},
    Arrow{Accepted, Action::Withdraw, Withdrawn},
    Arrow{Accepted, Action::Dispatch, Accepted},
    Arrow{Accepted, Action::Designate, Accepted},
    Arrow{Accepted, Action::Sign, Accepted},
    Arrow{Accepted, Action::Return, Accepted},
    Arrow{Accepted, Action::Urge, Accepted},
    Arrow{Accepted, Action::Merge, Merged},
    Arrow{Accepted, Action::Transfer, Transferred, For::NoRating},
    Arrow{Accepted, Action::Supervise, Accepted},
    Arrow{Accepted, Action::Appeal, Appealed, For::RatingOnly},
    Arrow{Reviewing, Action::Approve, Replied},
    Arrow{Reviewing, Action::SendBack, Accepted},
    Arrow{Reviewing, Action::Supervise, Reviewing},
    Arrow{Reviewing, Action::Urge, Reviewing},
    Arrow{NotAccepted, Action::Close, Closed},
    Arrow{Replied, Action::Callback, Replied},
    Arrow{Replied, Action::ClosingCall, Replied},
    Arrow{Replied, Action::Close, Closed},
    Arrow{Replied, Action::Rework, Accepted},
    Arrow{Replied, Action::Recheck, Rechecking},
    Arrow{Replied, Action::Supervise, Replied},
    Arrow{NeedInfo, Action::Callback, NeedInfo},
    Arrow{NeedInfo, Action::Supplement, NeedInfo},  // And then back.
    Arrow{NeedInfo, Action::Withdraw, Withdrawn},
    Arrow{Merged, Action::Separate, Merged},  // And then back.
    Arrow{Merged, Action::Withdraw, Withdrawn},
    Arrow{Merged, Action::Archive, Archived},  // In files of older programs only.
    Arrow{Merged, Action::Reply, Replied},     // These three with its main, by rule.
    Arrow{Merged, Action::Refuse, NotAccepted, For::NoRating},
    Arrow{Merged, Action::Transfer, Transferred, For::NoRating},
    Arrow{Appealed, Action::Dismiss, Accepted},
    Arrow{Appealed, Action::Overturn, Closed},
    Arrow{Closed, Action::Recheck, Rechecking, For::NoRating},
    Arrow{Closed, Action::Archive, Archived},
    Arrow{Rechecking, Action::Uphold, Closed},
    Arrow{Rechecking, Action::Reopen, Accepted},
    Arrow{Withdrawn, Action::Archive, Archived},
    Arrow{Transferred, Action::Archive, Archived},
};

struct Duty {
    Role role;
    Action action;
};
constexpr std::array kDuties = {
    Duty{Role::Intake, Action::Accept},
    Duty{Role::Intake, Action::Refuse},
    Duty{Role::Intake, Action::Classify},
    Duty{Role::Intake, Action::NeedInfo},
    Duty{Role::Intake, Action::Supplement},
    Duty{Role::Intake, Action::Withdraw},
    Duty{Role::Intake, Action::Dispatch},
    Duty{Role::Intake, Action::Designate},
    Duty{Role::Intake, Action::Merge},
    Duty{Role::Intake, Action::Separate},
    Duty{Role::Intake, Action::Transfer},
    Duty{Role::Intake, Action::Archive},
    Duty{Role::Callback, Action::Callback},
    Duty{Role::Callback, Action::ClosingCall},
    Duty{Role::Callback, Action::Close},
    Duty{Role::Callback, Action::Withdraw},
    Duty{Role::Callback, Action::Rework},
    Duty{Role::Callback, Action::Supplement},
    Duty{Role::Callback, Action::Approve},
    Duty{Role::Callback, Action::SendBack},
    Duty{Role::Callback, Action::Recheck},
    Duty{Role::Callback, Action::Supervise},  // What a call brings up is not kept to oneself.
    Duty{Role::Handler, Action::Reply},
    Duty{Role::Handler, Action::NeedInfo},
    Duty{Role::Handler, Action::Supplement},
    Duty{Role::Handler, Action::Return},
    Duty{Role::Handler, Action::Sign},
    Duty{Role::Handler, Action::AskExtension},
    Duty{Role::Handler, Action::Appeal},
    Duty{Role::Supervisor, Action::Callback},
    Duty{Role::Supervisor, Action::ClosingCall},
    Duty{Role::Supervisor, Action::Accept},
    Duty{Role::Supervisor, Action::Refuse},
    Duty{Role::Supervisor, Action::Classify},
    Duty{Role::Supervisor, Action::Reply},
    Duty{Role::Supervisor, Action::Close},
    Duty{Role::Supervisor, Action::NeedInfo},
    Duty{Role::Supervisor, Action::Supplement},
    Duty{Role::Supervisor, Action::Extend},
    Duty{Role::Supervisor, Action::DenyExtension},
    Duty{Role::Supervisor, Action::Rework},
    Duty{Role::Supervisor, Action::Withdraw},
    Duty{Role::Supervisor, Action::Dispatch},
    Duty{Role::Supervisor, Action::Designate},
    Duty{Role::Supervisor, Action::Approve},
    Duty{Role::Supervisor, Action::SendBack},
    Duty{Role::Supervisor, Action::Merge},
    Duty{Role::Supervisor, Action::Separate},
    Duty{Role::Supervisor, Action::Transfer},
    Duty{Role::Supervisor, Action::Dismiss},
    Duty{Role::Supervisor, Action::Overturn},
    Duty{Role::Supervisor, Action::Recheck},
    Duty{Role::Supervisor, Action::Uphold},
    Duty{Role::Supervisor, Action::Reopen},
    Duty{Role::Supervisor, Action::Supervise},
    Duty{Role::Supervisor, Action::Archive},
};

bool is_for(const Arrow& arrow, RecordKind kind) {
    if (arrow.kind == For::All) return true;
    return (arrow.kind == For::RatingOnly) == (kind == RecordKind::Rating);
}

/// Whether the closing calls in vain are enough: one person alone does not end the matter.
bool was_closing_tried_enough(const Standing& standing) {
    const bool others =
        standing.closing_callers >= standing.callers_min || mutant("rules.one_caller_closes");
    return standing.closing_tries >= standing.attempts_min && others;
}

/// Whether the citizen was heard about the answer, or cannot be.
bool may_close(const Standing& standing) {
    if (standing.state != Replied || !standing.has_contact) return true;
    return standing.was_heard || was_closing_tried_enough(standing);
}

/// What must be true besides the state.
bool is_ready(const Standing& standing, Action action) {
    const bool taken_in = standing.state == Registered && standing.has_contact;
    switch (action) {
        case Action::Callback:
        case Action::ClosingCall:
            return standing.has_contact;
        case Action::Accept:
        case Action::Classify:
            return !taken_in || is_tried_enough(standing);
        case Action::Close:
            return may_close(standing);
        case Action::Extend:
            return standing.may_extend;
        case Action::AskExtension:
            return standing.may_extend && !standing.extension_asked && standing.has_handler;
        case Action::DenyExtension:
            return standing.extension_asked;
        case Action::Rework:
            return standing.may_rework;
        case Action::Recheck:
            // After an answer there is handling anew first.
            return standing.may_recheck && (standing.state != Replied || !standing.may_rework);
        case Action::Supplement:
        case Action::Separate:
            return standing.resumes_to.has_value();
        case Action::Sign:
            return standing.has_handler && !standing.is_signed;
        case Action::Return:
            return standing.has_handler && standing.may_return && !standing.is_signed;
        case Action::Appeal:
            return standing.may_appeal && standing.has_handler;
        case Action::NeedInfo:
            // Who left a number is called first: the call may answer it.
            return standing.may_ask && !taken_in;
        case Action::Merge:
            return !standing.has_merged;
        case Action::Join:
            return true;
        case Action::Leave:
            return standing.has_merged;
        case Action::Refuse:
        case Action::Reply:
        case Action::Withdraw:
        case Action::Dispatch:
        case Action::Urge:
        case Action::Approve:
        case Action::SendBack:
        case Action::Designate:
        case Action::Transfer:
        case Action::Dismiss:
        case Action::Overturn:
        case Action::Uphold:
        case Action::Reopen:
        case Action::Supervise:
        case Action::Archive:
            return true;
    }
    return false;
}

/// Whether others may go with a ticket that stands here.
bool may_lead(domain::TicketState state) {
    return state == Registered || state == Verified || state == Accepted || state == NeedInfo ||
           state == Reviewing || state == Replied;
}

/// Of what a rating was found to be: what is not right is looked at from outside first.
domain::TicketState after_class(RatingClass found) {
    if (found == RatingClass::Valid) return Accepted;
    return needs_review(found) ? Appealed : NotAccepted;
}

}  // namespace

bool confirms(Outcome outcome) {
    return outcome == Outcome::Verified || outcome == Outcome::Partly;
}

bool is_fruitless(Outcome outcome) {
    return outcome == Outcome::RefusedTalk || outcome == Outcome::NoAnswer ||
           outcome == Outcome::SwitchedOff || outcome == Outcome::WrongNumber;
}

bool is_tried_enough(const Standing& standing) {
    return standing.unreached >= standing.attempts_min && standing.callers >= standing.callers_min;
}

bool needs_review(RatingClass found) {
    return found == RatingClass::Mistake || found == RatingClass::Malicious;
}

std::optional<domain::TicketState> next(const Standing& standing, const Move& move) {
    if (move.action == Action::Join || move.action == Action::Leave) {
        // It is the other's step; this one stays where it is.
        const bool leads = is_ready(standing, move.action) &&
                           (move.action == Action::Leave || may_lead(standing.state));
        return leads ? std::optional(standing.state) : std::nullopt;
    }
    const auto arrow = std::ranges::find_if(kLife, [&](const Arrow& one) {
        return one.from == standing.state && one.action == move.action &&
               is_for(one, standing.kind);
    });
    if (arrow == kLife.end() || !is_ready(standing, move.action)) return std::nullopt;
    if (arrow->action == Action::Supplement || arrow->action == Action::Separate) {
        return standing.resumes_to;
    }
    if (arrow->action == Action::Classify) {
        if (!move.found) return std::nullopt;
        return after_class(*move.found);
    }
    const bool reads_first = move.by_unit && !mutant("rules.units_pass_their_own");
    if (arrow->action == Action::Reply && reads_first) return Reviewing;
    if (arrow->action != Action::Callback && arrow->action != Action::ClosingCall) return arrow->to;
    if (!move.outcome) return std::nullopt;
    return confirms(*move.outcome) ? arrow->to : standing.state;
}

std::optional<domain::TicketState> next(const Standing& standing, Action action,
                                        std::optional<Outcome> outcome) {
    return next(standing, Move{action, outcome, RatingClass::Valid, false});
}

bool is_watched_when_dissatisfied(const Standing& standing) {
    return standing.supervises_dissatisfied && next(standing, Action::Supervise) &&
           !mutant("rules.dissatisfied_is_not_watched");
}

std::vector<Consequence> consequences(const Standing& standing, const Heard& heard) {
    constexpr int kFair = 3;
    std::vector<Consequence> all;
    const bool dissatisfied = confirms(heard.outcome) && heard.satisfaction < kFair;
    if (heard.pressed) {
        all.push_back({Action::Supervise, {}, "pressed"});
    } else if (dissatisfied && is_watched_when_dissatisfied(standing)) {
        all.push_back({Action::Supervise, {}, "dissatisfied"});
    }
    if (confirms(heard.outcome)) {
        if (heard.satisfaction >= kFair) {
            const bool fair = heard.satisfaction == kFair;
            all.push_back({Action::Close, fair ? "basically_satisfied" : "satisfied"});
        } else if (next(standing, Action::Rework)) {
            all.push_back({Action::Rework, {}});
        } else if (next(standing, Action::Recheck)) {
            all.push_back({Action::Recheck, {}});
        } else {
            all.push_back({Action::Close, "dissatisfied"});
        }
    } else if (is_fruitless(heard.outcome) && was_closing_tried_enough(standing)) {
        all.push_back({Action::Close, "unreached"});
    }
    return all;
}

const char* closing_result(const Standing& standing, int satisfaction) {
    constexpr int kFair = 3;
    if (satisfaction > kFair) return "satisfied";
    if (satisfaction == kFair) return "basically_satisfied";
    if (satisfaction > 0) return "dissatisfied";
    const bool could_be_asked = standing.state == Replied && standing.has_contact;
    return could_be_asked ? "unreached" : "not_asked";
}

bool may(Role role, Action action) {
    return std::ranges::any_of(
        kDuties, [&](const Duty& duty) { return duty.role == role && duty.action == action; });
}

bool may(Role role, Action action, const Standing& standing) {
    const bool leaves = action == Action::Separate || action == Action::Withdraw;
    if (standing.state == Merged && !leaves) return false;
    const domain::TicketState state = standing.resumes_to.value_or(standing.state);
    const bool taken_in = state == Registered || state == Verified;
    const bool goes_on = action == Action::Dispatch || action == Action::Designate ||
                         action == Action::Merge || action == Action::Separate ||
                         action == Action::Archive;
    if (role == Role::Intake && !taken_in && !goes_on) return false;
    return may(role, action);
}

bool needs_outsider(Action action) {
    return action == Action::Dismiss || action == Action::Overturn || action == Action::Uphold ||
           action == Action::Reopen;
}

bool is_step(Action action) {
    static constexpr std::array kSteps = {
        Action::Accept,   Action::Refuse,      Action::Reply, Action::Close,
        Action::Classify, Action::Approve,     Action::Sign,  Action::DenyExtension,
        Action::Dismiss,  Action::ClosingCall, Action::Uphold};
    return std::ranges::find(kSteps, action) != kSteps.end();
}

std::vector<Action> allowed(const Standing& standing, Role role) {
    std::vector<Action> actions;
    for (const Action action : all_actions()) {
        if (may(role, action, standing) && next(standing, action, Outcome::Verified)) {
            actions.push_back(action);
        }
    }
    return actions;
}

bool may_see(const Viewer& viewer, const Sight& ticket) {
    if (viewer.role == Role::Administrator) return false;
    const bool avoids =
        viewer.avoids.contains(ticket.unit) || viewer.avoids.contains(ticket.handler);
    if (avoids && !mutant("rules.sees_related")) return false;
    if (viewer.role != Role::Handler) return true;
    const bool dispatched = ticket.state == Accepted || ticket.state == Reviewing ||
                            ticket.state == Replied || ticket.state == Closed ||
                            ticket.state == Appealed || ticket.state == Rechecking ||
                            ticket.state == Archived;
    const bool accused =
        ticket.sealed && ticket.handler == ticket.unit && !mutant("rules.accused_sees_sealed");
    return dispatched && !accused && !viewer.unit.empty() && viewer.unit == ticket.handler;
}

}  // namespace sunbooth::center::rules

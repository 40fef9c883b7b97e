// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/ticket.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

/// What staff do, and so what they may. Names are stored: never rename.
enum class Role { Intake, Callback, Handler, Supervisor, Auditor, Administrator };
const char* to_string(Role role);  ///< "intake" ..
std::optional<Role> role_of(std::string_view name);

/// What may be done with a ticket. Names are stored: never rename.
enum class Action {
    Callback,
    Accept,
    Refuse,
    Reply,
    Close,
    NeedInfo,    ///< Asks the citizen for something, and the clock stands.
    Supplement,  ///< It came, or the time for it has passed: the clock runs again.
    Extend,      ///< 延期: the head gives more time, before the answer was due.
    Rework,      ///< 重办: the citizen is not satisfied, and the unit handles it anew.
    Withdraw,    ///< 撤诉: the citizen no longer wants it handled.
    Dispatch,    ///< 转办: to a unit, which then handles it.
    Return,      ///< 退单: the unit says that it is not its matter; once.
    Urge,        ///< 催办: the citizen asks for it at a kiosk; staff never do.
};
const char* to_string(Action action);  ///< "callback" ..
std::optional<Action> action_of(std::string_view name);

/// How a verification call ended (domain.md 2.6). Names are stored: never rename.
enum class Outcome {
    Verified,        ///< 接通-已核实
    Partly,          ///< 部分属实
    DeniedIdentity,  ///< 接通-否认本人投诉
    RefusedTalk,     ///< 拒访
    NoAnswer,        ///< 无人接听
    SwitchedOff,     ///< 关机/停机
    WrongNumber,     ///< 空号, 号码错误
    Rescheduled,     ///< 约定再访
};
const char* to_string(Outcome outcome);  ///< "verified" ..
std::optional<Outcome> outcome_of(std::string_view name);
/// The citizen confirmed what was written, wholly or partly.
bool confirms(Outcome outcome);
/// Nobody spoke, or would not: counts towards the attempts after which one may decide without the
/// citizen's word. Who does not want to talk must not lose the complaint for it.
bool is_fruitless(Outcome outcome);

/// Why a complaint is not accepted (domain.md 2.3): "R1" .. "R8".
bool is_refusal_code(std::string_view code);
/// What a citizen said at the end: satisfied, basically_satisfied, dissatisfied, unreached.
bool is_closing_result(std::string_view result);

/// All that the life of a ticket depends on.
struct Standing {
    domain::TicketState state = domain::TicketState::Registered;
    bool has_contact = false;
    int unreached = 0;     ///< Fruitless calls.
    int attempts_min = 3;  ///< Of the rule profile.
    bool may_ask = true;   ///< Not asked as often as the profile allows yet.
    bool may_extend = false;
    bool may_rework = true;
    bool has_handler = false;  ///< A unit has it.
    bool may_return = true;    ///< Not returned yet: the next unit is named for good.
    std::optional<domain::TicketState> resumes_to{};  ///< From NeedInfo.
    bool operator==(const Standing&) const = default;
};

/// Where an action leads, or nothing when the ticket does not stand for it. In Registered a
/// callback that confirms verifies; any other, and any later one (to ask more, to hear whether the
/// answer satisfies), leaves the state. A ticket with a contact is accepted once it is verified, or
/// after enough fruitless calls; one without a contact straight away.
std::optional<domain::TicketState> next(const Standing& standing, Action action,
                                        std::optional<Outcome> outcome = std::nullopt);

/// Whether somebody of this role does such a thing at all.
bool may(Role role, Action action);
/// Whether somebody of this role does it to a ticket that stands so: intake's work ends with the
/// acceptance, and the unit that is complained of never withdraws a complaint.
bool may(Role role, Action action, const Standing& standing);

/// Whether it brings a ticket nearer to its end, and so is work that waits for somebody.
bool is_step(Action action);

/// What somebody of this role may do with a ticket now, in the order of Action.
std::vector<Action> allowed(const Standing& standing, Role role);

/// Who asks to see a ticket, and what decides it.
struct Viewer {
    Role role = Role::Auditor;
    std::string unit;  ///< Of a handler; empty for all others.
    /// Units that they are related to: nothing about them is theirs to see (domain.md 2.3, 回避).
    std::set<std::string, std::less<>> avoids{};
};
struct Sight {
    domain::TicketState state = domain::TicketState::Registered;
    std::string_view unit;     ///< That is complained of.
    bool sealed = false;       ///< Its category must never reach the accused unit.
    std::string_view handler;  ///< The unit that it was dispatched to.
};
/// Handlers see what was dispatched to their unit, but never a sealed one about it; administrators
/// see none: they keep accounts and kiosks, not what people wrote.
bool may_see(const Viewer& viewer, const Sight& ticket);

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/record.h"
#include "sync/domain/ticket.h"

#include <functional>
#include <optional>
#include <set>
#include <span>
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
    Extend,    ///< 延期: the head gives more time, which was asked for before the answer was due.
    Rework,    ///< 重办: the citizen is not satisfied, and the unit handles it anew.
    Withdraw,  ///< 撤诉: the citizen no longer wants it handled.
    Dispatch,  ///< 转办: to a unit, which then handles it.
    Return,    ///< 退单: the unit says that it is not its matter; once, and soon.
    Urge,      ///< 催办: the citizen asks for it at a kiosk; staff never do.
    Classify,  ///< A bad rating is found to be valid, a mistake, malicious, or without ground.
    Sign,      ///< 签收: the unit takes what was dispatched to it; after that it keeps it.
    AskExtension,
    DenyExtension,
    Approve,      ///< 审核通过: the center passes a unit's answer on to the citizen.
    SendBack,     ///< 审核退回: it does not; the clock of the answer runs on.
    ClosingCall,  ///< 满意度回访: whether the answer satisfies. Another thing than Callback.
    Designate,    ///< 指定承办: to a unit that cannot return it.
    Merge,        ///< 并案: with another ticket about the same matter.
    Separate,     ///< Out of it again.
    Join,         ///< Another goes with this one: what Merge means for the other side.
    Leave,        ///< It no longer does.
    Transfer,     ///< 移送纪检监察
    Appeal,       ///< 申诉: the unit says that a bad rating is not right.
    Dismiss,      ///< It is: the rating stands.
    Overturn,     ///< It is not: the rating stays stored and is left out of the figures.
    Recheck,      ///< 复核: somebody who had no part in it looks at the answer again.
    Uphold,       ///< The answer stands.
    Reopen,       ///< It does not: the unit handles it anew.
    Supervise,    ///< 督办: the center keeps an eye on it.
    Archive,      ///< 归档
};
const char* to_string(Action action);  ///< "callback" ..
std::optional<Action> action_of(std::string_view name);
std::span<const Action> all_actions();

/// How a call ended (domain.md 2.6). Names are stored: never rename.
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
/// The citizen confirmed what was written, wholly or partly; in a closing call: was reached.
bool confirms(Outcome outcome);
/// Nobody spoke, or would not: counts towards the attempts after which one may decide without the
/// citizen's word. Who does not want to talk must not lose the complaint for it.
bool is_fruitless(Outcome outcome);

/// What a bad rating was found to be (domain.md 1.2). Names are stored: never rename.
enum class RatingClass { Valid, Mistake, Malicious, NoBasis, NotOurs };
const char* to_string(RatingClass found);
std::optional<RatingClass> rating_class_of(std::string_view name);
/// Somebody outside must agree before a rating is left out of the figures.
bool needs_review(RatingClass found);

/// Why a complaint is not accepted has this form: "R1" .. "R9"; which there are, says the profile.
bool is_refusal_code(std::string_view code);
/// What a citizen said at the end: satisfied, basically_satisfied, dissatisfied, unreached, or
/// not_asked where there was nobody to ask; or what became of a monitor's issue (domain.md 5):
/// bulletin, rectify, supervise, investigate, expose, noted.
bool is_closing_result(std::string_view result, domain::RecordKind kind);

/// All that the life of a ticket depends on.
struct Standing {
    domain::TicketState state = domain::TicketState::Registered;
    bool has_contact = false;
    int unreached = 0;     ///< Half-days in which a verification call reached nobody.
    int attempts_min = 3;  ///< Of the rule profile.
    bool may_ask = true;   ///< Not asked as often as the profile allows yet.
    bool may_extend = false;
    bool may_rework = true;
    bool has_handler = false;  ///< A unit has it.
    bool may_return = true;    ///< Not returned yet: the next unit is named for good.
    std::optional<domain::TicketState> resumes_to{};  ///< From NeedInfo and Merged.
    domain::RecordKind kind = domain::RecordKind::Complaint;
    int callers = 1;      ///< Different people who called in vain.
    int callers_min = 1;  ///< Of the rule profile.
    bool is_signed = false;
    bool extension_asked = false;
    bool may_appeal = true;
    bool may_recheck = true;
    bool was_heard = false;   ///< The citizen said in a closing call whether the answer satisfies.
    int closing_tries = 0;    ///< Half-days in which a closing call reached nobody.
    bool has_merged = false;  ///< Others go with it.
    int closing_callers = 1;  ///< Different people who made those calls.
    /// Of the rule profile: 督办 as soon as an answer does not satisfy.
    bool supervises_dissatisfied = false;
    bool operator==(const Standing&) const = default;
};

/// One deed as far as its way through the life depends on it.
struct Move {
    Action action = Action::Accept;
    std::optional<Outcome> outcome{};    ///< Callback, ClosingCall.
    std::optional<RatingClass> found{};  ///< Classify.
    bool by_unit = false;                ///< Reply: the center reads it first.
};

/// Where a move leads, or nothing when the ticket does not stand for it. In Registered a callback
/// that confirms verifies; any other, and any later one (to ask more), leaves the state. A ticket
/// with a contact is accepted once it is verified, or after enough fruitless calls; one without a
/// contact straight away. It is closed once the citizen was heard, or could not be, by as many
/// people as the rules ask for. What goes with another is answered, refused and transferred with
/// it, and stands alone from then on.
std::optional<domain::TicketState> next(const Standing& standing, const Move& move);
std::optional<domain::TicketState> next(const Standing& standing, Action action,
                                        std::optional<Outcome> outcome = std::nullopt);

/// What a closing call leads to by itself (domain.md 2.6): closing, handling anew, a recheck.
struct Heard {
    Outcome outcome = Outcome::NoAnswer;
    int satisfaction = 0;  ///< 1..5 when the citizen was reached.
    bool pressed = false;  ///< Somebody wanted the complaint withdrawn.
};
struct Consequence {
    Action action = Action::Close;
    std::string result{};  ///< Of Close.
    std::string why{};     ///< Of Supervise: pressed, dissatisfied.
    bool operator==(const Consequence&) const = default;
};
/// In order; `standing` is that after the call.
std::vector<Consequence> consequences(const Standing& standing, const Heard& heard);
/// Whether the center watches over what comes next by itself, because an answer does not satisfy.
bool is_watched_when_dissatisfied(const Standing& standing);

/// Whether calls to verify it were in vain often enough, and by enough people, to decide without
/// the citizen's word.
bool is_tried_enough(const Standing& standing);

/// What is put down where a ticket is closed by hand: nobody is said to be satisfied who was not
/// heard, nor to be out of reach whom nobody could call. `satisfaction`: 1..5 as heard, or 0.
const char* closing_result(const Standing& standing, int satisfaction);

/// Whether somebody of this role does such a thing at all.
bool may(Role role, Action action);
/// Whether somebody of this role does it to a ticket that stands so: intake's work ends with the
/// acceptance, the unit that is complained of never withdraws a complaint, and what goes with
/// another is only taken out of it or taken back.
bool may(Role role, Action action, const Standing& standing);
/// Must be done by somebody who had no part in the answer, the rating or the appeal.
bool needs_outsider(Action action);

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

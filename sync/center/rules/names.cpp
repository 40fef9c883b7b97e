// SPDX-License-Identifier: Apache-2.0
#include "sync/base/named.h"
#include "sync/center/rules/life.h"

#include <algorithm>
#include <array>
#include <span>

namespace sunbooth::center::rules {
namespace {

constexpr std::array kRoles = {
    Named{Role::Intake, "intake"},   Named{Role::Callback, "callback"},
    Named{Role::Handler, "handler"}, Named{Role::Supervisor, "supervisor"},
    Named{Role::Auditor, "auditor"}, Named{Role::Administrator, "administrator"},
};
constexpr std::array kActions = {
    Named{Action::Callback, "callback"},
    Named{Action::Accept, "accept"},
    Named{Action::Refuse, "refuse"},
    Named{Action::Reply, "reply"},
    Named{Action::Close, "close"},
    Named{Action::NeedInfo, "need_info"},
    Named{Action::Supplement, "supplement"},
    Named{Action::Extend, "extend"},
    Named{Action::Rework, "rework"},
    Named{Action::Withdraw, "withdraw"},
    Named{Action::Dispatch, "dispatch"},
    Named{Action::Return, "return"},
    Named{Action::Urge, "urge"},
    Named{Action::Classify, "classify"},
    Named{Action::Sign, "sign"},
    Named{Action::AskExtension, "ask_extension"},
    Named{Action::DenyExtension, "deny_extension"},
    Named{Action::Approve, "approve"},
    Named{Action::SendBack, "send_back"},
    Named{Action::ClosingCall, "closing_call"},
    Named{Action::Designate, "designate"},
    Named{Action::Merge, "merge"},
    Named{Action::Separate, "separate"},
    Named{Action::Join, "join"},
    Named{Action::Leave, "leave"},
    Named{Action::Transfer, "transfer"},
    Named{Action::Appeal, "appeal"},
    Named{Action::Dismiss, "dismiss"},
    Named{Action::Overturn, "overturn"},
    Named{Action::Recheck, "recheck"},
    Named{Action::Uphold, "uphold"},
    Named{Action::Reopen, "reopen"},
    Named{Action::Supervise, "supervise"},
    Named{Action::Archive, "archive"},
};
constexpr std::array kOutcomes = {
    Named{Outcome::Verified, "verified"},
    Named{Outcome::Partly, "partly"},
    Named{Outcome::DeniedIdentity, "denied_identity"},
    Named{Outcome::RefusedTalk, "refused_talk"},
    Named{Outcome::NoAnswer, "no_answer"},
    Named{Outcome::SwitchedOff, "switched_off"},
    Named{Outcome::WrongNumber, "wrong_number"},
    Named{Outcome::Rescheduled, "rescheduled"},
};
constexpr std::array kClasses = {
    Named{RatingClass::Valid, "valid"},         Named{RatingClass::Mistake, "mistake"},
    Named{RatingClass::Malicious, "malicious"}, Named{RatingClass::NoBasis, "no_basis"},
    Named{RatingClass::NotOurs, "not_ours"},
};

static_assert(named_in_order(kRoles, Role::Administrator));
static_assert(named_in_order(kActions, Action::Archive));
static_assert(named_in_order(kOutcomes, Outcome::Rescheduled));
static_assert(named_in_order(kClasses, RatingClass::NotOurs));

}  // namespace

const char* to_string(Role role) {
    return name_in(kRoles, role);
}
std::optional<Role> role_of(std::string_view name) {
    return value_in(kRoles, name);
}
const char* to_string(Action action) {
    return name_in(kActions, action);
}
std::optional<Action> action_of(std::string_view name) {
    return value_in(kActions, name);
}
const char* to_string(Outcome outcome) {
    return name_in(kOutcomes, outcome);
}
std::optional<Outcome> outcome_of(std::string_view name) {
    return value_in(kOutcomes, name);
}

std::span<const Action> all_actions() {
    static constexpr auto kAll = [] {
        std::array<Action, kActions.size()> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = kActions[i].value;
        return all;
    }();
    return kAll;
}
const char* to_string(RatingClass found) {
    return name_in(kClasses, found);
}
std::optional<RatingClass> rating_class_of(std::string_view name) {
    return value_in(kClasses, name);
}

bool is_refusal_code(std::string_view code) {
    return code.size() == 2 && code[0] == 'R' && code[1] >= '1' && code[1] <= '9';
}

bool is_closing_result(std::string_view result, domain::RecordKind kind) {
    static constexpr std::array<std::string_view, 5> kSaid = {
        "satisfied", "basically_satisfied", "dissatisfied", "unreached", "not_asked"};
    static constexpr std::array<std::string_view, 6> kMade = {"bulletin",    "rectify", "supervise",
                                                              "investigate", "expose",  "noted"};
    const bool by_citizen =
        kind == domain::RecordKind::Complaint || kind == domain::RecordKind::Rating;
    if (by_citizen) return std::ranges::find(kSaid, result) != kSaid.end();
    return std::ranges::find(kMade, result) != kMade.end();
}

}  // namespace sunbooth::center::rules

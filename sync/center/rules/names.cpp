// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/life.h"

#include <algorithm>
#include <array>
#include <span>

namespace sunbooth::center::rules {
namespace {

template <class E>
struct Named {
    E value;
    const char* name;
};

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

template <class E, std::size_t N>
const char* name_in(const std::array<Named<E>, N>& names, E value) {
    const auto found = std::ranges::find(names, value, &Named<E>::value);
    return found == names.end() ? "" : found->name;
}
template <class E, std::size_t N>
std::optional<E> value_in(const std::array<Named<E>, N>& names, std::string_view name) {
    for (const Named<E>& one : names) {
        if (name == one.name) return one.value;
    }
    return std::nullopt;
}

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

bool is_refusal_code(std::string_view code) {
    return code.size() == 2 && code[0] == 'R' && code[1] >= '1' && code[1] <= '8';
}

bool is_closing_result(std::string_view result) {
    static constexpr std::array<std::string_view, 4> kResults = {"satisfied", "basically_satisfied",
                                                                 "dissatisfied", "unreached"};
    return std::ranges::find(kResults, result) != kResults.end();
}

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/life.h"

#include <doctest/doctest.h>

#include <array>
#include <span>
#include <string>

using namespace sunbooth;
using namespace sunbooth::center::rules;
using domain::TicketState;

namespace {

constexpr std::array kStates = {
    TicketState::Registered,  TicketState::Verified,    TicketState::Accepted,
    TicketState::NotAccepted, TicketState::Replied,     TicketState::Closed,
    TicketState::NeedInfo,    TicketState::Withdrawn,   TicketState::Reviewing,
    TicketState::Merged,      TicketState::Transferred, TicketState::Appealed,
    TicketState::Rechecking,  TicketState::Archived};
const std::span<const Action> kActions = all_actions();
constexpr std::array kRoles = {Role::Intake,     Role::Callback, Role::Handler,
                               Role::Supervisor, Role::Auditor,  Role::Administrator};

}  // namespace

namespace {

/// In which all is possible that its state may ever allow.
Standing generous(TicketState state, domain::RecordKind kind) {
    Standing standing{state, true, 3, 3};
    standing.kind = kind;
    standing.may_extend = standing.has_handler = standing.was_heard = true;
    standing.extension_asked = true;
    if (state == TicketState::NeedInfo) standing.resumes_to = TicketState::Verified;
    if (state == TicketState::Merged) standing.resumes_to = TicketState::Registered;
    return standing;
}

/// Every arrow out of a state, as "action>state action>state", Join and Leave left out.
std::string arrows(TicketState state, domain::RecordKind kind) {
    std::string all;
    for (const Action action : kActions) {
        if (action == Action::Join || action == Action::Leave) continue;
        Standing standing = generous(state, kind);
        // Asked and asking exclude each other, and so do what comes first and what comes after.
        if (action == Action::AskExtension) standing.extension_asked = false;
        if (action == Action::Recheck) standing.may_rework = false;
        const auto to = next(standing, action, Outcome::Verified);
        if (!to) continue;
        all += (all.empty() ? "" : " ") + std::string(to_string(action)) + ">" +
               domain::to_string(*to);
    }
    return all;
}

}  // namespace

TEST_CASE("rules: the whole table of life (domain.md 2.5), arrow by arrow") {
    struct Row {
        TicketState from;
        const char* arrows;
    };
    for (const Row& row : {
             Row{TicketState::Registered,
                 "callback>verified accept>accepted refuse>not_accepted withdraw>withdrawn "
                 "urge>registered merge>merged transfer>transferred supervise>registered"},
             Row{TicketState::Verified,
                 "callback>verified accept>accepted refuse>not_accepted need_info>need_info "
                 "withdraw>withdrawn urge>verified merge>merged transfer>transferred "
                 "supervise>verified"},
             Row{TicketState::Accepted,
                 "callback>accepted reply>replied need_info>need_info extend>accepted "
                 "withdraw>withdrawn dispatch>accepted return>accepted urge>accepted "
                 "sign>accepted ask_extension>accepted deny_extension>accepted "
                 "designate>accepted merge>merged transfer>transferred supervise>accepted"},
             Row{TicketState::NotAccepted, "close>closed"},
             Row{TicketState::Replied,
                 "callback>replied close>closed rework>accepted closing_call>replied "
                 "recheck>rechecking supervise>replied"},
             Row{TicketState::Closed, "recheck>rechecking archive>archived"},
             Row{TicketState::NeedInfo,
                 "callback>need_info supplement>verified withdraw>withdrawn"},
             Row{TicketState::Withdrawn, "archive>archived"},
             Row{TicketState::Reviewing,
                 "urge>reviewing approve>replied send_back>accepted supervise>reviewing"},
             Row{TicketState::Merged,
                 "refuse>not_accepted reply>replied withdraw>withdrawn separate>registered "
                 "transfer>transferred archive>archived"},
             Row{TicketState::Transferred, "archive>archived"},
             Row{TicketState::Appealed, "dismiss>accepted overturn>closed"},
             Row{TicketState::Rechecking, "uphold>closed reopen>accepted"},
             Row{TicketState::Archived, ""},
         }) {
        CAPTURE(domain::to_string(row.from));
        CHECK(arrows(row.from, domain::RecordKind::Complaint) == row.arrows);
    }
}

TEST_CASE("rules: a bad rating is classified, may be appealed against, and is never refused") {
    const auto rating = domain::RecordKind::Rating;
    const std::string first = arrows(TicketState::Registered, rating);
    CHECK(first.find("classify>accepted") != first.npos);
    CHECK(first.find("accept>") == first.npos);
    CHECK(first.find("refuse") == first.npos);
    CHECK(arrows(TicketState::Accepted, rating).find("appeal>appealed") != std::string::npos);
    CHECK(arrows(TicketState::Closed, rating) == "archive>archived");
    const Standing standing = generous(TicketState::Verified, rating);
    const auto to = [&](RatingClass found) {
        return next(standing, {Action::Classify, std::nullopt, found, false});
    };
    CHECK(to(RatingClass::Valid) == TicketState::Accepted);
    CHECK(to(RatingClass::Mistake) == TicketState::Appealed);
    CHECK(to(RatingClass::Malicious) == TicketState::Appealed);
    CHECK(to(RatingClass::NoBasis) == TicketState::NotAccepted);
    CHECK(to(RatingClass::NotOurs) == TicketState::NotAccepted);
    CHECK_FALSE(next(standing, {Action::Classify, std::nullopt, std::nullopt, false}));
}

TEST_CASE("rules: a unit's answer is read by the center before the citizen reads it") {
    const Standing standing = generous(TicketState::Accepted, domain::RecordKind::Complaint);
    CHECK(next(standing, {Action::Reply, std::nullopt, std::nullopt, true}) ==
          TicketState::Reviewing);
    CHECK_FALSE(may(Role::Handler, Action::Approve));
}

TEST_CASE("rules: nobody decides without the citizen's word before two people have tried") {
    Standing standing{TicketState::Registered, true, 3, 3};
    standing.callers_min = 2;
    CHECK_FALSE(next(standing, Action::Accept));
    standing.callers = 2;
    CHECK(next(standing, Action::Accept) == TicketState::Accepted);
}

TEST_CASE("rules: a closing call leads on by itself") {
    Standing standing{TicketState::Replied, true, 0, 3};
    const auto lead = [&](Heard heard) { return consequences(standing, heard); };
    const auto one = [](Action action, std::string result) {
        return std::vector<Consequence>{{action, std::move(result)}};
    };
    CHECK(lead({Outcome::Verified, 5}) == one(Action::Close, "satisfied"));
    CHECK(lead({Outcome::Verified, 3}) == one(Action::Close, "basically_satisfied"));
    CHECK(lead({Outcome::Verified, 2}) == one(Action::Rework, ""));
    CHECK(lead({Outcome::NoAnswer, 0}).empty());
    standing.may_rework = false;
    CHECK(lead({Outcome::Verified, 1}) == one(Action::Recheck, ""));
    standing.may_recheck = false;
    CHECK(lead({Outcome::Verified, 1}) == one(Action::Close, "dissatisfied"));
    standing.closing_tries = 3;
    CHECK(lead({Outcome::NoAnswer, 0}) == one(Action::Close, "unreached"));
    CHECK(lead({Outcome::Rescheduled, 0}).empty());
    CHECK(
        lead({Outcome::Verified, 4, true}) ==
        std::vector<Consequence>{{Action::Supervise, "", "pressed"}, {Action::Close, "satisfied"}});
}

TEST_CASE("rules: one person alone never ends a matter as out of reach, however often they call") {
    Standing standing{TicketState::Replied, true, 0, 3};
    standing.closing_tries = 9;
    standing.callers_min = 2;
    CHECK(consequences(standing, {Outcome::NoAnswer, 0}).empty());
    CHECK_FALSE(next(standing, Action::Close));
    standing.closing_callers = 2;
    CHECK(consequences(standing, {Outcome::NoAnswer, 0}) ==
          std::vector<Consequence>{{Action::Close, "unreached"}});
    CHECK(next(standing, Action::Close) == TicketState::Closed);
}

TEST_CASE("rules: nobody is satisfied who was not heard, nor out of reach who left no number") {
    const auto result = [](TicketState state, bool contact, int satisfaction) {
        return std::string(closing_result({state, contact, 0, 3}, satisfaction));
    };
    CHECK(result(TicketState::Replied, true, 5) == "satisfied");
    CHECK(result(TicketState::Replied, true, 4) == "satisfied");
    CHECK(result(TicketState::Replied, true, 3) == "basically_satisfied");
    CHECK(result(TicketState::Replied, true, 2) == "dissatisfied");
    CHECK(result(TicketState::Replied, true, 0) == "unreached");
    CHECK(result(TicketState::Replied, false, 0) == "not_asked");
    CHECK(result(TicketState::NotAccepted, true, 0) == "not_asked");
}

TEST_CASE("rules: staff take a merged ticket out or back, and do nothing else with it") {
    Standing standing{TicketState::Merged, true, 3, 3};
    standing.resumes_to = TicketState::Accepted;
    for (const Role role : kRoles) {
        const auto all = allowed(standing, role);
        const bool does = role == Role::Supervisor;
        CHECK(all == (does ? std::vector<Action>{Action::Withdraw, Action::Separate}
                      : role == Role::Callback ? std::vector<Action>{Action::Withdraw}
                      : role == Role::Intake   ? std::vector<Action>{Action::Separate}
                                               : std::vector<Action>{}));
    }
}

TEST_CASE("rules: without a contact there is nobody to call, and acceptance needs no call") {
    const Standing standing{TicketState::Registered, false, 0, 3};
    CHECK(next(standing, Action::Accept) == TicketState::Accepted);
    CHECK_FALSE(next(standing, Action::Callback, Outcome::Verified));
}

TEST_CASE("rules: enough calls that reached nobody open the way to a decision") {
    CHECK_FALSE(next({TicketState::Registered, true, 2, 3}, Action::Accept));
    CHECK(next({TicketState::Registered, true, 3, 3}, Action::Accept) == TicketState::Accepted);
}

TEST_CASE(
    "rules: who does not want to talk counts as who is not reached, an agreed date does not") {
    CHECK(is_fruitless(Outcome::RefusedTalk));
    CHECK(is_fruitless(Outcome::NoAnswer));
    CHECK_FALSE(is_fruitless(Outcome::Rescheduled));
    CHECK_FALSE(is_fruitless(Outcome::DeniedIdentity));
}

TEST_CASE("rules: only a confirming call verifies") {
    const Standing standing{TicketState::Registered, true, 0, 3};
    CHECK(next(standing, Action::Callback, Outcome::Partly) == TicketState::Verified);
    for (const Outcome outcome :
         {Outcome::DeniedIdentity, Outcome::RefusedTalk, Outcome::NoAnswer, Outcome::SwitchedOff,
          Outcome::WrongNumber, Outcome::Rescheduled}) {
        CHECK(next(standing, Action::Callback, outcome) == TicketState::Registered);
    }
    CHECK_FALSE(next(standing, Action::Callback));
}

TEST_CASE(
    "rules: auditors and administrators change nothing, supervisors may do what is the center's") {
    for (const Action action : kActions) {
        CHECK_FALSE(may(Role::Auditor, action));
        CHECK_FALSE(may(Role::Administrator, action));
        // Haste is the citizen's alone; some things are the unit's, and the far side of a merger is
        // told by rule.
        const bool others = action == Action::Urge || action == Action::Return ||
                            action == Action::Sign || action == Action::AskExtension ||
                            action == Action::Appeal || action == Action::Join ||
                            action == Action::Leave;
        CHECK(may(Role::Supervisor, action) == !others);
    }
    CHECK(allowed({TicketState::Accepted, true, 0, 3}, Role::Intake) ==
          std::vector<Action>{Action::Dispatch, Action::Designate, Action::Merge});
}

TEST_CASE("rules: what may be asked, extended and sent back runs out") {
    Standing standing{TicketState::Accepted, true, 0, 3};
    CHECK_FALSE(next(standing, Action::Extend));
    standing.may_ask = false;
    CHECK_FALSE(next(standing, Action::NeedInfo));
    CHECK_FALSE(next(standing, Action::Return));  // Nobody has it.
    standing.has_handler = true;
    CHECK(next(standing, Action::Return));
    standing.may_return = false;
    CHECK_FALSE(next(standing, Action::Return));
    standing.state = TicketState::Replied;
    standing.may_rework = false;
    CHECK_FALSE(next(standing, Action::Rework));
}

TEST_CASE("rules: who left no number can be asked through the kiosk at once") {
    CHECK(next({TicketState::Registered, false, 0, 3}, Action::NeedInfo) == TicketState::NeedInfo);
}

TEST_CASE("rules: the unit that is complained of never withdraws, and only the head gives time") {
    Standing standing{TicketState::Accepted, true, 0, 3};
    standing.may_extend = true;
    CHECK(allowed(standing, Role::Handler) == std::vector<Action>{Action::Reply, Action::NeedInfo});
    for (const Role role : kRoles) {
        CHECK(may(role, Action::Extend) == (role == Role::Supervisor));
    }
}

TEST_CASE("rules: a handler sees only dispatched tickets of the own unit, never sealed ones") {
    for (const TicketState state : kStates) {
        for (const bool sealed : {false, true}) {
            for (const std::string handler : {"scjg", "rlzy", ""}) {
                const Sight ticket{state, "scjg", sealed, handler};
                const bool seen = may_see({Role::Handler, "scjg"}, ticket);
                if (sealed || handler != "scjg") CHECK_FALSE(seen);
                if (state == TicketState::Registered) CHECK_FALSE(seen);
                if (!sealed && handler == "scjg" && state == TicketState::Accepted) CHECK(seen);
                const bool other = may_see({Role::Handler, "rlzy"}, ticket);
                const bool dispatched =
                    state == TicketState::Accepted || state == TicketState::Replied ||
                    state == TicketState::Closed || state == TicketState::Reviewing ||
                    state == TicketState::Appealed || state == TicketState::Rechecking ||
                    state == TicketState::Archived;
                CHECK(other == (handler == "rlzy" && dispatched));
                CHECK_FALSE(may_see({Role::Handler, ""}, ticket));
                CHECK_FALSE(may_see({Role::Administrator, ""}, ticket));
                CHECK(may_see({Role::Auditor, ""}, ticket));
            }
        }
    }
}

TEST_CASE("rules: every name reads back") {
    for (const Role role : kRoles) CHECK(role_of(to_string(role)) == role);
    for (const Action action : kActions) CHECK(action_of(to_string(action)) == action);
    for (int i = 0; i < 8; ++i) {
        const auto outcome = static_cast<Outcome>(i);
        CHECK(outcome_of(to_string(outcome)) == outcome);
    }
    CHECK_FALSE(role_of("king"));
    CHECK(is_refusal_code("R1"));
    CHECK_FALSE(is_refusal_code("R0"));
    const auto complaint = domain::RecordKind::Complaint;
    CHECK(is_closing_result("satisfied", complaint));
    CHECK_FALSE(is_closing_result("bulletin", complaint));
    CHECK_FALSE(is_closing_result("delighted", complaint));
    for (const char* name : {"valid", "mistake", "malicious", "no_basis", "not_ours"}) {
        CHECK(to_string(*rating_class_of(name)) == std::string(name));
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/life.h"

#include "sync/base/random.h"

#include <doctest/doctest.h>

#include <array>

using namespace sunbooth;
using namespace sunbooth::center::rules;
using domain::TicketState;

namespace {

constexpr std::array kStates = {
    TicketState::Registered, TicketState::Verified, TicketState::Accepted, TicketState::NotAccepted,
    TicketState::Replied,    TicketState::Closed,   TicketState::NeedInfo, TicketState::Withdrawn};
constexpr std::array kActions = {
    Action::Callback, Action::Accept,     Action::Refuse, Action::Reply,  Action::Close,
    Action::NeedInfo, Action::Supplement, Action::Extend, Action::Rework, Action::Withdraw,
    Action::Urge,     Action::Dispatch,   Action::Return};
constexpr std::array kRoles = {Role::Intake,     Role::Callback, Role::Handler,
                               Role::Supervisor, Role::Auditor,  Role::Administrator};

}  // namespace

TEST_CASE("rules: the whole table of life, for a ticket with a contact") {
    using S = TicketState;
    const std::optional<S> none;
    const S w = S::Withdrawn;
    // Rows: kStates. Columns: callback that verifies, accept, refuse, reply, close, need info (who
    // left a number is called first), supplement, extend, rework, withdraw, urge,
    // dispatch, return.
    const std::optional<S> table[8][13] = {
        {S::Verified, none, S::NotAccepted, none, none, none, none, none, none, w, S::Registered,
         none, none},
        {S::Verified, S::Accepted, S::NotAccepted, none, none, S::NeedInfo, none, none, none, w,
         S::Verified, none, none},
        {S::Accepted, none, none, S::Replied, none, S::NeedInfo, none, S::Accepted, none, w,
         S::Accepted, S::Accepted, S::Accepted},
        {none, none, none, none, S::Closed, none, none, none, none, none, none, none, none},
        {S::Replied, none, none, none, S::Closed, none, none, none, S::Accepted, none, none, none,
         none},
        {none, none, none, none, none, none, none, none, none, none, none, none, none},
        {S::NeedInfo, none, none, none, none, none, S::Verified, none, none, w, none, none, none},
        {none, none, none, none, none, none, none, none, none, none, none, none, none},
    };
    for (std::size_t row = 0; row < kStates.size(); ++row) {
        for (std::size_t column = 0; column < kActions.size(); ++column) {
            CAPTURE(row);
            CAPTURE(column);
            Standing standing{kStates[row], true, 0, 3};
            standing.may_extend = true;
            standing.has_handler = true;
            if (kStates[row] == S::NeedInfo) standing.resumes_to = S::Verified;
            CHECK(next(standing, kActions[column], Outcome::Verified) == table[row][column]);
        }
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

TEST_CASE("rules: whoever walks at random ends closed, and never passes a reply by") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        SeededRandom random(seed);
        Standing standing{TicketState::Registered, random.between(0, 1) == 1, 0, 3};
        bool decided = false;
        bool answered = false;
        int steps = 0;
        int asked = 0, sent_back = 0;
        while (standing.state != TicketState::Closed) {
            REQUIRE(++steps < 400);
            const auto choices = allowed(standing, Role::Supervisor);
            REQUIRE_FALSE(choices.empty());
            const Action action = choices[random.between(0, choices.size() - 1)];
            const auto outcome = static_cast<Outcome>(random.between(0, 7));
            const auto to = next(standing, action, outcome);
            REQUIRE(to);
            if (action == Action::Withdraw) break;
            if (action == Action::NeedInfo) {
                standing.resumes_to = standing.state;
                standing.may_ask = ++asked < 2;
            }
            if (action == Action::Supplement) standing.resumes_to.reset();
            if (action == Action::Rework) standing.may_rework = ++sent_back < 1;
            if (action == Action::Callback && is_fruitless(outcome)) ++standing.unreached;
            decided = decided || action == Action::Accept || action == Action::Refuse;
            answered = answered || action == Action::Reply || action == Action::Refuse;
            standing.state = *to;
        }
        if (standing.state != TicketState::Closed) continue;  // Withdrawn.
        CHECK(decided);
        CHECK(answered);
    }
}

TEST_CASE("rules: auditors and administrators change nothing, supervisors may do all") {
    for (const Action action : kActions) {
        CHECK_FALSE(may(Role::Auditor, action));
        CHECK_FALSE(may(Role::Administrator, action));
        // Haste is the citizen's alone, sending back to the center the unit's.
        CHECK(may(Role::Supervisor, action) ==
              (action != Action::Urge && action != Action::Return));
    }
    CHECK(allowed({TicketState::Accepted, true, 0, 3}, Role::Intake) ==
          std::vector<Action>{Action::Dispatch});
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
                CHECK(other == (handler == "rlzy" &&
                                (state == TicketState::Accepted || state == TicketState::Replied ||
                                 state == TicketState::Closed)));
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
    CHECK_FALSE(is_refusal_code("R9"));
    CHECK_FALSE(is_closing_result("delighted"));
}

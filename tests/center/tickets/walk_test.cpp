// SPDX-License-Identifier: Apache-2.0
// Random people give random commands, legal and illegal ones, to a real ticket in a real database.
// A model that knows nothing of the program says what must come of each: the two must agree, a
// refused command must change nothing, and the chain must hold at the end.
#include "office.h"
#include "sync/base/mutant.h"
#include "sync/base/random.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Action;
using rules::Outcome;
using rules::Role;

namespace {

constexpr std::chrono::hours kHalfDay{12};

/// Who may give a command, and from where to where it leads ("*": stays).
struct Rule {
    const char* roles;  ///< i c h s
    std::map<std::string, std::string> way;
};
const std::map<Action, Rule> kRules = {
    {Action::Accept, {"is", {{"registered", "accepted"}, {"verified", "accepted"}}}},
    {Action::Refuse, {"is", {{"registered", "not_accepted"}, {"verified", "not_accepted"}}}},
    {Action::Reply, {"hs", {{"accepted", "replied"}}}},
    {Action::Approve, {"cs", {{"reviewing", "replied"}}}},
    {Action::SendBack, {"cs", {{"reviewing", "accepted"}}}},
    {Action::Sign, {"h", {{"accepted", "*"}}}},
    {Action::Return, {"h", {{"accepted", "*"}}}},
    {Action::Withdraw,
     {"ics",
      {{"registered", "withdrawn"},
       {"verified", "withdrawn"},
       {"accepted", "withdrawn"},
       {"need_info", "withdrawn"}}}},
    {Action::Transfer,
     {"is",
      {{"registered", "transferred"}, {"verified", "transferred"}, {"accepted", "transferred"}}}},
    {Action::NeedInfo,
     {"ihs", {{"registered", "need_info"}, {"verified", "need_info"}, {"accepted", "need_info"}}}},
    {Action::Supplement, {"ichs", {{"need_info", "back"}}}},
    {Action::Close, {"cs", {{"replied", "closed"}, {"not_accepted", "closed"}}}},
    {Action::Rework, {"cs", {{"replied", "accepted"}}}},
    {Action::Recheck, {"cs", {{"replied", "rechecking"}, {"closed", "rechecking"}}}},
    {Action::Reopen, {"s", {{"rechecking", "accepted"}}}},
    {Action::Uphold, {"s", {{"rechecking", "closed"}}}},
    {Action::Dispatch, {"is", {{"accepted", "*"}}}},
    {Action::Callback,
     {"cs",
      {{"registered", "*"},
       {"verified", "*"},
       {"accepted", "*"},
       {"need_info", "*"},
       {"replied", "*"}}}},
};

/// What a ticket is, as far as the rules of Hubei let it depend on.
struct Model {
    std::string state = "registered", resumes;
    bool contact = false, with_unit = false, is_signed = false, returned = false;
    int asked = 0, reworks = 0, rechecks = 0;
    std::set<std::int64_t> halves;
    std::set<std::string> callers, parts;
    int version = 1;

    bool taken_in() const {
        const std::string& at = state == "need_info" ? resumes : state;
        return at == "registered" || at == "verified";
    }
    /// Whether a command is legal; `account` gives it in its `role`.
    bool is_legal(Action action, char role, const std::string& account) const {
        const auto rule = kRules.find(action);
        if (std::string(rule->second.roles).find(role) == std::string::npos) return false;
        if (!rule->second.way.contains(state)) return false;
        if (role == 'i' && !taken_in() && action != Action::Dispatch) return false;
        if (role == 'h' && (!with_unit || taken_in())) return false;
        const bool unheard = contact && state == "registered";
        switch (action) {
            case Action::Callback:
                return contact;
            case Action::Accept:
                return !unheard || (halves.size() >= 3 && callers.size() >= 2);
            case Action::NeedInfo:
                return !unheard && asked < 2;
            case Action::Sign:
                return with_unit && !is_signed;
            case Action::Return:
                return with_unit && !is_signed && !returned;
            case Action::Close:
                return state != "replied" || !contact;
            case Action::Rework:
                return reworks < 1;
            case Action::Recheck:
                return rechecks < 1 && (state != "replied" || reworks >= 1);
            case Action::Reopen:
            case Action::Uphold:
                return !parts.contains(account);
            default:
                return true;
        }
    }
    void take(Action action, char role, const std::string& account, std::optional<Outcome> outcome,
              std::int64_t half) {
        ++version;
        if (action == Action::Callback) {
            const bool confirms = *outcome == Outcome::Verified;
            if (state == "registered" && !confirms) {
                halves.insert(half);
                callers.insert(account);
            }
            if (state == "registered" && confirms) state = "verified";
            return;
        }
        const std::string to = kRules.at(action).way.at(state);
        if (action == Action::NeedInfo) resumes = state, ++asked;
        if (action == Action::Accept) with_unit = true;
        if (action == Action::Dispatch) with_unit = true, is_signed = false;
        if (action == Action::Return) with_unit = false, returned = true;
        if (action == Action::Sign) is_signed = true;
        if (action == Action::Rework || action == Action::Reopen) ++reworks;
        if (action == Action::Recheck) ++rechecks;
        if (action == Action::Reply || action == Action::Approve) parts.insert(account);
        if (action == Action::Reply && role == 'h') is_signed = true;
        if (to == "back") {
            state = resumes;
        } else if (action == Action::Reply && role == 'h') {
            state = "reviewing";
        } else if (to != "*") {
            state = to;
        }
    }
};

tickets::Deed well_formed(Action action, std::optional<Outcome> outcome) {
    tickets::Deed deed;
    deed.action = action;
    deed.outcome = outcome;
    deed.words = deed.note = "理由";
    deed.reason_code = "R2";
    deed.unit = "scjg";
    deed.result = "satisfied";
    return deed;
}

struct Person {
    const char* account;
    char role;
    rules::Viewer viewer;
};
const Person kPeople[] = {
    {"chen", 'i', {Role::Intake, ""}},       {"wang", 'c', {Role::Callback, ""}},
    {"zhang", 'h', {Role::Handler, "scjg"}}, {"li", 's', {Role::Supervisor, ""}},
    {"zhao", 's', {Role::Supervisor, ""}},   {"qian", 'a', {Role::Auditor, ""}},
    {"sun", 'h', {Role::Handler, "rlzy"}},   {"wu", 'n', {Role::Administrator, ""}},
};

/// One ticket's random life. @return where program and model disagree; empty when nowhere.
std::string walk(std::uint64_t seed) {
    SeededRandom random(seed);
    Office office;
    Model model;
    model.contact = random.between(0, 1) == 1;
    const std::int64_t id = office.file({.has_contact = model.contact});
    std::vector<Action> commands;
    for (const auto& [action, rule] : kRules) commands.push_back(action);
    for (int step = 0; step < 60; ++step) {
        // Half-days pass, but not so many that a day's grace for returning is over unseen.
        if (random.between(0, 9) < 2) office.pass(kHalfDay);
        const Action action = commands[random.between(0, commands.size() - 1)];
        if (action == Action::Return && model.with_unit) continue;  // Its hours: life_test.cpp.
        const Person& person = kPeople[random.between(0, std::size(kPeople) - 1)];
        std::optional<Outcome> outcome;
        if (action == Action::Callback) {
            outcome = random.between(0, 3) == 0 ? Outcome::Verified : Outcome::NoAnswer;
        }
        const bool other_unit = person.role == 'h' && person.viewer.unit != "scjg";
        const bool legal = !other_unit && model.is_legal(action, person.role, person.account);
        const auto half = to_ms(office.now() + domain::kHallOffset) / (12 * 3'600'000);
        const auto done =
            office.act_as(person.account, person.viewer, id, well_formed(action, outcome));
        const std::string where = "step " + std::to_string(step) + " " + person.account + " " +
                                  rules::to_string(action) + " at " + model.state;
        if (done.ok() != legal) return where + (legal ? ": refused" : ": done");
        if (legal) model.take(action, person.role, person.account, outcome, half);
        const tickets::Ticket ticket = office.ticket(id);
        if (domain::to_string(ticket.state) != model.state) {
            return where + ": leads to " + domain::to_string(ticket.state);
        }
        if (ticket.version != model.version) return where + ": a refusal left something";
    }
    const Status chained = tickets::verify_chain(office.db(), id);
    return chained.ok() ? std::string() : chained.error().line();
}

}  // namespace

TEST_CASE("walk: random commands of random people lead where the model says, and nowhere else") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        CHECK(walk(seed) == "");
    }
}

TEST_CASE("walk: the mutant rules.units_pass_their_own is caught") {
    const MutantScope mutant("rules.units_pass_their_own");
    std::string found;
    for (std::uint64_t seed = 1; seed <= 60 && found.empty(); ++seed) found = walk(seed);
    CHECK(found != "");
}

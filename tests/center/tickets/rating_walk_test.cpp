// SPDX-License-Identifier: Apache-2.0
// The random life of a bad rating (domain.md 1.2), against a model that knows nothing of the
// program: classified, mended, appealed against and judged from outside.
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
using rules::RatingClass;
using rules::Role;

namespace {

/// Who may give a command, and in which states.
struct Rule {
    const char* roles;  ///< i c h s
    std::set<std::string> states;
};
const std::map<Action, Rule> kRules = {
    {Action::Classify, {"is", {"registered", "verified"}}},
    {Action::Accept, {"is", {}}},    // Of complaints only.
    {Action::Refuse, {"is", {}}},    // The same.
    {Action::Transfer, {"is", {}}},  // The same.
    {Action::Withdraw, {"ics", {"registered", "verified", "accepted", "need_info"}}},
    {Action::Reply, {"hs", {"accepted"}}},
    {Action::Approve, {"cs", {"reviewing"}}},
    {Action::SendBack, {"cs", {"reviewing"}}},
    {Action::Appeal, {"h", {"accepted"}}},
    {Action::Dismiss, {"s", {"appealed"}}},
    {Action::Overturn, {"s", {"appealed"}}},
    {Action::Close, {"cs", {"replied", "not_accepted"}}},
    {Action::Rework, {"cs", {"replied"}}},
    {Action::Supervise, {"cs", {"registered", "verified", "accepted", "reviewing", "replied"}}},
};

struct Model {
    std::string state = "registered";
    bool with_unit = false, excluded = false, appealed = false;
    int reworks = 0, version = 1;
    std::set<std::string> parts;

    bool taken_in() const { return state == "registered" || state == "verified"; }
    bool is_legal(Action action, char role, const std::string& account) const {
        const Rule& rule = kRules.at(action);
        if (std::string(rule.roles).find(role) == std::string::npos) return false;
        if (!rule.states.contains(state)) return false;
        if (role == 'i' && !taken_in()) return false;
        // A unit sees what was dispatched to it, and that is nothing before the class.
        if (role == 'h' && (!with_unit || taken_in() || state == "not_accepted")) return false;
        if (action == Action::Appeal) return with_unit && !appealed;
        if (action == Action::Dismiss || action == Action::Overturn)
            return !parts.contains(account);
        if (action == Action::Rework) return reworks < 1;
        return true;
    }
    void take(Action action, char role, const std::string& account, RatingClass found) {
        ++version;
        if (action == Action::Classify) {
            parts.insert(account);
            if (found == RatingClass::Valid) {
                state = "accepted";
                with_unit = true;
            } else {
                state = rules::needs_review(found) ? "appealed" : "not_accepted";
                // What was looked at from outside once is not appealed against again.
                appealed = appealed || state == "appealed";
            }
        } else if (action == Action::Reply) {
            parts.insert(account);
            state = role == 'h' ? "reviewing" : "replied";
        } else if (action == Action::Approve) {
            parts.insert(account);
            state = "replied";
        } else if (action == Action::SendBack || action == Action::Rework) {
            reworks += action == Action::Rework ? 1 : 0;
            state = "accepted";
        } else if (action == Action::Appeal) {
            parts.insert(account);
            appealed = true;
            state = "appealed";
        } else if (action == Action::Dismiss) {
            with_unit = true;
            state = "accepted";
        } else if (action == Action::Overturn) {
            excluded = true;
            state = "closed";
        } else if (action == Action::Close) {
            state = "closed";
        } else if (action == Action::Withdraw) {
            state = "withdrawn";
        }
    }
};

struct Person {
    const char* account;
    char role;
    rules::Viewer viewer;
};
const Person kPeople[] = {
    {"chen", 'i', {Role::Intake, ""}},       {"wang", 'c', {Role::Callback, ""}},
    {"zhang", 'h', {Role::Handler, "scjg"}}, {"li", 's', {Role::Supervisor, ""}},
    {"zhao", 's', {Role::Supervisor, ""}},   {"qian", 'a', {Role::Auditor, ""}},
    {"wu", 'n', {Role::Administrator, ""}},
};

tickets::Deed well_formed(Action action, RatingClass found) {
    tickets::Deed deed;
    deed.action = action;
    deed.found = found;
    deed.words = deed.note = "理由";
    deed.reason_code = "R2";
    deed.unit = "scjg";
    return deed;
}

/// One rating's random life. @return where program and model disagree; empty when nowhere.
std::string walk(std::uint64_t seed) {
    constexpr std::array kClasses = {RatingClass::Valid, RatingClass::Mistake,
                                     RatingClass::Malicious, RatingClass::NoBasis,
                                     RatingClass::NotOurs};
    SeededRandom random(seed);
    Office office;
    Model model;
    const std::int64_t id = office.file({.has_contact = false, .kind = domain::RecordKind::Rating});
    std::vector<Action> commands;
    for (const auto& [action, rule] : kRules) commands.push_back(action);
    for (int step = 0; step < 80; ++step) {
        const Action action = commands[random.between(0, commands.size() - 1)];
        // Lives that end at once teach little.
        if (action == Action::Withdraw && random.between(0, 9) > 0) continue;
        const Person& person = kPeople[random.between(0, std::size(kPeople) - 1)];
        const RatingClass found = kClasses[random.between(0, kClasses.size() - 1)];
        const bool legal = model.is_legal(action, person.role, person.account);
        const auto done =
            office.act_as(person.account, person.viewer, id, well_formed(action, found));
        const std::string where = "step " + std::to_string(step) + " " + person.account + " " +
                                  rules::to_string(action) + " at " + model.state;
        if (done.ok() != legal) {
            return where + (legal ? ": refused, " + done.error().line() : ": done");
        }
        if (legal) model.take(action, person.role, person.account, found);
        const tickets::Ticket ticket = office.ticket(id);
        if (domain::to_string(ticket.state) != model.state) {
            return where + ": leads to " + domain::to_string(ticket.state);
        }
        if (ticket.version != model.version) return where + ": a refusal left something";
        if (ticket.course.is_excluded != model.excluded) return where + ": excluded wrongly";
    }
    const Status chained = tickets::verify_chain(office.db(), id);
    return chained.ok() ? std::string() : chained.error().line();
}

}  // namespace

TEST_CASE("walk: a bad rating goes where the model says, and nowhere else") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        CHECK(walk(seed) == "");
    }
}

TEST_CASE("walk: the mutant rules.units_pass_their_own is caught by ratings too") {
    const MutantScope mutant("rules.units_pass_their_own");
    std::string found;
    for (std::uint64_t seed = 1; seed <= 30 && found.empty(); ++seed) found = walk(seed);
    CHECK(found != "");
}

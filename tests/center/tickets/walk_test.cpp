// SPDX-License-Identifier: Apache-2.0
// Random people give random commands, legal and illegal ones, to two real tickets in a real
// database, under a profile that allows everything. A model that knows nothing of the program says
// what must come of each: the two must agree, a refused command must change nothing, and the chains
// must hold at the end.
#include "office.h"
#include "sync/base/mutant.h"
#include "sync/base/random.h"
#include "walk_model.h"

#include <doctest/doctest.h>

#include <optional>
#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Action;
using rules::Outcome;
using rules::Role;

namespace {

constexpr std::chrono::hours kHalfDay{12};
constexpr int kHalvesMax = 12;  ///< Less than any limit of days.

struct Person {
    WalkModel::Person who;
    rules::Viewer viewer;
};
const Person kPeople[] = {
    {{"chen", 'i'}, {Role::Intake, ""}},      {{"wang", 'c'}, {Role::Callback, ""}},
    {{"zhou", 'c'}, {Role::Callback, ""}},    {{"zhang", 'h', true}, {Role::Handler, "scjg"}},
    {{"li", 's'}, {Role::Supervisor, ""}},    {{"zhao", 's'}, {Role::Supervisor, ""}},
    {{"qian", 'a'}, {Role::Auditor, ""}},     {{"sun", 'h'}, {Role::Handler, "rlzy"}},
    {{"wu", 'n'}, {Role::Administrator, ""}},
};

/// The rules of Hubei, which count from the filing or, in the second edition, from the dispatch and
/// supervise what does not satisfy; and more time for an answer besides.
std::string profile_of_all(bool second) {
    const std::string name = second ? "walk-of-second" : "walk-of-all";
    std::string toml = source_file(second ? "assets/rules/hubei-xiangyang-2026-12.toml"
                                          : "assets/rules/hubei-xiangyang.toml");
    toml.replace(toml.find("hubei-xiangyang"), std::string("hubei-xiangyang").size(), name);
    toml += "\n[extension]\nn = 5\nunit = \"WD\"\ntimes = 1\n";
    REQUIRE(rules::add_edition(toml).ok());
    return name;
}

/// What was done in all walks: a walk that never comes to something proves nothing of it.
struct Covered {
    std::set<Action> actions;
    std::set<std::pair<Action, Outcome>> calls;
};

class Walk {
public:
    explicit Walk(std::uint64_t seed)
        : random_(seed),
          office_(profile_of_all(is_second(seed))),
          is_rating_(seed % 3 == 0),
          model_(is_rating_, seed % 2 == 0, seed % 4 < 2, is_second(seed)) {
        const auto kind = is_rating_ ? domain::RecordKind::Rating : domain::RecordKind::Complaint;
        for (std::size_t i : {0U, 1U}) {
            ids_[i] = office_.file({.has_contact = model_.at(i).contact, .kind = kind});
        }
    }

    /// @return where program and model disagree; empty when nowhere.
    std::string run(Covered& covered) {
        for (int step = 0; step < 60; ++step) {
            if (now_.half < kHalvesMax && random_.between(0, 9) < 2) {
                office_.pass(kHalfDay);
                ++now_.half;
            }
            const std::string wrong = one_step(covered);
            if (!wrong.empty()) return "step " + std::to_string(step) + " " + wrong;
        }
        const auto chained = tickets::verify_chains(office_.db());
        return chained.ok() ? std::string() : chained.error().line();
    }

private:
    static bool is_second(std::uint64_t seed) { return seed % 5 < 2; }

    struct Given {
        WalkModel::Command command;
        const Person* person = nullptr;
    };

    bool is_legal(const Given& given) {
        const auto by = [this](std::size_t i) {
            return office_.ticket(ids_[i]).deadlines.reply_by;
        };
        const bool later = given.command.action == Action::Merge &&
                           by(1 - given.command.ticket) > by(given.command.ticket);
        return model_.is_legal(given.command, given.person->who, now_, later);
    }

    Given any() {
        const auto all = rules::all_actions();
        Given given;
        given.command.ticket = random_.between(0, 1);
        given.command.action = all[random_.between(0, all.size() - 1)];
        given.command.outcome = static_cast<Outcome>(random_.between(0, 7));
        given.command.satisfaction = static_cast<int>(random_.between(1, 5));
        given.command.pressed = random_.between(0, 3) == 0;
        given.command.found = static_cast<rules::RatingClass>(random_.between(0, 4));
        given.person = &kPeople[random_.between(0, std::size(kPeople) - 1)];
        return given;
    }

    /// The main road: verified, taken on, answered, asked whether that satisfies.
    std::optional<Action> next_on_road(std::size_t at) {
        const std::string& state = model_.at(at).state;
        if (state == "registered" && model_.at(at).contact) return Action::Callback;
        if (state == "registered" || state == "verified") {
            return is_rating_ ? Action::Classify : Action::Accept;
        }
        if (state == "accepted" && model_.at(at).asked_more) return Action::DenyExtension;
        if (state == "accepted") return Action::Reply;
        if (state == "reviewing") return Action::Approve;
        if (state == "replied") return Action::ClosingCall;
        if (state == "closed")
            return model_.at(at).rechecks > 0 ? Action::Archive : Action::Recheck;
        const bool stands = random_.between(0, 1) == 0;
        if (state == "rechecking") return stands ? Action::Uphold : Action::Reopen;
        if (state == "appealed") return stands ? Action::Dismiss : Action::Overturn;
        return std::nullopt;
    }

    /// Three of four are legal, as far as there is such a one, and a third goes along the main
    /// road; lives that end soon teach little.
    Given choose() {
        constexpr int kLooks = 60;
        const bool on_road = random_.between(0, 2) == 0;
        const bool legal = on_road || random_.between(0, 2) > 0;
        for (int i = 0; legal && i < kLooks; ++i) {
            Given given = any();
            const auto road = next_on_road(given.command.ticket);
            if (on_road && road) given.command.action = *road;
            const Action action = given.command.action;
            const bool ends = action == Action::Withdraw || action == Action::Transfer ||
                              action == Action::Refuse;
            if (is_legal(given) && (!ends || random_.between(0, 4) == 0)) return given;
        }
        return any();
    }

    tickets::Deed deed_of(const WalkModel::Command& command) {
        tickets::Deed deed;
        deed.action = command.action;
        deed.outcome = command.outcome;
        deed.words = deed.note = "理由";
        deed.reason_code = "R2";
        deed.unit = "scjg";
        deed.into = office_.ticket(ids_[1 - command.ticket]).ticket_no;
        deed.found = command.found;
        deed.satisfaction = command.satisfaction;
        deed.solved = "partly";
        deed.was_pressed = command.pressed;
        return deed;
    }

    std::string one_step(Covered& covered) {
        const Given given = choose();
        const std::size_t at = given.command.ticket;
        const bool legal = is_legal(given);
        const std::string where = given.person->who.account + " " +
                                  rules::to_string(given.command.action) + " at " +
                                  model_.at(at).state;
        const auto done = office_.act_as(given.person->who.account, given.person->viewer, ids_[at],
                                         deed_of(given.command));
        if (done.ok() != legal) {
            return where + (legal ? ": refused, " + done.error().line() : ": done");
        }
        if (legal) {
            model_.take(given.command, given.person->who, now_);
            covered.actions.insert(given.command.action);
            const bool called = given.command.action == Action::Callback ||
                                given.command.action == Action::ClosingCall;
            if (called) covered.calls.insert({given.command.action, *given.command.outcome});
        }
        for (const std::size_t i : {0U, 1U}) {
            const std::string differs = difference(i);
            if (!differs.empty()) return where + ": ticket " + std::to_string(i) + " " + differs;
        }
        return {};
    }

    std::string difference(std::size_t i) {
        const tickets::Ticket ticket = office_.ticket(ids_[i]);
        const WalkModel::One& one = model_.at(i);
        if (domain::to_string(ticket.state) != one.state) {
            return std::string("stands at ") + domain::to_string(ticket.state) + ", not " +
                   one.state;
        }
        if (ticket.version != one.version) return "has other events";
        if (ticket.handled_by.empty() == one.with_unit) return "is with another";
        if (ticket.course.supervised != one.supervised) return "is supervised otherwise";
        if (ticket.course.is_excluded != one.excluded) return "is excluded wrongly";
        return {};
    }

    SeededRandom random_;
    Office office_;
    bool is_rating_;
    WalkModel model_;
    WalkModel::Now now_;
    std::int64_t ids_[2] = {};
};

constexpr std::uint64_t kSeeds = 30;

std::string first_difference() {
    Covered covered;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const std::string found = Walk(seed).run(covered);
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace

TEST_CASE("walk: random commands of random people lead where the model says, and nowhere else") {
    Covered covered;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        CAPTURE(seed);
        CHECK(Walk(seed).run(covered) == "");
    }
    for (const Action action : rules::all_actions()) {
        const bool of_others =
            action == Action::Urge || action == Action::Join || action == Action::Leave;
        const std::string name = rules::to_string(action);
        CAPTURE(name);
        CHECK(covered.actions.contains(action) == !of_others);
    }
    CHECK(covered.calls.size() == 16);  // Both calls, each of their outcomes.
}

TEST_CASE("walk: the mutants of the life are caught") {
    for (const char* name : {"rules.units_pass_their_own", "rules.dissatisfied_is_not_watched"}) {
        CAPTURE(name);
        const MutantScope mutant(name);
        CHECK(first_difference() != "");
    }
}

// SPDX-License-Identifier: Apache-2.0
// The random life of a monitor's report, against a model that knows nothing of the program.
#include "sync/base/random.h"
#include "sync/center/monitoring/issues.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::Finding;
using rules::IssueAction;
using rules::IssueOutcome;
using rules::Role;

namespace {

/// A report as domain.md 5 has it: verified, something follows unless it is untrue, a unit that was
/// given advice answers, may once be given more time and once be asked again, closed.
struct Model {
    bool is_problem = true, is_untrue = false;
    int extended = 0, sent_back = 0;
    std::string state = "registered";
    std::int64_t version = 1;

    bool is_legal(IssueAction action, Role role, IssueOutcome outcome) const {
        const bool supervisor = role == Role::Supervisor;
        if (action == IssueAction::Verify) {
            return (supervisor || role == Role::Intake) && state == "registered";
        }
        if (action == IssueAction::Answer) {
            return (supervisor || role == Role::Intake) && state == "rectifying";
        }
        if (!supervisor) return false;
        if (action == IssueAction::Extend) return state == "rectifying" && extended < 1;
        if (action == IssueAction::SendBack) return state == "answered" && sent_back < 1;
        const bool with_unit = state == "rectifying" || state == "answered";
        if (action == IssueAction::Act && with_unit) return outcome != IssueOutcome::Rectify;
        if (state == "answered") return true;
        const bool found_true = state == "verified" && !is_untrue;
        if (action == IssueAction::Act) return found_true || state == "acted";
        return state == "acted" || (state == "verified" && (is_untrue || !is_problem));
    }
    void take(IssueAction action, Finding finding, IssueOutcome outcome) {
        ++version;
        if (action == IssueAction::Verify) is_untrue = finding == Finding::Untrue;
        extended += action == IssueAction::Extend ? 1 : 0;
        sent_back += action == IssueAction::SendBack ? 1 : 0;
        if (action == IssueAction::Act && state != "rectifying" && state != "answered") {
            state = outcome == IssueOutcome::Rectify ? "rectifying" : "acted";
        }
        if (action == IssueAction::Verify) state = "verified";
        if (action == IssueAction::Answer) state = "answered";
        if (action == IssueAction::SendBack) state = "rectifying";
        if (action == IssueAction::Close) state = "closed";
    }
};

/// @return where program and model disagree; empty when nowhere.
std::string walk(Deployment& center, TestKiosk& kiosk, std::uint64_t seed) {
    SeededRandom random(seed);
    domain::Issue filed;
    filed.monitor = "1001";
    filed.kind =
        random.between(0, 1) == 0 ? domain::IssueKind::Problem : domain::IssueKind::Suggestion;
    filed.window = "3";
    filed.text = SecretText("窗口没人");
    REQUIRE(kiosk.send_one(kiosk.make(filed)).verdict == wire::Verdict::Stored);
    const std::int64_t id = monitoring::list(center.db(), {}).value().items.at(0).id;
    Model model{.is_problem = filed.kind == domain::IssueKind::Problem};
    constexpr std::array kActions = {IssueAction::Verify, IssueAction::Act,
                                     IssueAction::Close,  IssueAction::Answer,
                                     IssueAction::Extend, IssueAction::SendBack};
    constexpr std::array kOutcomes = {IssueOutcome::Rectify, IssueOutcome::Supervise};
    constexpr std::array kRoles = {Role::Intake,  Role::Callback, Role::Supervisor,
                                   Role::Auditor, Role::Handler,  Role::Administrator};
    constexpr std::array kFindings = {Finding::True, Finding::Partly, Finding::Untrue};
    for (int step = 0; step < 80; ++step) {
        const IssueAction action = kActions[random.between(0, kActions.size() - 1)];
        const Role role = kRoles[random.between(0, kRoles.size() - 1)];
        const Finding finding = kFindings[random.between(0, kFindings.size() - 1)];
        const IssueOutcome outcome = kOutcomes[random.between(0, kOutcomes.size() - 1)];
        const bool legal = model.is_legal(action, role, outcome);
        const auto done = monitoring::act(center.db(), {"li", role}, id, model.version,
                                          {action, finding, outcome, "理由"}, center.wall);
        const std::string where = "step " + std::to_string(step) + " " + rules::to_string(role) +
                                  " " + rules::to_string(action) + " at " + model.state;
        if (done.ok() != legal) return where + (legal ? ": refused" : ": done");
        if (legal) model.take(action, finding, outcome);
        const auto file = monitoring::find(center.db(), id);
        if (rules::to_string(file.value().standing.state) != model.state)
            return where + ": leads elsewhere";
        if (file.value().version != model.version) return where + ": a refusal left something";
    }
    return {};
}

}  // namespace

TEST_CASE("walk: a monitor's report goes where the model says, and nowhere else") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        CHECK(walk(center, kiosk, seed) == "");
    }
    CHECK(monitoring::verify_issues(center.db()).ok());
}

TEST_CASE("issues: whoever comes second is told who came first") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    domain::Issue filed;
    filed.monitor = "1001";
    filed.text = SecretText("窗口没人");
    REQUIRE(kiosk.send_one(kiosk.make(filed)).verdict == wire::Verdict::Stored);
    const std::int64_t id = monitoring::list(center.db(), {}).value().items.at(0).id;
    const monitoring::IssueDeed deed{IssueAction::Verify, Finding::True, {}, "看过"};
    REQUIRE(monitoring::act(center.db(), {"chen", Role::Intake}, id, 1, deed, center.wall).ok());
    const auto late =
        monitoring::act(center.db(), {"li", Role::Supervisor}, id, 1, deed, center.wall);
    CHECK(late.error().field == "expected_version");
    CHECK(late.error().detail.find("chen came first: \"verify\"") == 0);
}

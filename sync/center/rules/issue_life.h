// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/life.h"
#include "sync/domain/issue.h"
#include "sync/domain/ticket.h"

#include <optional>
#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

// The life of a monitor's report at the center (domain.md 5): it is verified, something follows
// from it, it is closed. Names are stored: never rename.

enum class IssueState {
    Registered,  ///< 已登记
    Verified,    ///< 已核实: with a finding.
    Acted,       ///< 已处置: at least one outcome.
    Closed,      ///< 办结
    Rectifying,  ///< 整改中: a unit was given a 整改建议书, and has days to answer.
    Answered,    ///< 已答复: it has said what it did about it.
};
const char* to_string(IssueState state);  ///< "registered" ..
std::optional<IssueState> issue_state_of(std::string_view name);

enum class IssueAction {
    Verify,
    Act,
    Close,
    Answer,    ///< The unit's written answer is put down: reports are never shown to units.
    SendBack,  ///< 退回重改: it is not enough.
    Extend,    ///< 延期, before its days are over.
};
const char* to_string(IssueAction action);  ///< "verify" ..
std::optional<IssueAction> issue_action_of(std::string_view name);

/// 入简报, 整改建议书, 督办, 查办, 曝光
enum class IssueOutcome { Bulletin, Rectify, Supervise, Investigate, Expose };
const char* to_string(IssueOutcome outcome);  ///< "bulletin" ..
std::optional<IssueOutcome> issue_outcome_of(std::string_view name);

/// Where a report begins: a week without anything to report waits for nobody.
IssueState first_state(domain::IssueKind kind);

struct IssueStanding {
    IssueState state = IssueState::Registered;
    domain::IssueKind kind = domain::IssueKind::Problem;
    std::optional<domain::Finding> finding{};
    bool may_extend = false;     ///< The rules allow more time (issue_clock.h),
    bool may_send_back = false;  ///< and another answer.
    bool operator==(const IssueStanding&) const = default;
};
/// Where an action leads, or nothing when the report does not stand for it. Nothing follows from
/// what proved untrue; a problem that proved true is not closed before something followed from it,
/// nor while a unit owes its answer. `outcome` is of Act; nothing: any that is possible.
std::optional<IssueState> next(const IssueStanding& standing, IssueAction action,
                               std::optional<IssueOutcome> outcome = std::nullopt);
/// Whether it proved true, so that something has to follow.
bool owes_something(const IssueStanding& standing);

/// Whether somebody of this role does such a thing: intake and supervisors verify and put answers
/// down, supervisors decide what follows.
bool may(Role role, IssueAction action);
std::vector<IssueAction> allowed(const IssueStanding& standing, Role role);

/// Reports are about units, and no unit sees them; administrators keep accounts, not words.
bool may_see_issues(Role role);
/// Who keeps points, monitors, badges and PINs.
bool may_keep_monitors(Role role);
/// Who writes down calls, visits and meetings.
bool may_log_contacts(Role role);

/// What a monitor sees of it by receipt code, in the words that tickets have.
domain::TicketState seen_as(IssueState state);

}  // namespace sunbooth::center::rules

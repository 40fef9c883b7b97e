// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/date.h"
#include "sync/domain/record.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::domain {

/// Where a ticket 工单 stands (domain.md 2.5). Names are stored: never rename.
enum class TicketState {
    Registered,   ///< 已登记: stored, not yet verified.
    Verified,     ///< 已核实: a callback reached the citizen and confirmed it.
    Accepted,     ///< 已受理
    NotAccepted,  ///< 不予受理, with a reason
    Replied,      ///< 已答复
    Closed,       ///< 办结
    NeedInfo,     ///< 待补充: the citizen was asked for something, and the clock stands.
    Withdrawn,    ///< 撤诉: by the citizen's own wish.
    Reviewing,    ///< 审核中: a unit's answer that the center has not passed yet.
    Merged,       ///< 并案: goes with another ticket about the same matter.
    Transferred,  ///< 移送纪检监察: no longer the center's.
    Appealed,     ///< 申诉中: a bad rating that somebody outside the unit looks at again.
    Rechecking,   ///< 复核中: somebody who had no part in it looks at the answer again.
    Archived,     ///< 归档: read only.
};
const char* to_string(TicketState state);  ///< "registered" ..
std::optional<TicketState> ticket_state_of(std::string_view name);

/// What a citizen may want of a filed complaint, by its receipt code. Names are stored and sent:
/// never rename.
enum class Wish {
    Urge,      ///< 催办: it takes too long.
    Rework,    ///< The answer does not satisfy: handled anew once, then looked at again by others.
    Withdraw,  ///< 撤诉
};
const char* to_string(Wish wish);  ///< "urge" ..
std::optional<Wish> wish_of(std::string_view name);

/// What was found to be so. Names are stored and sent: never rename.
enum class Finding {
    True,     ///< 属实
    Partly,   ///< 部分属实
    Untrue,   ///< 不属实
    Unclear,  ///< 无法核实: of a complaint alone.
};
const char* to_string(Finding finding);  ///< "true" ..
std::optional<Finding> finding_of(std::string_view name);

/// What a citizen sees of their record at any kiosk.
struct TicketView {
    RecordKind kind = RecordKind::Complaint;
    TicketState state = TicketState::Registered;
    std::string ticket_no;
    Date filed_on;
    std::optional<Date> verify_by;
    std::optional<Date> reply_by;
    bool provisional = false;  ///< A due date crosses a year without a published calendar.
    bool overdue = false;
    std::string reply;  ///< The center's words to the citizen; empty until there are any.
    /// What a complaint was found to be, as the reply says it; nothing where none does.
    std::optional<Finding> finding;
    std::string extension;  ///< Why the answer takes longer; empty when no more time was given.
    std::string refusal;    ///< Why it was not accepted.
    std::string needed;     ///< What the center asks the citizen for, while it does.
    std::optional<Date> needed_by;  ///< Until when the clock stands for it.
    std::vector<Wish> wishes;       ///< What may be wished for now.
};

}  // namespace sunbooth::domain

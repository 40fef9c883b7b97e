// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"

#include <optional>
#include <string>

namespace sunbooth::domain {

/// The plain stages of a case 办件, for every import and every page.
enum class CaseStage { Received, Accepted, Supplement, Reviewing, Decided, Completed, Returned };
const char* to_string(CaseStage stage);  ///< "received" ..
std::optional<CaseStage> case_stage_of(std::string_view name);

/// What a citizen may see of a case.
struct CaseView {
    std::string case_no;
    std::string service;
    std::string unit;         ///< Unit code of the hall feed.
    std::string window;       ///< Window code.
    std::string masked_name;  ///< 王*
    CaseStage stage = CaseStage::Received;
    std::optional<Date> accepted_on;
    int promised_days = 0;  ///< Working days.
    std::optional<Date> due_on;
    WallTime updated_at;  ///< When the approval system last spoke of it.
};

/// A case number as people type it: 6..50 letters, digits and hyphens; letters are made capital.
/// @return InvalidInput naming "case_no".
Result<std::string> checked_case_no(std::string_view typed);
/// Last four of an id card (last may be X) or of a phone. @return InvalidInput naming "last4".
Result<std::string> checked_last4(std::string_view typed);

}  // namespace sunbooth::domain

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"

#include <string>
#include <vector>

namespace sunbooth::center::tickets {

// Which case of the approval system a ticket is about. A terminal does not ask for it: somebody of
// the center finds out, says so, and may say otherwise later; the journal keeps what was said.

struct CaseLink {
    std::string case_no;       ///< Empty: none is known.
    std::int64_t version = 1;  ///< Rises with every change; 1 where nobody ever said.
};
Result<CaseLink> case_of(store::Database& db, std::int64_t ticket);

struct CaseLinking {
    std::int64_t ticket = 0;
    std::string case_no;  ///< Empty: none any more.
    std::int64_t version = 0;
    std::string by;
};
/// Inside the caller's transaction. @return what it was before; Conflict, field "expected_version",
/// when somebody else was quicker.
Result<CaseLink> set_case(store::Database& db, const CaseLinking& wanted);

inline constexpr int kOfCaseMax = 50;
/// The tickets about a case that `viewer` may see, newest first; at most kOfCaseMax.
Result<std::vector<Ticket>> tickets_of_case(store::Database& db, const rules::Viewer& viewer,
                                            const std::string& case_no);

}  // namespace sunbooth::center::tickets

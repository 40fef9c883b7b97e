// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/case.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::cases {

/// The first nine columns of a SELECT of case_file: service, unit, window, masked_name, stage,
/// accepted_on, promised_wd, due_on, updated_at_ms.
domain::CaseView view_of(const store::Statement& row, std::string case_no);

}  // namespace sunbooth::center::cases

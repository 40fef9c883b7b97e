// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/profile.h"
#include "sync/center/rules/profile_fields.h"

#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

/// What a supervisor's own card may be for, where no clock sees it (domain.md 3.1): the edition's
/// list [[trigger]], or that of the national profile of its day. A code is stored with each card:
/// never rename.
std::vector<Coded> triggers(const Profile& profile);
/// An edition that says nothing keeps what was said before it. For read_profile(), which checks.
void read_triggers(Fields& in, std::vector<Coded>& all);

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/profile.h"
#include "sync/domain/language.h"

namespace sunbooth::center::rules {

/// What a monitor is told who owes the report of a week: the edition's notices.remind, or that of
/// the national profile of its day, with {week} filled in. @param week its Monday.
domain::LocalText reminder_text(const Profile& profile, domain::Date week);

}  // namespace sunbooth::center::rules

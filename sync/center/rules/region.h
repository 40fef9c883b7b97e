// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/profile.h"
#include "sync/center/rules/profile_fields.h"

#include <string>
#include <string_view>

namespace sunbooth::center::rules {

/// The region with a calendar of its own that comes along (assets/calendars/xinjiang.ics).
inline constexpr std::string_view kXinjiang = "xinjiang";

/// The region whose feasts are closed days under these rules; empty: none. It is the edition's own
/// word, which no other one lends. Reads the edition's text: keep what it says.
std::string region_of(const Profile& profile);
/// For read_profile(), which checks.
std::string read_region(Fields& in);

}  // namespace sunbooth::center::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/cards.h"
#include "sync/center/rules/profile_fields.h"
#include "sync/domain/ticket.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace sunbooth::center::rules {

/// What a complaint that was found true earns its unit (domain.md 3.3), by category: the edition's
/// table [proven], or that of the national profile of its day.
struct ProvenRules {
    std::set<std::string> yellow, red;
};
ProvenRules proven_rules(const Profile& profile);
/// An edition that says nothing keeps what was said before it. For read_profile(), which checks.
void read_proven(Fields& in, ProvenRules& rules);

/// Of one category. What was found true in part is the lesser violation: never more than yellow.
std::optional<Level> proven_level(const ProvenRules& rules, std::string_view category,
                                  domain::Finding finding);

}  // namespace sunbooth::center::rules

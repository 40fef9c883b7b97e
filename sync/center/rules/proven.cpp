// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/proven.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"

namespace sunbooth::center::rules {

void read_proven(Fields& in, ProvenRules& rules) {
    if (!in.has("proven")) return;
    rules.yellow = in.texts("proven.yellow");
    rules.red = in.texts("proven.red");
    for (const std::string& code : rules.red) {
        if (rules.yellow.contains(code)) in.fail("proven.yellow", code + " is in proven.red, too");
    }
}

ProvenRules proven_rules(const Profile& profile) {
    ProvenRules rules;
    const std::string& lent =
        profile.lent.empty() ? profile_on("national", profile.from).toml : profile.lent;
    for (const std::string* text : {&lent, &profile.toml}) {
        const toml::table table = toml::parse(*text);  // It was read once, so it cannot fail.
        Fields in(table);
        read_proven(in, rules);
        SUNBOOTH_ASSERT(!in.error());
    }
    return rules;
}

std::optional<Level> proven_level(const ProvenRules& rules, std::string_view category,
                                  domain::Finding finding) {
    const std::string code(category);
    const bool is_true = finding == domain::Finding::True || finding == domain::Finding::Partly ||
                         mutant("rules.untrue_earns_a_card");
    if (!is_true) return std::nullopt;
    if (rules.red.contains(code))
        return finding == domain::Finding::Partly ? Level::Yellow : Level::Red;
    if (rules.yellow.contains(code)) return Level::Yellow;
    return std::nullopt;
}

}  // namespace sunbooth::center::rules

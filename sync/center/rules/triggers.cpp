// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/triggers.h"

#include "sync/base/assert.h"

#include <algorithm>

namespace sunbooth::center::rules {
namespace {

constexpr std::size_t kCodeMax = 32;

/// A part of a clock's name (supervision/cards_by_hand.h), where a dot or a plus would mean more.
bool is_code(std::string_view code) {
    return !code.empty() && code.size() <= kCodeMax &&
           std::ranges::all_of(code, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace

void read_triggers(Fields& in, std::vector<Coded>& all) {
    if (!in.has("trigger")) return;
    all.clear();
    in.each("trigger", [&all](Fields& row) {
        Coded one{row.text("code"), row.text("zh"), row.text("en")};
        if (!is_code(one.code)) row.fail("code", "must be small letters and _, at most 32");
        if (std::ranges::find(all, one.code, &Coded::code) != all.end()) {
            row.fail("code", "stands there twice");
        }
        all.push_back(std::move(one));
    });
}

std::vector<Coded> triggers(const Profile& profile) {
    std::vector<Coded> all;
    const std::string& lent =
        profile.lent.empty() ? profile_on("national", profile.from).toml : profile.lent;
    for (const std::string* text : {&lent, &profile.toml}) {
        const toml::table table = toml::parse(*text);  // It was read once, so it cannot fail.
        Fields in(table);
        read_triggers(in, all);
        SUNBOOTH_ASSERT(!in.error());
    }
    return all;
}

}  // namespace sunbooth::center::rules

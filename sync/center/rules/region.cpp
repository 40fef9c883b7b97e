// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/region.h"

#include "sync/base/assert.h"

namespace sunbooth::center::rules {

std::string read_region(Fields& in) {
    std::string region = in.text_or("region", "");
    if (!region.empty() && region != kXinjiang) {
        in.fail("region", "must be xinjiang, or be left out");
    }
    return region;
}

std::string region_of(const Profile& profile) {
    const toml::table table = toml::parse(profile.toml);  // It was read once, so it cannot fail.
    Fields in(table);
    std::string region = read_region(in);
    SUNBOOTH_ASSERT(!in.error());
    return region;
}

}  // namespace sunbooth::center::rules

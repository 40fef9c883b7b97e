// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sunbooth::test {

/// A body as it stands in tests/golden/wire, which is what every kiosk and center ever shipped must
/// go on reading. With SUNBOOTH_GOLDEN=write in the environment `now` is written there instead.
std::string golden(std::string_view name, std::string_view now);
std::string golden(std::string_view name);

}  // namespace sunbooth::test

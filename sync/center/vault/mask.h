// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sunbooth::center::vault {

/// "13812345678" to "138****5678". Of a number shorter than nine characters only the last two are
/// shown. Empty stays empty.
std::string masked(std::string_view phone);

}  // namespace sunbooth::center::vault

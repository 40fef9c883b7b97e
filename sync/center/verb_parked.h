// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <filesystem>

namespace sunbooth::center {

/// Prints the records that could not be taken, newest first: whose, which, why, since when, and
/// whether one was erased. A running center judges them again by itself (parked_clock.h).
Status list_parked(const std::filesystem::path& folder);

}  // namespace sunbooth::center

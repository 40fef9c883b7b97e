// SPDX-License-Identifier: Apache-2.0
#include "sync/client/link.h"

namespace sunbooth::client {

// Set by CMake when the build was configured (SOURCE_DATE_EPOCH is honoured), not by the compiler:
// __DATE__ would make every build different.
WallTime build_time() {
    return wall_ms(std::int64_t{SUNBOOTH_BUILD_DAY} * 24 * 60 * 60 * 1000);
}

}  // namespace sunbooth::client

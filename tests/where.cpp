// SPDX-License-Identifier: Apache-2.0
#include "tests/where.h"

namespace sunbooth::test {

std::string source_dir() {
    return SUNBOOTH_SOURCE_DIR;
}

std::string build_dir() {
    return SUNBOOTH_BINARY_DIR;
}

}  // namespace sunbooth::test

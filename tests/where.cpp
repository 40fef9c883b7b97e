// SPDX-License-Identifier: Apache-2.0
#include "tests/where.h"

namespace sunbooth::test {

std::string source_dir() {
    return SUNBOOTH_SOURCE_DIR;
}

std::string build_dir() {
    return SUNBOOTH_BINARY_DIR;
}

std::string data_dir() {
    return build_dir() + "/data";
}

std::string strokes_dir() {
    return source_dir() + "/app/input_method/handwriting/train/node_modules/hanzi-writer-data";
}

}  // namespace sunbooth::test

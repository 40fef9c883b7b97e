// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/assert.h"

#include <filesystem>
#include <stdlib.h>
#include <string>

namespace sunbooth::test {

/// A folder of its own for one test, gone with it.
class TempFolder {
public:
    TempFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "sunbooth-XXXXXX").string();
        SUNBOOTH_ASSERT(mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const char* name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace sunbooth::test

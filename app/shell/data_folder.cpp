// SPDX-License-Identifier: Apache-2.0
#include "app/shell/data_folder.h"

#include <system_error>

namespace sunbooth::app::shell {

std::filesystem::path data_folder() {
    std::error_code failed;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", failed);
    const std::filesystem::path prefix = self.parent_path().parent_path();
    const std::filesystem::path installed = prefix / "share" / "sunbooth";
    return std::filesystem::exists(installed, failed) ? installed : prefix / "data";
}

}  // namespace sunbooth::app::shell

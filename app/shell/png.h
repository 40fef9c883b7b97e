// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace sunbooth::app::shell {

/// Writes RGB rows, from the top, as a PNG file. @return Io.
Status write_png(const std::filesystem::path& file, int width, int height,
                 const std::vector<std::uint8_t>& rgb);

}  // namespace sunbooth::app::shell

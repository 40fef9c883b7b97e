// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace sunbooth::app::shell {

/// Writes RGB rows, bottom row first as OpenGL reads them, as a PNG file. @return Io.
Status write_png(const std::filesystem::path& file, int width, int height,
                 const std::vector<std::uint8_t>& bottom_up_rgb);

}  // namespace sunbooth::app::shell

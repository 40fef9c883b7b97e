// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <string_view>
#include <vector>

namespace sunbooth::app::receipt {

/// The modules of a QR code, without the quiet zone (4 modules of white on each side, which the
/// painter adds).
struct Qr {
    int side = 0;
    std::vector<bool> dark;  ///< Row by row.
    bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * side + x)]; }
};
inline constexpr int kQuietModules = 4;

/// Error correction level M: 15 % of the code may be dirty or in glare.
/// @return InvalidInput when the text does not fit any QR code.
Result<Qr> make_qr(std::string_view text);

}  // namespace sunbooth::app::receipt

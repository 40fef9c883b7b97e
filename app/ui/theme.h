// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace sunbooth::app::ui {

/// 0xRRGGBB
using Colour = std::uint32_t;

/// Colour tokens of kiosk-ux 2.9; the contrasts computed there are a unit test over this table.
struct Palette {
    Colour bg, surface, surface2, text, text2, border, primary, pressed, on_primary, secondary_bg,
        on_secondary, danger, on_danger, danger_bg, success, on_success, success_bg, warn, warn_bg,
        focus_inner, focus_outer;
    Colour rating[5];  ///< Levels 1..5 on a surface.
    bool shadows;
};
enum class PaletteName { Light, Dark, HighContrastDark, HighContrastLight };
const Palette& palette(PaletteName name);

/// Type scale in millimetres of em at scale 1.0 (kiosk-ux 2.9).
namespace type {
inline constexpr float kCaption = 6.8F, kBody = 8, kLabel = 9, kLead = 9, kH2 = 11, kH1 = 14,
                       kDisplay = 20, kCode = 14;
}

}  // namespace sunbooth::app::ui

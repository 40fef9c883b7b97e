// SPDX-License-Identifier: Apache-2.0
#include "app/ui/theme.h"

namespace sunbooth::app::ui {
namespace {

// kiosk-ux 2.9. tests/app/ui/theme_test.cpp computes the contrasts that the paper promises.
constexpr Palette kLight{.bg = 0xF4F6F9,
                         .surface = 0xFFFFFF,
                         .surface2 = 0xE6ECF3,
                         .text = 0x14202B,
                         .text2 = 0x3F4D5A,
                         .border = 0x66778A,
                         .primary = 0x0B57A4,
                         .pressed = 0x083F78,
                         .on_primary = 0xFFFFFF,
                         .secondary_bg = 0xE3EEFA,
                         .on_secondary = 0x0A3F78,
                         .danger = 0xB3261E,
                         .on_danger = 0xFFFFFF,
                         .danger_bg = 0xFDECEA,
                         .success = 0x146C43,
                         .on_success = 0xFFFFFF,
                         .success_bg = 0xE6F4EC,
                         .warn = 0x7A4A00,
                         .warn_bg = 0xFFF3DC,
                         .focus_inner = 0xFFC400,
                         .focus_outer = 0x14202B,
                         .rating = {0xB3261E, 0xB3540A, 0x7A6A00, 0x3C7A0B, 0x0F7B3E},
                         .shadows = true};
constexpr Palette kDark{.bg = 0x0E151C,
                        .surface = 0x17212B,
                        .surface2 = 0x223040,
                        .text = 0xF2F6FA,
                        .text2 = 0xB9C5D1,
                        .border = 0x8394A6,
                        .primary = 0x8CC2FA,
                        .pressed = 0xB5D8FC,
                        .on_primary = 0x06213D,
                        .secondary_bg = 0x1E3A57,
                        .on_secondary = 0xDCEBFB,
                        .danger = 0xFF9A90,
                        .on_danger = 0x3B0703,
                        .danger_bg = 0x3A1613,
                        .success = 0x7BDCA8,
                        .on_success = 0x03281A,
                        .success_bg = 0x103425,
                        .warn = 0xFFC76E,
                        .warn_bg = 0x3A2A0B,
                        .focus_inner = 0x0E151C,
                        .focus_outer = 0xFFD54A,
                        .rating = {0xFF8A80, 0xFFA45C, 0xF2D14B, 0xA6D65F, 0x5FD69A},
                        .shadows = false};
constexpr Palette kHcDark{.bg = 0x000000,
                          .surface = 0x000000,
                          .surface2 = 0x1A1A1A,
                          .text = 0xFFFFFF,
                          .text2 = 0xFFFFFF,
                          .border = 0xFFFFFF,
                          .primary = 0xFFEB00,
                          .pressed = 0xFFFFFF,
                          .on_primary = 0x000000,
                          .secondary_bg = 0x000000,
                          .on_secondary = 0xFFEB00,
                          .danger = 0xFFA8A8,
                          .on_danger = 0x000000,
                          .danger_bg = 0x000000,
                          .success = 0x8CFF9E,
                          .on_success = 0x000000,
                          .success_bg = 0x000000,
                          .warn = 0xFFD166,
                          .warn_bg = 0x000000,
                          .focus_inner = 0x000000,
                          .focus_outer = 0x00E5FF,
                          .rating = {0xFF8A80, 0xFFA45C, 0xF2D14B, 0xA6D65F, 0x5FD69A},
                          .shadows = false};
constexpr Palette kHcLight{.bg = 0xFFFFFF,
                           .surface = 0xFFFFFF,
                           .surface2 = 0xF0F0F0,
                           .text = 0x000000,
                           .text2 = 0x000000,
                           .border = 0x000000,
                           .primary = 0x002E6B,
                           .pressed = 0x000000,
                           .on_primary = 0xFFFFFF,
                           .secondary_bg = 0xFFFFFF,
                           .on_secondary = 0x002E6B,
                           .danger = 0x7A0000,
                           .on_danger = 0xFFFFFF,
                           .danger_bg = 0xFFFFFF,
                           .success = 0x003D1F,
                           .on_success = 0xFFFFFF,
                           .success_bg = 0xFFFFFF,
                           .warn = 0x4D2E00,
                           .warn_bg = 0xFFFFFF,
                           .focus_inner = 0xFFFFFF,
                           .focus_outer = 0xC2007A,
                           .rating = {0xB3261E, 0xB3540A, 0x7A6A00, 0x3C7A0B, 0x0F7B3E},
                           .shadows = false};

}  // namespace

const Palette& palette(PaletteName name) {
    switch (name) {
        case PaletteName::Light:
            return kLight;
        case PaletteName::Dark:
            return kDark;
        case PaletteName::HighContrastDark:
            return kHcDark;
        case PaletteName::HighContrastLight:
            return kHcLight;
    }
    return kLight;
}

}  // namespace sunbooth::app::ui

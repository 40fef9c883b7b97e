// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/theme.h"

namespace sunbooth::app::ui {

/// How this visitor wants to see and reach the page (kiosk-ux 1.9).
struct Look {
    float text = 1;  ///< 1, 1.5 or 2 times the type scale (kiosk-ux V3).
    PaletteName palette = PaletteName::Light;
    bool reach = false;   ///< Whatever can be pressed stands no higher than kReachMm.
    bool steady = false;  ///< Targets of kSteadyMm, and a longer guard against a second press.
    bool still = false;   ///< Pages come at once, nothing fades.
    bool blank = false;   ///< Shows nothing; the page is there to be heard (kiosk-ux S20).
    bool operator==(const Look&) const = default;
};

/// Above the floor; who sits in a wheelchair reaches no higher (EN 301 549 8.3.2.2, kiosk-ux R10).
inline constexpr float kReachMm = 1220;
/// Where it is easy for most of them (kiosk-ux 0, decision 8).
inline constexpr float kReachBestMm = 1100;
/// The least side of a target for a hand that trembles (kiosk-ux R1).
inline constexpr float kSteadyMm = 30;

}  // namespace sunbooth::app::ui

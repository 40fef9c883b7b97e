// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"

#include <array>
#include <optional>

namespace sunbooth::app::flow {

/// How fast speech is: 0.5 to 3 times (kiosk-ux S14).
inline constexpr std::array kRates = {0.5F, 0.75F, 1.0F, 1.25F, 1.5F, 2.0F, 2.5F, 3.0F};
inline constexpr int kRateUsual = 2;
/// How loud sound is: 18 dB in steps of 3 (kiosk-ux S12); a hall sets the loudest.
inline constexpr int kVolumes = 7;
inline constexpr int kVolumeUsual = 4;
inline constexpr float kVolumeStepDb = 3;

/// How one visitor hears the page (kiosk-ux 1.3). Nobody else's: gone with the visit (S13).
struct Hearing {
    enum class Way {
        Off,
        Loudspeaker,
        Headset,
    } way = Way::Off;
    bool declined = false;  ///< Switched off by hand: no key starts it again.
    int rate = kRateUsual;
    int volume = kVolumeUsual;
    bool quiet = false;             ///< Taps and warnings make no sound.
    bool blank = false;             ///< The screen shows nothing (S20).
    std::optional<Instant> pulled;  ///< The headset was pulled out: silent and covered since (S3).

    bool on() const { return way != Way::Off; }
};

/// After this long without the headset the page asks on screen (kiosk-ux S3).
inline constexpr std::chrono::seconds kReinsertTime{15};
/// How many times as long idle times are for who listens (kiosk-ux P2).
inline constexpr int kHearingTime = 2;

}  // namespace sunbooth::app::flow

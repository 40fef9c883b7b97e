// SPDX-License-Identifier: Apache-2.0
#include "app/speech/tones.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sunbooth::app::speech {
namespace {

constexpr double kPeak = 8192;
constexpr double kEdgeSeconds = 0.004;  ///< In and out, so that a tone does not click.

void append(Pcm& to, double hertz, int ms) {
    const auto count = static_cast<std::size_t>(kSampleRate * ms / 1000);
    const double edge = std::min(kEdgeSeconds * kSampleRate, static_cast<double>(count) / 2);
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = static_cast<double>(i);
        const double from_end = static_cast<double>(count) - at;
        const double swell = std::min({1.0, at / edge, from_end / edge});
        const double wave = std::sin(2 * std::numbers::pi * hertz * at / kSampleRate);
        to.push_back(static_cast<std::int16_t>(kPeak * swell * wave));
    }
}

}  // namespace

Pcm tone_of(Sound sound) {
    Pcm tone;
    switch (sound) {
        case Sound::Tap:
            append(tone, 1200, 12);
            break;
        case Sound::Focus:
            append(tone, 440, 20);
            break;
        case Sound::End:
            append(tone, 196, 60);
            break;
        case Sound::Success:
            append(tone, 660, 90);
            append(tone, 880, 90);
            break;
        case Sound::Error:
            append(tone, 330, 120);
            append(tone, 262, 120);
            break;
        case Sound::Warning:
            append(tone, 523, 150);
            break;
    }
    return tone;
}

}  // namespace sunbooth::app::speech

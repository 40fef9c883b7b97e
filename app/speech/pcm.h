// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/base/secret.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sunbooth::app::speech {

/// Sound, one channel of 16 bits. Overwritten when it is given back: it may say a visitor's words.
using Pcm = std::vector<std::int16_t, WipingAllocator<std::int16_t>>;
inline constexpr int kSampleRate = 22'050;  ///< Per second; what espeak-ng makes.

/// Reads a WAV file's bytes. espeak-ng writes one into a pipe with no true length, so the data goes
/// on to the end. @return InvalidInput, saying what such a file must be, for anything but 16 bits,
/// one channel, 22,050 Hz.
Result<Pcm> read_wav(std::string_view bytes);
/// The bytes of a WAV file.
std::vector<char> wav_of(const Pcm& sound);

/// Faster or slower with the voice as high as it was (WSOLA): the length becomes 1/rate.
/// @param rate 0.5 to 3.
Pcm stretched(const Pcm& sound, float rate);

/// What a gain in decibels multiplies by.
float factor_of(float gain_db);

}  // namespace sunbooth::app::speech

// SPDX-License-Identifier: Apache-2.0
// Rate is changed after the voice has spoken, not by asking the voice to hurry: espeak-ng shortens
// no pauses, so that "three times" came out as 1.8 times (measured), and a recorded prompt knows no
// rate at all. WSOLA: windows of 30 ms are laid one over the other at half their length; each is
// taken from near where the rate says, at the place that fits best to what was laid before.
#include "app/speech/pcm.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace sunbooth::app::speech {
namespace {

constexpr std::size_t kWindow = 660;  ///< 30 ms: two periods of a low voice.
constexpr std::size_t kHop = kWindow / 2;
constexpr std::ptrdiff_t kSeek = 220;  ///< 10 ms to each side: one period.

constexpr const char* kWanted =
    "must be a WAV file of 16 bits, one channel, 22050 Hz (ffmpeg -ac 1 -ar 22050)";

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    }
    return value;
}

/// How well two stretches go together; every fourth sample tells enough.
double likeness(const Pcm& sound, std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = 0; i < kHop; i += 4) {
        sum += static_cast<double>(sound[a + i]) * static_cast<double>(sound[b + i]);
    }
    return sum;
}

}  // namespace

Result<Pcm> read_wav(std::string_view bytes) {
    constexpr std::size_t kHead = 12;
    if (bytes.size() < kHead || !bytes.starts_with("RIFF") || bytes.substr(8, 4) != "WAVE") {
        return invalid_input("wav", kWanted);
    }
    bool known = false;
    for (std::size_t at = kHead; at + 8 <= bytes.size();) {
        const std::string_view name = bytes.substr(at, 4);
        const std::size_t size = number(bytes, at + 4, 4);
        at += 8;
        if (name == "fmt " && at + 16 <= bytes.size()) {
            known = number(bytes, at, 2) == 1 && number(bytes, at + 2, 2) == 1 &&
                    number(bytes, at + 4, 4) == kSampleRate && number(bytes, at + 14, 2) == 16;
        }
        if (name == "data") {
            if (!known) break;
            const std::size_t count = std::min(size, bytes.size() - at) / 2;
            Pcm sound(count);
            if (count > 0) std::memcpy(sound.data(), bytes.data() + at, count * 2);
            return sound;
        }
        if (size > bytes.size() - at) break;
        at += size + size % 2;
    }
    return invalid_input("wav", kWanted);
}

std::vector<char> wav_of(const Pcm& sound) {
    const auto size = static_cast<std::uint32_t>(sound.size() * 2);
    std::vector<char> bytes;
    const auto word = [&bytes](std::string_view text) {
        bytes.insert(bytes.end(), text.begin(), text.end());
    };
    const auto put = [&bytes](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 255U));
    };
    word("RIFF");
    put(36 + size, 4);
    word("WAVEfmt ");
    put(16, 4);
    put(1, 2);
    put(1, 2);
    put(kSampleRate, 4);
    put(kSampleRate * 2, 4);
    put(2, 2);
    put(16, 2);
    word("data");
    put(size, 4);
    const std::size_t head = bytes.size();
    bytes.resize(head + size);
    if (size > 0) std::memcpy(bytes.data() + head, sound.data(), size);
    return bytes;
}

Pcm stretched(const Pcm& sound, float rate) {
    if (std::abs(rate - 1) < 0.01F ||
        sound.size() < 2 * kWindow + 2 * static_cast<std::size_t>(kSeek)) {
        return sound;
    }
    const auto length = static_cast<std::size_t>(static_cast<float>(sound.size()) / rate);
    Pcm out(length + kWindow);
    std::size_t former = 0;
    const std::size_t last = sound.size() - kWindow;
    for (std::size_t at = 0; at < length; at += kHop) {
        const auto wished = static_cast<std::ptrdiff_t>(static_cast<float>(at) * rate);
        std::size_t from = std::min(last, static_cast<std::size_t>(wished));
        const std::size_t natural = former + kHop;  // Where the former window went on.
        if (at > 0 && natural + kHop < sound.size()) {
            double best = -1e300;
            for (std::ptrdiff_t by = -kSeek; by <= kSeek; by += 2) {
                const std::ptrdiff_t tried = wished + by;
                if (tried < 0 || static_cast<std::size_t>(tried) > last) continue;
                const double like = likeness(sound, natural, static_cast<std::size_t>(tried));
                if (like <= best) continue;
                best = like;
                from = static_cast<std::size_t>(tried);
            }
        }
        for (std::size_t i = 0; i < kWindow; ++i) {
            const double phase = 2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / kWindow;
            const double weight = 0.5 - 0.5 * std::cos(phase);
            const double sum = out[at + i] + weight * sound[from + i];
            out[at + i] = static_cast<std::int16_t>(std::clamp(sum, -32768.0, 32767.0));
        }
        former = from;
    }
    out.resize(length);
    return out;
}

float factor_of(float gain_db) {
    return std::pow(10.0F, gain_db / 20);
}

}  // namespace sunbooth::app::speech

// SPDX-License-Identifier: Apache-2.0
#include "app/speech/mixer.h"
#include "app/speech/tones.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

using namespace sunbooth::app::speech;

namespace {

Pcm tone(double hertz, double seconds) {
    Pcm sound(static_cast<std::size_t>(seconds * kSampleRate));
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double phase = 2 * std::numbers::pi * hertz * static_cast<double>(i) / kSampleRate;
        sound[i] = static_cast<std::int16_t>(8000 * std::sin(phase));
    }
    return sound;
}

/// How often it crosses zero upwards in a second.
double pitch_of(const Pcm& sound) {
    int crossings = 0;
    for (std::size_t i = 1; i < sound.size(); ++i) {
        if (sound[i - 1] < 0 && sound[i] >= 0) ++crossings;
    }
    return crossings * static_cast<double>(kSampleRate) / static_cast<double>(sound.size());
}

int loudest(const Pcm& sound) {
    int most = 0;
    for (const std::int16_t one : sound) most = std::max(most, std::abs(int{one}));
    return most;
}

}  // namespace

TEST_CASE(
    "S14: at every rate from 0.5 to 3 speech takes that share of its time, as high as before") {
    const Pcm voice = tone(180, 3);
    for (const float rate : {0.5F, 0.75F, 1.0F, 1.25F, 1.5F, 2.0F, 2.5F, 3.0F}) {
        CAPTURE(rate);
        const Pcm said = stretched(voice, rate);
        const double seconds = static_cast<double>(said.size()) / kSampleRate;
        CHECK(seconds == doctest::Approx(3 / rate).epsilon(0.02));
        CHECK(pitch_of(said) == doctest::Approx(180).epsilon(0.04));
        CHECK(loudest(said) > 6000);
        CHECK(loudest(said) < 9500);
    }
    CHECK(stretched({}, 2).empty());
    CHECK(stretched(tone(180, 0.01), 3).size() == tone(180, 0.01).size());
}

TEST_CASE("S12: seven steps of 3 dB make 18, with 12 among them") {
    CHECK(factor_of(0) == doctest::Approx(1));
    CHECK(factor_of(-12) == doctest::Approx(0.251).epsilon(0.01));
    CHECK(factor_of(-18) == doctest::Approx(0.126).epsilon(0.01));
}

TEST_CASE("S11 2.9: every sound is the one of the paper and ends long before 3 s") {
    struct Wanted {
        Sound sound;
        double ms;
    };
    for (const Wanted& one : {Wanted{Sound::Tap, 12},
                              {Sound::Focus, 20},
                              {Sound::End, 60},
                              {Sound::Success, 180},
                              {Sound::Error, 240},
                              {Sound::Warning, 150}}) {
        const Pcm made = tone_of(one.sound);
        CHECK(static_cast<double>(made.size()) * 1000 / kSampleRate ==
              doctest::Approx(one.ms).epsilon(0.02));
        CHECK(loudest(made) > 4000);
        CHECK(std::abs(int{made.back()}) < 1500);  // No click at its end.
    }
    CHECK(pitch_of(tone_of(Sound::Warning)) == doctest::Approx(523).epsilon(0.03));
    CHECK(pitch_of(tone_of(Sound::End)) == doctest::Approx(196).epsilon(0.1));
}

TEST_CASE("wav: what is written is read; a pipe's endless length is no harm; others are refused") {
    const Pcm voice = tone(180, 0.1);
    const std::vector<char> bytes = wav_of(voice);
    std::string text(bytes.begin(), bytes.end());
    REQUIRE(read_wav(text).ok());
    CHECK(read_wav(text).value() == voice);
    std::string endless = text;
    endless.replace(40, 4, "\xff\xff\xff\x7f");
    CHECK(read_wav(endless).value() == voice);
    std::string stereo = text;
    stereo[22] = 2;
    CHECK_FALSE(read_wav(stereo).ok());
    std::string quick = text;
    quick[24] = 1;
    CHECK_FALSE(read_wav(quick).ok());
    CHECK(read_wav(quick).error().detail.find("22050") != std::string::npos);
    for (std::size_t size = 0; size < 60; ++size) {
        (void)read_wav(std::string_view(text).substr(0, size)).ok();  // No reading past the end.
    }
    CHECK_FALSE(read_wav("").ok());
}

TEST_CASE(
    "mixer: a stop is silence from the next sample on, a pause holds the place, a tick is heard "
    "over both") {
    Mixer mixer;
    Pcm buffer(512);
    mixer.say(tone(180, 1), 0);
    mixer.pull(buffer);
    CHECK(loudest(buffer) > 1000);
    mixer.pause(true);
    mixer.pull(buffer);
    CHECK(loudest(buffer) == 0);
    CHECK(mixer.is_saying());
    mixer.sound(tone_of(Sound::Focus), -6);
    mixer.pull(buffer);
    CHECK(loudest(buffer) > 1000);
    mixer.pause(false);
    mixer.stop();
    mixer.pull(buffer);
    mixer.pull(buffer);
    CHECK(loudest(buffer) == 0);
    CHECK_FALSE(mixer.is_saying());
}

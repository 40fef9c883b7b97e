// SPDX-License-Identifier: Apache-2.0
#include "app/speech/mixer.h"

#include <algorithm>

namespace sunbooth::app::speech {

void Mixer::say(Pcm voice, float gain_db) {
    voice_ = std::move(voice);
    at_ = 0;
    gain_ = factor_of(gain_db);
    paused_ = false;
}

void Mixer::stop() {
    voice_ = Pcm();  // `= {}` would keep the memory, and the sound in it.
    at_ = 0;
    paused_ = false;
}

void Mixer::sound(const Pcm& sound, float gain_db) {
    sound_ = sound;
    sound_at_ = 0;
    sound_gain_ = factor_of(gain_db);
}

void Mixer::pull(std::span<std::int16_t> into) {
    for (std::int16_t& out : into) {
        float sum = 0;
        if (!paused_ && at_ < voice_.size()) sum += gain_ * static_cast<float>(voice_[at_++]);
        if (sound_at_ < sound_.size()) sum += sound_gain_ * static_cast<float>(sound_[sound_at_++]);
        out = static_cast<std::int16_t>(std::clamp(sum, -32768.0F, 32767.0F));
    }
    // What has been said is not kept until something else is.
    if (at_ >= voice_.size()) stop();
}

}  // namespace sunbooth::app::speech

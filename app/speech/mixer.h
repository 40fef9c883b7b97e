// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/pcm.h"

#include <span>

namespace sunbooth::app::speech {

/// What one sound device plays: a voice and, over it, short sounds. Pure; its owner keeps the
/// device's thread away while it is changed.
class Mixer {
public:
    void say(Pcm voice, float gain_db);
    void stop();
    void pause(bool paused) { paused_ = paused; }
    void sound(const Pcm& sound, float gain_db);
    /// The next samples; silence where there is nothing.
    void pull(std::span<std::int16_t> into);
    bool is_saying() const { return at_ < voice_.size(); }
    bool is_sounding() const { return sound_at_ < sound_.size(); }

private:
    Pcm voice_, sound_;
    std::size_t at_ = 0, sound_at_ = 0;
    float gain_ = 1, sound_gain_ = 1;
    bool paused_ = false;
};

}  // namespace sunbooth::app::speech

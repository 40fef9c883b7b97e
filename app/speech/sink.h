// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/line.h"
#include "app/speech/pcm.h"

#include <filesystem>
#include <memory>
#include <string>

namespace sunbooth::app::speech {

/// Names of sound devices as SDL lists them; empty: the system's own.
struct Devices {
    std::string speaker, headset;
};

/// The loudspeaker and the headset. Any thread; each call returns at once.
class Sink {
public:
    virtual ~Sink() = default;
    /// Plays instead of what it plays. @return false when the device cannot be opened.
    virtual bool say(Channel channel, Pcm voice, float gain_db) = 0;
    virtual void stop() = 0;
    virtual void pause(bool paused) = 0;
    virtual bool sound(Channel channel, const Pcm& sound, float gain_db) = 0;
    virtual bool is_saying() = 0;
    virtual bool is_busy() = 0;
    /// Gives the devices back while nobody speaks: an open one wakes the machine 43 times a second.
    virtual void rest() = 0;
};

/// SDL's audio, one device a channel, opened when there is something to play. A word is cut within
/// one buffer of 512 samples, 23 ms. Null when the machine has no sound.
std::unique_ptr<Sink> make_sdl_sink(const Devices& devices);

/// Whether the kernel knows a card that plays: a look that costs nothing, for one every few
/// seconds. make_sdl_sink() takes a tenth of a second to find that there is none.
bool has_card(const std::filesystem::path& devices = "/dev/snd");

}  // namespace sunbooth::app::speech

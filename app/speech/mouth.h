// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/line.h"
#include "sync/base/clock.h"

#include <array>
#include <optional>

namespace sunbooth::app::speech {

/// A line on its way to somebody's ear.
struct Utterance {
    std::uint64_t id = 0;
    std::vector<Piece> pieces;
    SecretText text;  ///< As the page shows it: how a recorded prompt is found.
    Language language = Language::Zh;
    Channel channel = Channel::Public;
};

/// How loud and how fast (kiosk-ux S12, S14).
struct Manner {
    float gain_db = 0;
    float rate = 1;
};

/// Short sounds, each with a visible twin (kiosk-ux 2.9).
enum class Sound : std::uint8_t { Tap, Focus, End, Success, Error, Warning };

/// What turns utterances into sound: voices, recorded prompts and the sound device. One utterance
/// at a time; the newest wins. Called by the UI thread.
class Mouth {
public:
    struct Event {
        std::uint64_t id = 0;
        enum class What : std::uint8_t { Began, Ended } what = What::Ended;
    };
    virtual ~Mouth() = default;
    /// Whether anything can be heard at all. False: no sound device, or no engine.
    virtual bool works() const = 0;
    virtual bool speaks(Language language) const = 0;
    virtual void say(Utterance utterance, const Manner& manner) = 0;
    /// Silence, at once: what is said is forgotten (kiosk-ux S3, S6).
    virtual void stop() = 0;
    virtual void pause(bool paused) = 0;
    virtual void sound(Sound sound, Channel channel, float gain_db) = 0;
    /// What has happened since the last call.
    virtual std::vector<Event> take(Instant now) = 0;
    /// When take() has something to tell, for a mouth that wakes nobody itself.
    virtual std::optional<Instant> wake_at() const { return std::nullopt; }
};

}  // namespace sunbooth::app::speech

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/mouth.h"

namespace sunbooth::app::speech {

/// Says nothing, in the time that it would take to say it: for `--drive` without a display, and for
/// tests. Its clock is the caller's.
class SilentMouth final : public Mouth {
public:
    bool works() const override { return has_device; }
    bool speaks(Language language) const override {
        return voices[static_cast<std::size_t>(language)];
    }
    void say(Utterance utterance, const Manner& manner) override;
    void stop() override;
    void pause(bool paused) override;
    void sound(Sound sound, Channel channel, float gain_db) override;
    std::vector<Event> take(Instant now) override;
    std::optional<Instant> wake_at() const override;

    bool has_device = true;
    std::array<bool, 3> voices = {true, true, true};
    struct Sounded {
        Sound sound;
        Channel channel;
        float gain_db;
    };
    static constexpr std::size_t kSoundedMax = 1024;
    std::vector<Sounded> sounds;  ///< The latest ones.
    Manner manner;                ///< Of the last utterance.
    int stops = 0;

private:
    struct Saying {
        std::uint64_t id;
        milliseconds left;
        std::optional<Instant> since;  ///< None: not begun, or held.
        bool began = false;
    };
    std::optional<Saying> saying_;
    bool paused_ = false;
};

/// About how long words take at the usual rate: a Chinese syllable 230 ms, a letter of another
/// script 70 ms (measured with espeak-ng at 200 and 150 words a minute).
milliseconds duration_of(const std::vector<Piece>& pieces);

}  // namespace sunbooth::app::speech

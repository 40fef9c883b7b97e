// SPDX-License-Identifier: Apache-2.0
#include "app/speech/silent_mouth.h"

#include "app/speech/runes.h"

#include <algorithm>

namespace sunbooth::app::speech {

milliseconds duration_of(const std::vector<Piece>& pieces) {
    constexpr std::int64_t kSyllable = 230, kLetter = 70;
    std::int64_t ms = 0;
    for (const Piece& piece : pieces) {
        for (const char32_t rune : runes_of(piece.words.view())) {
            ms += is_han(rune) ? kSyllable : kLetter;
        }
    }
    return milliseconds{ms};
}

void SilentMouth::say(Utterance utterance, const Manner& how) {
    manner = how;
    const auto ms = static_cast<float>(duration_of(utterance.pieces).count()) / how.rate;
    saying_ = Saying{utterance.id, milliseconds{static_cast<std::int64_t>(ms)}, std::nullopt};
}

void SilentMouth::stop() {
    ++stops;
    saying_.reset();
}

void SilentMouth::pause(bool paused) {
    paused_ = paused;
}

void SilentMouth::sound(Sound sound, Channel channel, float gain_db) {
    if (sounds.size() >= kSoundedMax) sounds.erase(sounds.begin());
    sounds.push_back({sound, channel, gain_db});
}

std::vector<Mouth::Event> SilentMouth::take(Instant now) {
    std::vector<Event> events;
    if (!saying_) return events;
    Saying& saying = *saying_;
    if (saying.since && !paused_) saying.left -= std::max(milliseconds{0}, now - *saying.since);
    saying.since = paused_ ? std::nullopt : std::optional(now);
    if (!saying.began) {
        saying.began = true;
        events.push_back({saying.id, Event::What::Began});
    }
    if (saying.left <= milliseconds{0}) {
        events.push_back({saying.id, Event::What::Ended});
        saying_.reset();
    }
    return events;
}

std::optional<Instant> SilentMouth::wake_at() const {
    if (!saying_ || paused_) return std::nullopt;
    if (!saying_->since) return instant_ms(0);
    return *saying_->since + std::max(saying_->left, milliseconds{1});
}

}  // namespace sunbooth::app::speech

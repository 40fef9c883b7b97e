// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "sync/base/clock.h"

#include <cstdint>
#include <optional>

namespace sunbooth::app::input {

/// One edge of a contact with the glass, in pixels.
struct TouchEvent {
    enum class Kind { Down, Move, Up } kind = Kind::Down;
    std::int64_t finger = 0;
    float x = 0, y = 0;
    Instant at;
};

/// A finished touch. A tap counts on the element that both points lie on: sliding off cancels.
struct Tap {
    text::Point down, up;
    Instant at;
};

/// Turns contacts into taps. The first finger owns the glass until it lifts; every other contact
/// (palm, child, sleeve) is ignored. No hover, no drag, no long press (kiosk-ux R5–R7).
class TapRecogniser {
public:
    /// @param slop_px how far a finger may slide between down and up: 12 mm (kiosk-ux R5).
    explicit TapRecogniser(float slop_px) : slop_px_(slop_px) {}
    std::optional<Tap> feed(const TouchEvent& event);
    /// Where the owning finger rests now, for the pressed look.
    std::optional<text::Point> resting() const;
    /// A finger that never lifts (failing panels send Down without Up) is lifted after 30 s.
    void tick(Instant now);

private:
    struct Owner {
        std::int64_t finger;
        text::Point down, at;
        Instant since;
        bool slid = false;
    };
    float slop_px_;
    std::optional<Owner> owner_;
};

}  // namespace sunbooth::app::input

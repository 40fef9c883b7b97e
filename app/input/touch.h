// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "sync/base/clock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace sunbooth::app::input {

/// One edge of a contact with the glass, in pixels.
struct TouchEvent {
    enum class Kind { Down, Move, Up } kind = Kind::Down;
    std::int64_t finger = 0;
    float x = 0, y = 0;
    Instant at;
};

/// What a finger came down on. The recogniser asks for it once, at the first contact, so that a
/// page which changes under the finger cannot put another control there.
struct Target {
    std::string id;
    text::Box box;
    milliseconds guard{300};  ///< A second press of the same control within this is ignored.
};
using Aim = std::function<std::optional<Target>(text::Point)>;

/// A finished touch. Without an id it met no control, slid off, or came too soon: a sign of life
/// and nothing else.
struct Tap {
    std::string id;
    text::Point down, up;
    Instant at;
};

/// Turns contacts into taps (kiosk-ux R5–R7). The first finger owns the glass until it lifts; every
/// other contact (palm, child, sleeve) is ignored. A tap acts on release; sliding off its target by
/// more than the slop cancels it for good. No hover, no drag, no long press. Pure.
class TapRecogniser {
public:
    /// @param slop_px how far outside its target a finger may come: 12 mm (kiosk-ux R5).
    explicit TapRecogniser(float slop_px) : slop_px_(slop_px) {}
    std::optional<Tap> feed(const TouchEvent& event, const Aim& aim);
    /// The control that release would press, for the pressed look; empty when none.
    std::string held() const;
    /// A finger owns the glass.
    bool is_busy() const { return owner_.has_value(); }
    /// The page has changed: the finger that rests on the glass presses nothing when it lifts.
    void cancel();
    /// A finger that never lifts (failing panels send Down without Up) is lifted after 30 s.
    void tick(Instant now);

private:
    struct Owner {
        std::int64_t finger;
        text::Point down;
        Instant since;
        std::optional<Target> target;
    };
    bool is_off(text::Point at) const;
    bool is_repeat(const Owner& done) const;

    float slop_px_;
    std::optional<Owner> owner_;
    std::string last_id_;
    Instant last_at_;
};

}  // namespace sunbooth::app::input

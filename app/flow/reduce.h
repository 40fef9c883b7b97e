// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/intents.h"

#include <optional>
#include <vector>

namespace sunbooth::app::flow {

/// A sound with a visible twin.
enum class Cue { Success, Error, IdleWarning };

/// What the shell has to do after a turn.
struct Effects {
    std::vector<client::Command> post;
    bool redraw = false;
    bool wiped = false;  ///< Text caches and draw buffers must be wiped too.
    std::optional<Cue> cue;
    std::optional<std::uint64_t> print = {};  ///< The page as it stands, as a slip of this number.
};

/// What a visitor did. The only way in which a touch changes the state.
Effects reduce(State& state, const Intent& intent, Instant now);
/// What the sync thread told. An answer whose token nobody waits for changes nothing: the visitor
/// has left or cancelled.
Effects on_news(State& state, const client::News& news, Instant now);
/// The printer stands differently.
Effects on_paper(State& state, Paper paper);
/// What became of a slip. One that the page does not wait for changes nothing.
Effects on_slip(State& state, std::uint64_t number, bool printed);
/// Time passed: clock, waiting, idle warning, wipe. May be called as often as one likes.
Effects tick(State& state, Instant now, WallTime wall);
/// When tick has something to do next, if nobody touches the screen. Nothing: sleep until poked.
std::optional<Instant> next_wake(const State& state);

/// Somebody was listening until now, which is no idling (kiosk-ux P2).
void listened(State& state, Instant now);

/// The single way out: overwrites every word of the visitor, forgets the rest, goes to attract.
void wipe(State& state, Instant now);

}  // namespace sunbooth::app::flow

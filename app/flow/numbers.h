// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"

#include <chrono>
#include <span>

namespace sunbooth::app::flow {

// Fields of numbers (kiosk-ux 2.5): how they are grouped, and which of their characters stay
// covered. Who stands behind a visitor reads a whole number more easily than one digit at a time:
// of a covered field only the character that was typed last is seen, for a second, and of an
// identity card the day of birth until it is whole, so that it can be compared with the card. The
// eye beside the field uncovers it all for a while (kiosk-ux P5), and so it does a PIN (A1: whoever
// cannot type unseen may look); but not even the last character of a PIN is seen unasked.

/// A key of a keypad that is pressed again within this time turns its letter; twice as long for
/// hands, ears and eyes that need it.
inline constexpr milliseconds kTapTime{1200};
milliseconds tap_time(const Visit& visit);
/// Two taps within this time are one act: they select, or lock the capitals. It is what desktops
/// take unless their owner wants otherwise (Windows' double-click time, 500 ms); telephones take
/// 300 (Android's ViewConfiguration), for a thumb that is already there. Twice as long as above.
inline constexpr milliseconds kDoubleTapTime{500};
milliseconds double_tap_time(const Visit& visit);

/// How long the last character of a covered field is seen.
inline constexpr milliseconds kFreshTime{1000};
/// How long a field stays uncovered that the visitor asked to see.
inline constexpr std::chrono::seconds kShownTime{10};

/// Sizes of the groups in which a field's characters stand; empty: in one piece.
std::span<const std::size_t> groups_of(Field field, std::string_view typed);
/// Whether what is typed into the field is covered.
bool is_masked(Field field);
/// Whether the visitor may uncover it.
bool may_show(Field field);
/// Whether the character at this byte is covered just then. Covered fields hold ASCII only.
bool hides(const State& state, Field field, std::size_t at);

}  // namespace sunbooth::app::flow

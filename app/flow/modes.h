// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sunbooth::app::flow {

enum class TextSize { Standard, Large, Largest };               ///< kiosk-ux V3: 1.0, 1.5, 2.0.
enum class Theme { Light, Dark, ContrastDark, ContrastLight };  ///< kiosk-ux V11.

/// How one visitor sees, reaches and is waited for (kiosk-ux 1.9). All can be combined; they hold
/// until the visit ends and are nobody else's.
struct Modes {
    TextSize text = TextSize::Standard;
    Theme theme = Theme::Light;
    bool reach = false;   ///< Everything to be pressed stands where a seated person reaches it.
    bool steady = false;  ///< For hands that tremble: targets of 30 mm, a control cannot be pressed
                          ///< twice within 500 ms, and sending asks once more.
    bool simple = false;  ///< The question and its answers, four at a time, and nothing besides.
    bool more_time = false;  ///< Three times as long before anybody is asked "still there?".
    bool still = false;      ///< Nothing on the glass moves by itself.
    bool operator==(const Modes&) const = default;
};

/// One tap for those who want all of it (kiosk-ux 1.9, elder preset).
inline constexpr Modes kElder{
    .text = TextSize::Large, .steady = true, .simple = true, .more_time = true};

}  // namespace sunbooth::app::flow

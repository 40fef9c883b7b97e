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
    bool reach = false;      ///< Everything to be pressed stands where a seated person reaches it.
    bool more_time = false;  ///< Three times as long before anybody is asked "still there?".
    bool operator==(const Modes&) const = default;
};

/// One tap for those who want all of it (kiosk-ux 1.9, elder preset).
inline constexpr Modes kElder{.text = TextSize::Large, .more_time = true};

}  // namespace sunbooth::app::flow

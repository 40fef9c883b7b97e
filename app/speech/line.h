// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/spoken.h"

#include <string>
#include <vector>

namespace sunbooth::app::speech {

/// Who hears it: everybody in the hall, or the one with the headset.
enum class Channel : std::uint8_t { Public, Private };
const char* to_string(Channel channel);

/// Urgent: an error or a warning; for its first 4 s nothing cuts it (kiosk-ux S6).
enum class Priority : std::uint8_t { Usual, Urgent };
const char* to_string(Priority priority);

/// A stretch of a line. What is private never reaches the loudspeaker (kiosk-ux S10).
struct Part {
    SecretText words;
    bool is_private = false;
};

/// One thing to be said, in the words of the page, and the element that it belongs to.
struct Line {
    std::string node;  ///< The focus stands there while it is said; may be empty.
    std::vector<Part> parts;
    std::string instead = {};  ///< Said on the loudspeaker in the place of the private parts.
    Language language = Language::Zh;
    Priority priority = Priority::Usual;

    Line& add(std::string_view words, bool is_private = false);
};

}  // namespace sunbooth::app::speech

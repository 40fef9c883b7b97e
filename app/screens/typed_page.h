// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/phrases.h"
#include "app/screens/shell.h"

namespace sunbooth::app::screens {

// What the pages with a field have in common.

/// Prose with a counter of what is left, and ready words below it.
std::optional<Intent> draw_prose(const View& view, std::string_view element, i18n::Key label,
                                 const Phrases& phrases);

/// Sends what was typed to the center's look-up.
Button look_up_button(const View& view, i18n::Key label);

/// The lower half: the keyboard, and the action bar with the way back.
/// @param intent what was asked for above it.
std::optional<Intent> end_typed_page(const View& view, std::optional<Intent> intent,
                                     const Button& primary);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

#include <functional>
#include <vector>

namespace sunbooth::app::screens {

/// The page's field with what was typed into it, and a caret that follows a tap. `look` brings the
/// label, hint, lines and counter. While the idle warning is up the words are covered.
std::optional<Intent> draw_field(const View& view, std::string_view element, ui::FieldView look);

/// The keyboard for the page's field.
std::optional<Intent> draw_keyboard(const View& view);

/// Words with a mark between groups, for codes and telephone numbers: caret and taps are counted in
/// what is shown, edits in what was typed.
struct Grouped {
    SecretText shown;
    std::vector<std::size_t> borders;  ///< Byte shown before each typed byte, and at the end.

    std::size_t shown_at(std::size_t typed) const { return borders[typed]; }
    std::size_t typed_at(std::size_t shown_byte) const;
};
/// @param hides tells which typed bytes are covered; nothing: none.
Grouped grouped(flow::Field field, std::string_view typed,
                const std::function<bool(std::size_t)>& hides = {});

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

#include <vector>

namespace sunbooth::app::screens {

/// A button of the action bar and what it asks for.
struct Button {
    ui::Action action;
    Intent intent;
};
Button back_button(const View& view);
Button continue_button(const View& view);
/// Files what was written, under the words of its page.
Button submit_button(const View& view, std::string_view element, i18n::Key label);

/// Header, and the page's name for the tree.
void begin_page(const View& view);
/// The same for a page that only tells something and asks nothing.
void begin_message(const View& view);
/// What is wrong on the page, if anything is: faults of the visitor's are counted (kiosk-ux C3).
void draw_trouble(const View& view);
/// The question of the page; below it what is wrong, if anything is.
void title(const View& view, std::string_view heading, std::string_view lead = {});
/// Whether a tall page stands empty above what is pressed: nothing there may be pressed (kiosk-ux
/// R9), but much can be told.
bool has_room_above(const View& view);

/// The action bar; the strip beside it is the same on every page (kiosk-ux C6).
struct Bar {
    std::vector<Button> secondary;
    std::optional<Button> primary;
};
std::optional<Intent> end_page(const View& view, const Bar& bar);

/// The keys of the strip, each in its own script.
std::vector<ui::Action> language_keys(const View& view);
/// What a language key asks for.
std::optional<Intent> language_intent(std::string_view pressed);

}  // namespace sunbooth::app::screens

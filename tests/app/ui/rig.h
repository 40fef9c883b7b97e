// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "app/ui/touch_ui.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::app::ui::tests {

/// The real fonts, opened once for the whole binary.
text::FontLibrary& fonts();

/// The real widget layer on a panel of 27 inches, without a renderer.
struct Glass {
    explicit Glass(const Screen& panel = {}) : screen(panel), ui(make_touch_ui(shaper, screen)) {}

    /// A press of each kind that a page may have; the page below asks for all of them.
    struct Pressed {
        std::optional<std::string> bar, strip, dialog;
        std::optional<KeyPress> key;
        std::optional<std::size_t> field;  ///< The byte that a tap on the words means.
        bool chip = false;
    };
    /// What the page holds besides its heading and bars.
    struct Page {
        std::string name = "page";
        std::optional<FieldView> field;
        std::optional<PanelView> keyboard;
        bool chip = false;
        bool dialog = false;
    };
    Pressed draw(const Page& page, domain::Language language = domain::Language::Zh);

    Screen screen;
    text::Shaper shaper{fonts()};
    std::unique_ptr<TouchUi> ui;
    NullPainter painter;
};

/// The node that the ring stands round; empty when there is none.
std::string focused(const Tree& tree);

}  // namespace sunbooth::app::ui::tests

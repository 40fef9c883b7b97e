// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"
#include "app/i18n/catalogue.h"
#include "app/receipt/raster.h"
#include "app/screens/draw.h"
#include "app/shell/window.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "app/ui/touch_ui.h"

#include <functional>
#include <memory>
#include <optional>

namespace sunbooth::app::shell {

/// The glass, as it hangs in the hall.
struct Panel {
    float diagonal_in = 27;
    float bottom_mm = 850;  ///< The picture's lower edge above the floor.
};

/// What it takes to show a page: window, fonts, words and widgets, built once, in this order.
/// UI thread.
class Stage {
public:
    /// @return Io when there is no display, or no language can be shown.
    static Result<std::unique_ptr<Stage>> open(const WindowOptions& options, const Panel& panel,
                                               Clock& clock);

    /// Draws one page, from its begin() to its end().
    void paint(domain::Language language, const std::function<void(ui::Ui&)>& page);
    /// Draws the page of `state` and returns what the visitor asked for.
    std::optional<flow::Intent> draw(const flow::State& state);
    /// The same without drawing: what a press on the page that is shown asks for.
    std::optional<flow::Intent> ask(const flow::State& state);

    /// Sets a slip of paper with the fonts of the pages.
    receipt::Raster set_slip(const receipt::Slip& slip, const receipt::Paper& paper) {
        return receipt::set_slip(slip, paper, shaper_, *fonts_);
    }

    const text::FontLibrary& fonts() const { return *fonts_; }
    Window& window() { return *window_; }
    ui::TouchUi& ui() { return *ui_; }
    const i18n::Catalogues& words() const { return words_; }
    /// Takes over the window's size after it changed.
    void measure();
    /// Overwrites every word that was laid out or painted.
    void wipe();

private:
    Stage(std::unique_ptr<Window> window, std::unique_ptr<text::FontLibrary> fonts,
          i18n::Catalogues words, const Panel& panel);
    ui::Screen screen() const;

    std::unique_ptr<Window> window_;  ///< First: the others' textures live in its context.
    std::unique_ptr<text::FontLibrary> fonts_;
    i18n::Catalogues words_;
    Panel panel_;
    text::Shaper shaper_;
    text::GlyphAtlas atlas_;
    std::unique_ptr<ui::TouchUi> ui_;
};

}  // namespace sunbooth::app::shell

// SPDX-License-Identifier: Apache-2.0
#include "app/shell/stage.h"

#include "app/screens/modes.h"
#include "app/ui/imgui_painter.h"

#include <cstdio>
#include <malloc.h>

namespace sunbooth::app::shell {

Stage::Stage(std::unique_ptr<Window> window, std::unique_ptr<text::FontLibrary> fonts,
             i18n::Catalogues words, const Panel& panel)
    : window_(std::move(window)),
      fonts_(std::move(fonts)),
      words_(std::move(words)),
      panel_(panel),
      shaper_(*fonts_),
      atlas_(*fonts_, window_->textures()),
      ui_(ui::make_touch_ui(shaper_, screen())) {}

Result<std::unique_ptr<Stage>> Stage::open(const WindowOptions& options, const Panel& panel,
                                           Clock& clock) {
    Result<std::unique_ptr<Window>> window = Window::open(options, clock);
    if (!window.ok()) return window.error();
    Result<std::unique_ptr<text::FontLibrary>> fonts = text::FontLibrary::open();
    if (!fonts.ok()) return fonts.error();
    for (const std::string& line : fonts.value()->missing()) {
        std::fprintf(stderr, "sunbooth-kiosk: %s; its language is not offered\n", line.c_str());
    }
    Result<i18n::Catalogues> words = i18n::Catalogues::load();
    if (!words.ok()) return words.error();
    return std::unique_ptr<Stage>(new Stage(std::move(window).value(), std::move(fonts).value(),
                                            std::move(words).value(), panel));
}

ui::Screen Stage::screen() const {
    return {window_->width(), window_->height(), panel_.diagonal_in, panel_.bottom_mm};
}

void Stage::paint(domain::Language language, const std::function<void(ui::Ui&)>& page) {
    ImDrawList& list = window_->begin_frame();
    atlas_.begin_frame();
    ui::ImGuiPainter painter(list, atlas_);
    ui_->frame(painter, language);
    page(*ui_);
    window_->end_frame(painter.cleared().value_or(ui_->background()));
}

std::optional<flow::Intent> Stage::draw(const flow::State& state) {
    const domain::Language language = state.visit.language;
    ui::Look look = screens::look_of(state.visit.modes);
    look.blank = state.visit.hearing.blank;
    ui_->set_look(look);
    std::optional<flow::Intent> intent;
    paint(language, [&](ui::Ui& ui) { intent = screens::draw(state, words_.of(language), ui); });
    return intent;
}

std::optional<flow::Intent> Stage::ask(const flow::State& state) {
    ui::NullPainter nothing;
    const domain::Language language = state.visit.language;
    ui_->set_look(screens::look_of(state.visit.modes));
    ui_->frame(nothing, language);
    return screens::draw(state, words_.of(language), *ui_);
}

void Stage::measure() {
    ui_->set_screen(screen());
}

void Stage::wipe() {
    ui_->wipe();
    atlas_.wipe();
    window_->wipe();
    // Nobody is waiting now: what one visitor's pages needed is given back before the next one's.
    fonts_->let_go();
    ::malloc_trim(0);
}

}  // namespace sunbooth::app::shell

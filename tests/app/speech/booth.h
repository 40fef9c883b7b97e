// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/reduce.h"
#include "app/shell/assist.h"
#include "app/speech/silent_mouth.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "app/ui/touch_ui.h"
#include "tests/app/screens/demo.h"

#include <memory>
#include <string>
#include <vector>

namespace sunbooth::app::tests {

/// The app's loop without window, disk and network: pages, keys and what is heard of them.
struct Booth {
    explicit Booth(flow::State from = screens::tests::sample("attract"));

    /// One key of the keypad, as the shell passes it on. Time passes as for a hand.
    void key(input::Key key);
    /// Characters of a keypad or keyboard.
    void type(std::string_view characters);
    void plug(bool in) { take(flow::Plug{in}); }
    void scan(std::string_view text) { take(flow::Scanned{SecretText(text)}); }
    /// A finger on an element.
    void touch(std::string_view id);
    void take(const flow::Intent& intent);
    void tell(const client::News& news);
    void pass(milliseconds time);
    /// Until nobody speaks.
    void listen();
    void draw();

    const ui::Tree& tree() const { return ui->tree(); }
    const std::string& focus() const { return ui->focus(); }
    /// What was said since the last call, one line each.
    std::vector<std::string> heard();
    /// All of it.
    std::string said();
    bool says(std::string_view words);
    const std::deque<speech::Heard>& log() const;
    flow::Page page() const { return flow::page_of(state); }

    flow::State state;
    Instant now;
    std::vector<client::Command> posted;
    speech::SilentMouth* mouth = nullptr;
    std::unique_ptr<shell::Assist> assist;
    text::Shaper shaper;
    std::unique_ptr<ui::TouchUi> ui;
    ui::NullPainter painter;
    int keys_pressed = 0;

private:
    void apply(const flow::Effects& effects);
    void turn();
    std::size_t heard_ = 0;
    std::string all_;
};

}  // namespace sunbooth::app::tests

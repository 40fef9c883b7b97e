// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/reduce.h"
#include "app/input/keyboard.h"
#include "app/input_method/local_engines.h"
#include "app/shell/stage.h"
#include "tests/app/text/memory.h"

#include <memory>
#include <string_view>
#include <vector>

// A visit on the real stage (window, OpenGL, fonts, widgets, pages), and what of it is looked for
// in the memory of this process.

namespace sunbooth::app::shell::tests {

using text::tests::Needle;

/// The app's loop without its client: what a visitor does, turned into pages.
struct Booth {
    Booth();
    void act(const flow::Intent& intent);
    void apply(const flow::Effects& effects);
    void draw();
    void type(flow::Field field, std::string_view character);
    /// A stroke of the finger, through the glass.
    void draw_stroke(const text::Box& pad, std::uint32_t& seed);
    void wait(std::chrono::seconds time);
    /// To the page where the words of a complaint are written.
    void open_words();

    bool wipes = true;  ///< False: the defect that the search must find.
    SystemClock clock;
    std::unique_ptr<Stage> stage;
    flow::State state;
};

/// The texture coordinates by which the frame's buffer spells what stands in a box.
Needle drawn_in(const text::Box& box);
/// The same of keys with one character each, of one size, that were drawn one after the other.
Needle drawn_on(const std::vector<text::Box>& keys);
/// Where the frame's buffer has the line of a finger: corners of what fills a box.
Needle ink_drawn_in(const text::Box& box);
text::Box box_of(Booth& booth, std::string_view id);

/// Everybody leaves: the warning, then the wipe.
void leave(Booth& booth);
/// The same without a frame, not even the warning's: how much of the last one they would write over
/// is the driver's affair.
void leave_undrawn(Booth& booth);
void check_gone(const std::vector<Needle>& needles);

}  // namespace sunbooth::app::shell::tests

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input/keys.h"
#include "app/input/touch.h"
#include "app/text/shaper.h"
#include "app/ui/look.h"
#include "app/ui/painter.h"
#include "app/ui/ui.h"

#include <memory>
#include <optional>
#include <string>

namespace sunbooth::app::ui {

/// The widget layer on a touch screen. Give it touches and keys, then draw a page between frame()
/// and the page's own end(); after that tree() is what the visitor sees. UI thread.
class TouchUi : public Ui {
public:
    /// From the next frame on.
    virtual void set_look(const Look& look) = 0;
    virtual void set_screen(const Screen& screen) = 0;

    /// Feeds one contact. A tap on an element makes that element's call return true in the next
    /// page. @return true when the look may have changed.
    virtual bool touch(const input::TouchEvent& event) = 0;
    /// Feeds one key of a keypad: moves the focus, or presses what it stands on. Return right after
    /// written characters ends the entry: a new line in prose, else the page's primary button.
    /// @return false for Back, which is the shell's.
    virtual bool key(input::Key key) = 0;
    /// Feeds a character that a keyboard wrote, '\b' to rub out: into the page's field, as its
    /// on-screen key would, one a frame. A blank is Select where there is no field to write in.
    /// @param by_pad a keypad's digit, which stands for letters where letters are written.
    /// @return false when the page has no use for it.
    virtual bool write(char character, bool by_pad = false) = 0;
    /// Puts the focus on an element, e.g. the one that is being spoken (kiosk-ux S7). @return false
    /// when it is not there or the focus stands there already.
    virtual bool stand(std::string_view id) = 0;
    /// Where the focus stands; empty when it is off.
    virtual const std::string& focus() const = 0;
    /// What is being said, below the header from the next frame on; nothing: no room is kept for
    /// it.
    virtual void set_caption(std::optional<std::string> words) = 0;
    /// Whatever finger is down presses nothing any more.
    virtual void let_go() = 0;
    /// Presses a control as a finger would, by the tree of the last frame. @return false when it is
    /// not there, passive, or under a dialog.
    virtual bool inject_press(std::string_view id) = 0;
    /// A touch or key since the last call that pressed nothing: a sign of life and no more.
    virtual bool take_tapped() = 0;
    virtual void tick(Instant now) = 0;
    /// Lets pages fade in and presses glow (kiosk-ux 2.9), where the look allows it. Off at first:
    /// whoever paints single pictures sees every page as it stands in the end.
    virtual void set_motion(bool on) = 0;
    /// Something on the glass moves: draw again at the next frame, until it is false.
    virtual bool moves() const = 0;
    /// Presses wait for a frame each: two quick taps need two pages. Draw until it is false.
    virtual bool wants_frame() const = 0;

    /// Where the next page is painted and in which language. Before the screen's begin().
    virtual void frame(Painter& painter, domain::Language language) = 0;
    virtual const Tree& tree() const = 0;
    /// The background of the page, for the renderer's clear.
    virtual Colour background() const = 0;
    /// Forgets presses and every laid-out word.
    virtual void wipe() = 0;
};

/// `shaper` must outlive the result.
std::unique_ptr<TouchUi> make_touch_ui(text::Shaper& shaper, const Screen& screen);

}  // namespace sunbooth::app::ui

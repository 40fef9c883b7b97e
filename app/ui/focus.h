// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input/keys.h"
#include "app/ui/tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::app::ui {

/// Where the keypad stands. A walk over the semantic tree in reading order, texts and controls
/// alike, so that what can be heard can be reached (kiosk-ux 1.8, R14); Tab visits controls only.
/// On an on-screen keyboard Up and Down go by its rows, and Select on a field goes to its keys. A
/// dialog keeps the walk inside. Off until a key is pressed; a touch puts it off again. Pure.
class Focus {
public:
    bool on() const { return on_; }
    /// The id of the node that the ring stands round; empty when off.
    const std::string& id() const { return id_; }
    void off();
    /// Stands on a node of the page that the visitor sees, e.g. the field that was written into.
    void stand(std::string_view id, const Tree& tree);

    /// One key on the page that the visitor sees. @return the control that Select presses.
    std::optional<std::string> key(input::Key key, const Tree& tree);
    /// A page was drawn: a node that is gone hands the focus on; a dialog that has come up takes it
    /// to its safe answer, and gives it back when it goes.
    void follow(const Tree& tree);

private:
    void step(const Tree& tree, int by, bool controls_only);
    bool step_row(const Tree& tree, int by);
    std::optional<std::string> select(const Tree& tree);

    bool on_ = false;
    std::string id_;
    std::string page_;
    bool in_dialog_ = false;
    bool on_key_ = false;
    std::string below_;  ///< Where one stood when the dialog came up.
};

}  // namespace sunbooth::app::ui

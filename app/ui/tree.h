// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "sync/base/secret.h"

#include <string>
#include <vector>

namespace sunbooth::app::ui {

enum class Role : std::uint8_t {
    Heading,
    Text,
    Button,
    Choice,
    Field,
    Key,
    Pad,  ///< A square to write on with a finger.
    Image,
    Status,
    Dialog,
    Group,
    Link,
};
const char* to_string(Role role);

/// One thing on the page, in reading order. What is not in the tree does not exist: touch, focus,
/// speech, `--drive` and the tests all read this.
struct Node {
    std::string id;  ///< `page.element`, language-free, e.g. "home.complaint".
    Role role = Role::Text;
    std::string name;   ///< The visible label, verbatim.
    std::string value;  ///< The chosen option, a code …
    SecretText words;   ///< What a visitor typed, where the node shows it; wiped with the node.
    text::Box rect;     ///< Hit area in px; for passive nodes the painted box.
    bool interactive = false;
    bool selected = false;
    bool focused = false;
    bool is_private = false;  ///< Personal: private channel only, covered in the idle warning.
    bool clipped = false;     ///< Its text did not fit: always a defect, checked by tests.
    bool masked = false;      ///< A field that shows marks in the place of its characters.
    bool writes = false;      ///< A key that writes, or opens keys that do: its name tells what.
    std::string speech;       ///< Said instead of name and value when not empty.
    text::Span begun;         ///< Of a field: the bytes of `words` that are not chosen yet.
    std::string hint;         ///< Of a field: what is to be written, and how.
    std::string counter;      ///< Of a field: how much is written or left; no part of the words.
};

/// One frame's page.
struct Tree {
    std::string page;
    std::string language;
    std::vector<Node> nodes;

    const Node* find(std::string_view id) const;
    /// The interactive node under a point, topmost last-drawn first; a dialog hides what is under
    /// it. Between two controls it is the nearest one that is no farther than `near_px`: half the
    /// gap, so that no two of them claim one point. What lies under everything (a scrim, "touch
    /// anywhere") gets what is left.
    const Node* hit(text::Point at, float near_px = 0) const;
};

}  // namespace sunbooth::app::ui

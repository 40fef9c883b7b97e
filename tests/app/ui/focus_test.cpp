// SPDX-License-Identifier: Apache-2.0
#include "app/ui/focus.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using input::Key;

namespace {

Node node(std::string id, Role role, bool interactive, text::Box rect = {0, 0, 10, 10}) {
    Node made;
    made.id = std::move(id);
    made.role = role;
    made.interactive = interactive;
    made.rect = rect;
    return made;
}

/// Clock, heading, a group around a text, a button, and the bar.
Tree page(std::string name = "page", std::string language = "zh-CN") {
    return {std::move(name),
            std::move(language),
            {node("clock", Role::Text, false), node("heading", Role::Heading, false),
             node("board", Role::Group, false), node("board.1", Role::Text, false),
             node("card", Role::Button, true), node("bar", Role::Button, true)}};
}

Tree with_dialog() {
    Tree tree = page();
    for (Node& below : tree.nodes) below.interactive = false;
    tree.nodes.push_back(node("ask.no", Role::Dialog, true));
    tree.nodes.push_back(node("ask.title", Role::Heading, false));
    tree.nodes.push_back(node("ask.no", Role::Button, true));
    tree.nodes.push_back(node("ask.yes", Role::Button, true));
    return tree;
}

/// A field, two rows of keys (three and two of them), and the bar.
Tree typing(std::string language = "zh-CN") {
    return {"page",
            std::move(language),
            {node("heading", Role::Heading, false), node("field", Role::Field, true),
             node("k.1", Role::Key, true, {0, 100, 20, 20}),
             node("k.2", Role::Key, true, {30, 100, 20, 20}),
             node("k.3", Role::Key, true, {60, 100, 20, 20}),
             node("k.4", Role::Key, true, {10, 130, 20, 20}),
             node("k.5", Role::Key, true, {50, 130, 20, 20}), node("bar", Role::Button, true)}};
}

/// Presses the keys one after another; where one stands then.
std::string after(const Tree& tree, std::initializer_list<Key> keys) {
    Focus focus;
    for (const Key key : keys) focus.key(key, tree);
    return focus.id();
}

}  // namespace

TEST_CASE("focus: off until a key is pressed, and the first key only shows the question") {
    Focus focus;
    CHECK_FALSE(focus.on());
    CHECK_FALSE(focus.key(Key::Select, page()));
    CHECK(focus.on());
    CHECK(focus.id() == "heading");
    focus.off();
    CHECK(focus.id().empty());
}

TEST_CASE("focus: arrows walk over texts and controls in reading order, groups are no stop") {
    CHECK(after(page(), {Key::Down, Key::Down}) == "board.1");
    CHECK(after(page(), {Key::Down, Key::Down, Key::Right}) == "card");
    CHECK(after(page(), {Key::Down, Key::Up}) == "clock");
}

TEST_CASE("focus: the ends hold") {
    CHECK(after(page(), {Key::Down, Key::Up, Key::Up, Key::Up}) == "clock");
    CHECK(after(page(), {Key::Tab, Key::Tab, Key::Tab, Key::Tab, Key::Tab}) == "bar");
}

TEST_CASE("focus: Tab visits controls only, Shift+Tab goes back") {
    CHECK(after(page(), {Key::Tab, Key::Tab}) == "card");
    CHECK(after(page(), {Key::Tab, Key::Tab, Key::Tab}) == "bar");
    CHECK(after(page(), {Key::Tab, Key::Tab, Key::Tab, Key::ShiftTab}) == "card");
}

TEST_CASE("focus: right means onward in Uyghur by going left") {
    const Tree tree = page("page", "ug");
    CHECK(after(tree, {Key::Down, Key::Left}) == "board.1");
    CHECK(after(tree, {Key::Down, Key::Right}) == "clock");
}

TEST_CASE("focus: Select presses a control and never a text") {
    Focus focus;
    focus.key(Key::Down, page());
    CHECK_FALSE(focus.key(Key::Select, page()));
    focus.key(Key::Tab, page());
    CHECK(focus.key(Key::Select, page()) == "card");
}

TEST_CASE("focus: Help goes back to the question") {
    CHECK(after(page(), {Key::Tab, Key::Tab, Key::Tab, Key::Help}) == "heading");
}

TEST_CASE("focus: a dialog takes the walk to its safe answer and keeps it inside") {
    Focus focus;
    focus.key(Key::Down, page());
    focus.follow(with_dialog());
    CHECK(focus.id() == "ask.no");
    for (int i = 0; i < 9; ++i) focus.key(Key::Up, with_dialog());
    CHECK(focus.id() == "ask.title");
    for (int i = 0; i < 9; ++i) focus.key(Key::Down, with_dialog());
    CHECK(focus.id() == "ask.yes");
}

TEST_CASE("focus: a dialog that goes gives the ring back, but not on another page") {
    Focus focus;
    focus.stand("card", page());
    focus.follow(with_dialog());
    focus.follow(page());
    CHECK(focus.id() == "card");
    focus.follow(with_dialog());
    focus.follow(page("next"));
    CHECK(focus.id() == "heading");
}

TEST_CASE("focus: the next page begins at its question, a redrawn page keeps the place") {
    Focus focus;
    focus.key(Key::Tab, page());
    focus.key(Key::Tab, page());
    focus.follow(page());
    CHECK(focus.id() == "card");
    focus.follow(page("next"));
    CHECK(focus.id() == "heading");
}

TEST_CASE("focus: a node that is gone hands the ring to the question") {
    Focus focus;
    focus.stand("card", page());
    Tree tree = page();
    std::erase_if(tree.nodes, [](const Node& node) { return node.id == "card"; });
    focus.follow(tree);
    CHECK(focus.id() == "heading");
}

TEST_CASE("focus: Select on a field goes to its keys, and Select on a key presses it") {
    Focus focus;
    focus.stand("field", typing());
    CHECK_FALSE(focus.key(Key::Select, typing()));
    CHECK(focus.id() == "k.1");
    CHECK(focus.key(Key::Select, typing()) == "k.1");
}

TEST_CASE("focus: on keys Up and Down go by rows and leave the keyboard at its ends") {
    const Tree tree = typing();
    Focus focus;
    focus.stand("k.3", tree);
    focus.key(Key::Down, tree);
    CHECK(focus.id() == "k.5");
    focus.key(Key::Down, tree);
    CHECK(focus.id() == "bar");
    focus.stand("k.4", tree);
    focus.key(Key::Up, tree);
    CHECK(focus.id() == "k.1");
    focus.key(Key::Up, tree);
    CHECK(focus.id() == "field");
}

TEST_CASE("focus: when another keyboard takes its place, the ring goes on at its first key") {
    Focus focus;
    focus.stand("k.5", typing());
    focus.follow(typing());
    Tree other = typing();
    for (Node& node : other.nodes) {
        if (node.role == Role::Key) node.id = "other" + node.id;
    }
    focus.follow(other);
    CHECK(focus.id() == "otherk.1");
}

TEST_CASE("focus: Left and Right follow the keys as they stand, in Uyghur too") {
    const Tree tree = typing("ug");
    Focus focus;
    focus.stand("k.1", tree);
    focus.key(Key::Right, tree);
    CHECK(focus.id() == "k.2");
}

/// Where one stands on the way, from the beginning of the page to where the arrow leads no farther.
std::vector<std::string> way(const Tree& tree, Key arrow) {
    Focus focus;
    focus.stand(arrow == Key::Right ? "bar" : "heading", tree);
    std::vector<std::string> ids;
    for (int i = 0; i < 20; ++i) {
        if (!ids.empty() && ids.back() == focus.id()) break;
        ids.push_back(focus.id());
        focus.key(arrow, tree);
    }
    return ids;
}

TEST_CASE("issue 4, 5: in Uyghur one arrow leads through field and keys to the bar, one back") {
    const Tree tree = typing("ug");
    std::vector<std::string> there = way(tree, Key::Left);
    // A row of keys from the right, as everything else that is read.
    CHECK(there ==
          std::vector<std::string>{"heading", "field", "k.3", "k.2", "k.1", "k.5", "k.4", "bar"});
    std::reverse(there.begin(), there.end());
    CHECK(way(tree, Key::Right) == there);
    CHECK(after(tree, {Key::Down, Key::Left, Key::Select}) == "k.3");
    CHECK(after(tree, {Key::Down, Key::Left, Key::Select, Key::Down, Key::Down}) == "bar");
    CHECK(after(tree, {Key::Down, Key::Left, Key::Select, Key::Up}) == "field");
}

TEST_CASE("focus: an empty page is survived") {
    const Tree nothing{"page", "en", {}};
    CHECK(after(nothing, {Key::Down, Key::Tab, Key::Select, Key::Up}).empty());
}

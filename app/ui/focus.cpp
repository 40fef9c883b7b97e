// SPDX-License-Identifier: Apache-2.0
#include "app/ui/focus.h"

#include <algorithm>
#include <vector>

namespace sunbooth::app::ui {
namespace {

bool is_walked(const Node& node) {
    return node.role != Role::Group && node.role != Role::Dialog && !node.id.empty() &&
           node.rect.w > 0 && node.rect.h > 0;
}

auto first_reachable(const Tree& tree) {
    const auto dialog = std::find_if(tree.nodes.rbegin(), tree.nodes.rend(),
                                     [](const Node& node) { return node.role == Role::Dialog; });
    return dialog.base();  // Past the last dialog, or the begin when there is none.
}

std::vector<const Node*> walk(const Tree& tree) {
    std::vector<const Node*> nodes;
    for (auto node = first_reachable(tree); node != tree.nodes.end(); ++node) {
        if (is_walked(*node)) nodes.push_back(&*node);
    }
    return nodes;
}

bool has_dialog(const Tree& tree) {
    return first_reachable(tree) != tree.nodes.begin();
}

/// The question of a page, or the safe answer of a dialog.
const Node* beginning(const Tree& tree) {
    const std::vector<const Node*> nodes = walk(tree);
    const bool dialog = has_dialog(tree);
    for (const Node* node : nodes) {
        if (dialog ? node->interactive : node->role == Role::Heading) return node;
    }
    return nodes.empty() ? nullptr : nodes.front();
}

}  // namespace

void Focus::off() {
    on_ = false;
    id_.clear();
}

std::optional<std::string> Focus::key(input::Key key, const Tree& tree) {
    if (!on_) {
        on_ = true;
        const Node* first = beginning(tree);
        id_ = first == nullptr ? "" : first->id;
        page_ = tree.page;
        in_dialog_ = has_dialog(tree);
        return std::nullopt;  // The first key only shows where one stands.
    }
    const int right = tree.language == "ug" ? -1 : 1;
    switch (key) {
        case input::Key::Down:
            step(tree, 1, false);
            break;
        case input::Key::Up:
            step(tree, -1, false);
            break;
        case input::Key::Right:
            step(tree, right, false);
            break;
        case input::Key::Left:
            step(tree, -right, false);
            break;
        case input::Key::Tab:
            step(tree, 1, true);
            break;
        case input::Key::ShiftTab:
            step(tree, -1, true);
            break;
        case input::Key::Select: {
            for (const Node* node : walk(tree)) {
                if (node->id == id_ && node->interactive) return id_;
            }
            break;
        }
        case input::Key::Back:
        case input::Key::Help:
            break;  // The shell knows what these mean on a page.
    }
    return std::nullopt;
}

void Focus::step(const Tree& tree, int by, bool controls_only) {
    const std::vector<const Node*> nodes = walk(tree);
    const auto here = std::find_if(nodes.begin(), nodes.end(),
                                   [this](const Node* node) { return node->id == id_; });
    auto at = here == nodes.end() ? std::ptrdiff_t{-1} : here - nodes.begin();
    const auto count = static_cast<std::ptrdiff_t>(nodes.size());
    do {
        at += by;
    } while (at >= 0 && at < count && controls_only &&
             !nodes[static_cast<std::size_t>(at)]->interactive);
    // The ends hold: a walk that wraps round loses whoever cannot see it.
    if (at >= 0 && at < count) id_ = nodes[static_cast<std::size_t>(at)]->id;
}

void Focus::follow(const Tree& tree) {
    if (!on_) return;
    const bool dialog = has_dialog(tree);
    const bool moved_on = tree.page != page_ || dialog != in_dialog_;
    page_ = tree.page;
    in_dialog_ = dialog;
    const std::vector<const Node*> nodes = walk(tree);
    const bool there = std::any_of(nodes.begin(), nodes.end(),
                                   [this](const Node* node) { return node->id == id_; });
    if (there && !moved_on) return;
    const Node* first = beginning(tree);
    id_ = first == nullptr ? "" : first->id;
}

}  // namespace sunbooth::app::ui

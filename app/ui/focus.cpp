// SPDX-License-Identifier: Apache-2.0
#include "app/ui/focus.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace sunbooth::app::ui {
namespace {

constexpr float kRowWeight = 8;

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

bool from_right(const Tree& tree) {
    return tree.language == "ug";
}

/// The walk of Left and Right. Keys stand on the glass as on any keyboard, whatever the language;
/// where one reads from the right, their rows are walked from the right too. So an arrow goes where
/// it points and leads on from end to end: by the order in which keys are drawn, the one that leads
/// from the field to the keys would lead back to the field.
std::vector<const Node*> arrow_walk(const Tree& tree) {
    std::vector<const Node*> nodes = walk(tree);
    if (!from_right(tree)) return nodes;
    for (auto from = nodes.begin(); from != nodes.end();) {
        const Node& first = **from;
        const auto to = std::find_if(from, nodes.end(), [&first](const Node* node) {
            return node->role != Role::Key ||
                   std::abs(node->rect.y - first.rect.y) >= first.rect.h / 2;
        });
        std::stable_sort(from, to,
                         [](const Node* a, const Node* b) { return a->rect.x > b->rect.x; });
        from = to == from ? from + 1 : to;
    }
    return nodes;
}

const Node* find(const std::vector<const Node*>& nodes, std::string_view id) {
    for (const Node* node : nodes) {
        if (node->id == id) return node;
    }
    return nullptr;
}

const Node* first_key(const std::vector<const Node*>& nodes) {
    for (const Node* node : nodes) {
        if (node->role == Role::Key) return node;
    }
    return nullptr;
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

void Focus::stand(std::string_view id, const Tree& tree) {
    on_ = true;
    id_ = id;
    page_ = tree.page;
    in_dialog_ = has_dialog(tree);
}

std::optional<std::string> Focus::key(input::Key key, const Tree& tree) {
    if (!on_ || key == input::Key::Help) {
        const Node* first = beginning(tree);
        stand(first == nullptr ? "" : first->id, tree);
        return std::nullopt;  // The first key only shows where one stands; Help goes back there.
    }
    const int right = from_right(tree) ? -1 : 1;
    switch (key) {
        case input::Key::Down:
            if (!step_row(tree, 1)) step(tree, 1, false);
            break;
        case input::Key::Up:
            if (!step_row(tree, -1)) step(tree, -1, false);
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
        case input::Key::Select:
            return select(tree);
        case input::Key::Back:
        case input::Key::Help:
        case input::Key::Repeat:
        case input::Key::ReadPage:
        case input::Key::Pause:
        case input::Key::Slower:
        case input::Key::Faster:
        case input::Key::Softer:
        case input::Key::Louder:
        case input::Key::Blank:
        case input::Key::JackIn:
        case input::Key::JackOut:
            break;  // The shell knows what Back means on a page.
    }
    return std::nullopt;
}

std::optional<std::string> Focus::select(const Tree& tree) {
    const std::vector<const Node*> nodes = arrow_walk(tree);
    const Node* here = find(nodes, id_);
    if (here == nullptr || !here->interactive) return std::nullopt;
    if (here->role != Role::Field) return id_;
    const Node* key = first_key(nodes);
    if (key == nullptr) return id_;
    id_ = key->id;
    return std::nullopt;
}

/// On a key of the on-screen keyboard: to the nearest key of the next row, or past the keyboard.
bool Focus::step_row(const Tree& tree, int by) {
    const std::vector<const Node*> nodes = arrow_walk(tree);
    const Node* here = find(nodes, id_);
    if (here == nullptr || here->role != Role::Key) return false;
    const auto forward = static_cast<float>(by);
    const Node* best = nullptr;
    float best_way = 0;
    const Node* first = nullptr;
    const Node* last = here;  // `here` is a key itself, so there is a first and a last one.
    for (const Node* node : nodes) {
        if (node->role != Role::Key) continue;
        if (first == nullptr) first = node;
        last = node;
        const float down = (node->rect.y - here->rect.y) * forward;
        if (down < here->rect.h / 2) continue;
        const float aside =
            std::abs(node->rect.x + node->rect.w / 2 - here->rect.x - here->rect.w / 2);
        // Rows are farther apart than keys are wide, so the next row wins, then the nearest key.
        const float way = down * kRowWeight + aside;
        if (best == nullptr || way < best_way) {
            best = node;
            best_way = way;
        }
    }
    if (best != nullptr) {
        id_ = best->id;
        return true;
    }
    id_ = (by > 0 || first == nullptr ? last : first)->id;
    return false;
}

void Focus::step(const Tree& tree, int by, bool controls_only) {
    const std::vector<const Node*> nodes = controls_only ? walk(tree) : arrow_walk(tree);
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
    const bool same_page = std::exchange(page_, tree.page) == tree.page;
    const bool was_in_dialog = std::exchange(in_dialog_, has_dialog(tree));
    const bool comes_up = in_dialog_ && !was_in_dialog;
    if (comes_up) below_ = id_;
    if (was_in_dialog && !in_dialog_) id_ = std::exchange(below_, {});
    const std::vector<const Node*> nodes = arrow_walk(tree);
    const Node* here = find(nodes, id_);
    if (same_page && !comes_up && here != nullptr) {
        on_key_ = here->role == Role::Key;
        return;
    }
    // Another keyboard has taken the place of the one that one stood on: go on there.
    const bool other_keys = same_page && !comes_up && std::exchange(on_key_, false);
    const Node* first = other_keys ? first_key(nodes) : nullptr;
    if (first == nullptr) first = beginning(tree);
    id_ = first == nullptr ? "" : first->id;
}

}  // namespace sunbooth::app::ui

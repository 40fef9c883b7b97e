// SPDX-License-Identifier: Apache-2.0
#include "app/ui/tree.h"

#include "app/ui/geometry.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {

const char* to_string(Role role) {
    switch (role) {
        case Role::Heading:
            return "heading";
        case Role::Text:
            return "text";
        case Role::Button:
            return "button";
        case Role::Choice:
            return "choice";
        case Role::Field:
            return "field";
        case Role::Key:
            return "key";
        case Role::Pad:
            return "pad";
        case Role::Image:
            return "image";
        case Role::Status:
            return "status";
        case Role::Dialog:
            return "dialog";
        case Role::Group:
            return "group";
        case Role::Link:
            return "link";
    }
    return "text";
}

const Node* Tree::find(std::string_view id) const {
    for (const Node& node : nodes) {
        if (node.id == id) return &node;
    }
    return nullptr;
}

const Node* Tree::hit(text::Point at, float near_px) const {
    const Node* ground = nullptr;
    const Node* nearest = nullptr;
    float way = near_px;
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
        if (!node->interactive) continue;
        const text::Box& box = node->rect;
        const float x = std::max({box.x - at.x, at.x - box.x - box.w, 0.0F});
        const float y = std::max({box.y - at.y, at.y - box.y - box.h, 0.0F});
        const bool inside =
            at.x >= box.x && at.x < box.x + box.w && at.y >= box.y && at.y < box.y + box.h;
        const bool under_all = node->role == Role::Dialog || node->role == Role::Group;
        if (inside && under_all && ground == nullptr) ground = &*node;
        if (under_all) continue;
        if (inside) return &*node;
        if (std::hypot(x, y) < way) {
            nearest = &*node;
            way = std::hypot(x, y);
        }
    }
    return nearest != nullptr ? nearest : ground;
}

float Screen::px_per_mm() const {
    const float diagonal_px =
        std::hypot(static_cast<float>(width_px), static_cast<float>(height_px));
    return diagonal_px / (diagonal_in * 25.4F);
}

}  // namespace sunbooth::app::ui

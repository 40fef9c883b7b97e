// SPDX-License-Identifier: Apache-2.0
// The rows R of kiosk-ux 1.4 that the tree tells.
#include "tests/app/screens/audit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace sunbooth::app::screens::tests {
namespace {

constexpr float kSlackPx = 1.5F;
constexpr float kReachMm = 1220;

float gap_of(const text::Box& a, const text::Box& b) {
    const float x = std::max(a.x - b.x - b.w, b.x - a.x - a.w);
    const float y = std::max(a.y - b.y - b.h, b.y - a.y - a.h);
    return std::max(x, y);
}

/// kiosk-ux R1: 20 mm, in Steady 30.
void r1(const Sight& sight, Findings& found) {
    const float bar = static_cast<float>(sight.screen.height_px) - sight.mm(46);
    for (const ui::Node* node : sight.targets()) {
        found.look("R1");
        const float least = sight.modes.steady ? 30.0F : 20.0F;
        if (std::min(node->rect.w, node->rect.h) < sight.mm(least) - kSlackPx) {
            found.fault("R1", sight,
                        node->id + " is " + std::to_string(node->rect.w / sight.mm(1)) + " x " +
                            std::to_string(node->rect.h / sight.mm(1)) + " mm");
        }
        const bool low = node->rect.y >= bar && !sight.has_dialog();
        if (low && node->rect.h < sight.mm(24) - kSlackPx) {
            found.fault("R1", sight, node->id + " of the action bar is lower than 24 mm");
        }
    }
}

/// What ends the visit or cannot be undone.
bool destroys(const ui::Node& node) {
    return node.id == "shell.exit" || node.id.ends_with(".end") || node.id == "wish.do";
}
bool goes_on(const ui::Node& node) {
    return node.id == "shell.continue" || node.id.ends_with(".submit") ||
           node.id.ends_with(".look_up") || node.id == "idle.stay" || node.id == "leave.stay" ||
           node.id == "wish.stay";
}

void r2(const Sight& sight, Findings& found) {
    const std::vector<const ui::Node*> targets = sight.targets();
    for (std::size_t i = 0; i < targets.size(); ++i) {
        for (std::size_t k = i + 1; k < targets.size(); ++k) {
            const ui::Node& one = *targets[i];
            const ui::Node& other = *targets[k];
            found.look("R2");
            const float gap = gap_of(one.rect, other.rect);
            if (gap < sight.mm(3) - kSlackPx) {
                found.fault("R2", sight,
                            one.id + " and " + other.id + " are " +
                                std::to_string(gap / sight.mm(1)) + " mm apart");
            }
            const bool apart =
                (destroys(one) && goes_on(other)) || (destroys(other) && goes_on(one));
            if (apart && gap < sight.mm(12) - kSlackPx) {
                found.fault("R2", sight, one.id + " ends all beside " + other.id);
            }
        }
    }
}

/// The chance that a finger which is aimed at the middle of a target meets another one: a Gaussian
/// of sigma round the middle, each target with half of the gap round it.
double chance_of_wrong(const Sight& sight, const ui::Node& aimed,
                       const std::vector<const ui::Node*>& targets, double sigma_px,
                       float near_px) {
    const double x = aimed.rect.x + aimed.rect.w / 2;
    const double y = aimed.rect.y + aimed.rect.h / 2;
    const auto below = [&](double way) {
        return 0.5 * (1 + std::erf(way / sigma_px / std::sqrt(2.0)));
    };
    double wrong = 0;
    for (const ui::Node* other : targets) {
        if (other == &aimed || gap_of(aimed.rect, other->rect) > sight.mm(20)) continue;
        const text::Box& at = other->rect;
        const double across = below(at.x + at.w + near_px - x) - below(at.x - near_px - x);
        const double along = below(at.y + at.h + near_px - y) - below(at.y - near_px - y);
        wrong += across * along;
    }
    return wrong;
}

void r3(const Sight& sight, Findings& found) {
    const std::vector<const ui::Node*> targets = sight.targets();
    const bool steady = sight.modes.steady;
    for (const ui::Node* node : targets) {
        found.look("R3");
        const double sigma = sight.mm(steady ? 7 : 4);
        const double wrong =
            chance_of_wrong(sight, *node, targets, sigma, steady ? 0 : sight.mm(1.5F));
        if (wrong > (steady ? 0.04 : 0.01)) {
            found.fault(
                "R3", sight,
                node->id + " is missed for another by " + std::to_string(100 * wrong) + " %");
        }
    }
}

void r4(const Sight& sight, Findings& found) {
    const float edge = sight.mm(6) - kSlackPx;
    for (const ui::Node* node : sight.targets()) {
        found.look("R4");
        const text::Box& at = node->rect;
        const float right = static_cast<float>(sight.screen.width_px) - at.x - at.w;
        const float below = static_cast<float>(sight.screen.height_px) - at.y - at.h;
        if (std::min({at.x, at.y, right, below}) < edge) {
            found.fault("R4", sight, node->id + " stands within 6 mm of the bezel");
        }
    }
}

/// Taps only: there is no role that is dragged, and what a finger writes can be typed as well.
void r6(const Sight& sight, Findings& found) {
    for (const ui::Node* node : sight.targets()) {
        using ui::Role;
        found.look("R6");
        const bool taps = node->role == Role::Button || node->role == Role::Choice ||
                          node->role == Role::Field || node->role == Role::Key;
        if (!taps && node->role != Role::Pad) {
            found.fault("R6", sight, node->id + " is no tap");
        }
        // In one row with candidates the tabs are a press away.
        const bool typed = sight.tree.find("keyboard.tab.latin") != nullptr ||
                           sight.tree.find("keyboard.tabs") != nullptr;
        if (node->role == Role::Pad && !typed) {
            found.fault("R6", sight, "nothing but a pad to write with");
        }
    }
}

float floor_mm(const Sight& sight, float y) {
    return sight.screen.bottom_mm +
           (static_cast<float>(sight.screen.height_px) - y) / sight.screen.px(1);
}

void r9(const Sight& sight, Findings& found) {
    std::set<ui::Role> all, in_reach;
    for (const ui::Node* node : sight.targets()) {
        all.insert(node->role);
        const float low = floor_mm(sight, node->rect.y + node->rect.h);
        if (low >= 380 && floor_mm(sight, node->rect.y) <= kReachMm) in_reach.insert(node->role);
    }
    found.look("R9");
    // What keys write in need not be touched, nor what stands ready to be written by them. A page
    // that goes on on another leaf begins at its top: there Reach is what lowers it.
    if (in_reach.contains(ui::Role::Key)) in_reach.insert({ui::Role::Field, ui::Role::Choice});
    const bool goes_on = sight.leaf > 0 || sight.tree.find("leaf.after") != nullptr;
    if (goes_on && !sight.modes.reach) all.erase(ui::Role::Choice);
    for (const ui::Role role : all) {
        if (!in_reach.contains(role)) {
            found.fault("R9", sight, std::string("no ") + ui::to_string(role) + " in reach");
        }
    }
}

void r10(const Sight& sight, Findings& found) {
    if (!sight.modes.reach) return;
    for (const ui::Node* node : sight.targets()) {
        found.look("R10");
        if (floor_mm(sight, node->rect.y) > kReachMm + 1) {
            found.fault("R10", sight,
                        node->id + " stands " + std::to_string(floor_mm(sight, node->rect.y)) +
                            " mm above the floor");
        }
    }
}

/// kiosk-ux 4, layer 6: the middle and the corners, 1 mm in, mean exactly this control; in the gap
/// beside it, it or its neighbour or nothing.
void hit(const Sight& sight, Findings& found) {
    const float in = sight.mm(1);
    const float near = sight.modes.steady ? 0 : sight.mm(1.5F);
    for (const ui::Node* node : sight.targets()) {
        const text::Box& at = node->rect;
        const std::array<text::Point, 5> points = {{{at.x + at.w / 2, at.y + at.h / 2},
                                                    {at.x + in, at.y + in},
                                                    {at.x + at.w - in, at.y + in},
                                                    {at.x + in, at.y + at.h - in},
                                                    {at.x + at.w - in, at.y + at.h - in}}};
        for (const text::Point& point : points) {
            found.look("hit");
            const ui::Node* met = sight.tree.hit(point, near);
            if (met != node) {
                found.fault("hit", sight,
                            node->id + " gives way to " + (met == nullptr ? "nothing" : met->id));
            }
        }
        const ui::Node* beside = sight.tree.hit({at.x + at.w + sight.mm(1), at.y + at.h / 2}, near);
        const bool right = beside == nullptr || beside == node || sight.is_ground(*beside) ||
                           gap_of(beside->rect, node->rect) < sight.mm(3);
        if (!right)
            found.fault("hit", sight, "the gap beside " + node->id + " means " + beside->id);
    }
}

}  // namespace

void judge_touching(const Sight& sight, Findings& found) {
    r1(sight, found);
    r2(sight, found);
    r3(sight, found);
    r4(sight, found);
    r6(sight, found);
    r9(sight, found);
    r10(sight, found);
    hit(sight, found);
}

}  // namespace sunbooth::app::screens::tests

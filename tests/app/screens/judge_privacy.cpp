// SPDX-License-Identifier: Apache-2.0
// The rows P of kiosk-ux 1.5 that the tree tells.
#include "tests/app/screens/audit.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::screens::tests {
namespace {

constexpr std::string_view kPhone = "13800000017";  ///< Of the samples, digits only.
constexpr std::string_view kBorn = "19491231";      ///< In their id card.

std::string digits_of(std::string_view words) {
    std::string digits;
    for (const char c : words) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

bool shows(const ui::Node& node, std::string_view digits) {
    return digits_of(node.name).find(digits) != std::string::npos ||
           digits_of(node.value).find(digits) != std::string::npos ||
           digits_of(node.words.view()).find(digits) != std::string::npos;
}

/// A telephone number is whole only in the field in which it is typed.
void p5(const Sight& sight, Findings& found) {
    for (const ui::Node& node : sight.tree.nodes) {
        found.look("P5");
        const bool field = node.role == ui::Role::Field && node.is_private;
        if (!field && shows(node, kPhone)) found.fault("P5", sight, node.id + " shows a telephone");
    }
}

/// A day of birth is covered once it is whole; who wants to see it says so (kiosk-ux 2.5).
void born(const Sight& sight, Findings& found) {
    // The key that shows it may stand on another leaf.
    const bool shown = sight.name == "case_id_card-shown";
    for (const ui::Node& node : sight.tree.nodes) {
        found.look("P5");
        if (!shown && shows(node, kBorn)) found.fault("P5", sight, node.id + " shows a birthday");
    }
}

/// Under the idle warning nothing can be read that was typed.
void p6(const Sight& sight, Findings& found) {
    if (!sight.warned) return;
    for (const ui::Node& node : sight.tree.nodes) {
        found.look("P6");
        std::string_view rest = node.words.view();
        constexpr std::string_view kBullet = "•";
        while (rest.starts_with(kBullet)) rest.remove_prefix(kBullet.size());
        const bool covered = rest.empty();
        if (node.is_private && (!covered || shows(node, kPhone))) {
            found.fault("P6", sight, node.id + " is not covered");
        }
    }
}

}  // namespace

void judge_privacy(const Sight& sight, Findings& found) {
    p5(sight, found);
    born(sight, found);
    p6(sight, found);
}

}  // namespace sunbooth::app::screens::tests

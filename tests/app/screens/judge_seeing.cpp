// SPDX-License-Identifier: Apache-2.0
// The rows V of kiosk-ux 1.2 that the tree and the set words tell.
#include "tests/app/screens/audit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sunbooth::app::screens::tests {
namespace {

constexpr float kSlackPx = 1.5F;
constexpr float kSmallestMm = 6.8F;  ///< Capitals of 4.98 mm in Noto Sans CJK (V1: 4.8).
constexpr float kBodyMm = 8;         ///< V2: 国 of 7 mm at scale 1.
constexpr int kHanMax = 30, kLatinMax = 66;
constexpr int kUyghurMax = 72;  ///< Narrower letters; the paper counts none.

bool overlap(const text::Box& a, const text::Box& b, float slack) {
    return a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h &&
           b.y + slack < a.y + a.h;
}

bool inside(const text::Box& box, const text::Box& in) {
    const float x = box.x + box.w / 2;
    const float y = box.y + box.h / 2;
    return x >= in.x && x < in.x + in.w && y >= in.y && y < in.y + in.h;
}

void v1(const Sight& sight, Findings& found) {
    for (const Recorder::Text& one : sight.texts) {
        found.look("V1");
        if (one.em_px < sight.mm(kSmallestMm) - 0.6F) {
            found.fault("V1", sight, "words of " + std::to_string(one.em_px / sight.mm(1)) + " mm");
        }
    }
}

/// A sentence of the page or somebody's own words, as against a caption, a label or a bar.
bool is_body(const Sight& sight, const ui::Node& node) {
    if (node.role != ui::Role::Text || node.interactive) return false;
    if (node.id.ends_with(".value")) return false;  // The label of an answer's row.
    const auto part = [&](std::string_view name) {
        return node.id.find(name, sight.tree.page.size()) != std::string::npos;
    };
    return part(".text.") || part(".note.") || part(".lines.") || part(".who.") ||
           node.id.ends_with(".reply");
}

void v2(const Sight& sight, Findings& found) {
    constexpr std::array kFactors = {1.0F, 1.5F, 2.0F};
    const float least = sight.mm(kBodyMm * kFactors.at(static_cast<std::size_t>(sight.modes.text)));
    for (const ui::Node& node : sight.tree.nodes) {
        if (!is_body(sight, node)) continue;
        for (const Recorder::Text& one : sight.texts) {
            if (one.clipped || !inside(one.ink, node.rect)) continue;
            found.look("V2");
            if (one.em_px < least - 0.6F) {
                found.fault(
                    "V2", sight,
                    node.id + " is set in " + std::to_string(one.em_px / sight.mm(1)) + " mm");
            }
        }
    }
}

/// What is being said stands below the header on every page, in two lines, over nothing else.
void s18(const Sight& sight, Findings& found) {
    if (!sight.captioned) return;
    found.look("S18");
    const ui::Node* caption = sight.tree.find("shell.caption");
    if (caption == nullptr || caption->name.empty() || caption->interactive) {
        return found.fault("S18", sight, "no caption");
    }
    if (sight.has_dialog()) return;  // Lies over the page, the caption with it.
    for (const ui::Node& node : sight.tree.nodes) {
        if (sight.is_ground(node) || node.rect.h <= 0) continue;
        if (overlap(node.rect, caption->rect, kSlackPx)) {
            found.fault("S18", sight, "the caption lies over " + node.id);
        }
    }
    int lines = 0;
    for (const Recorder::Text& one : sight.texts) {
        // What a leaf cuts off above its window is never seen.
        if (one.clipped || !inside(one.ink, caption->rect)) continue;
        const text::Box& at = one.ink;
        const bool within = at.y >= caption->rect.y - kSlackPx &&
                            at.y + at.h <= caption->rect.y + caption->rect.h + kSlackPx;
        if (!within) found.fault("S18", sight, "the caption's words leave it");
        lines = std::max(lines, one.lines);
    }
    if (lines < 1 || lines > 2) {
        found.fault("S18", sight, "a caption of " + std::to_string(lines) + " lines");
    }
}

void v4(const Sight& sight, Findings& found) {
    const text::Box glass{0, 0, static_cast<float>(sight.screen.width_px),
                          static_cast<float>(sight.screen.height_px)};
    for (const ui::Node& node : sight.tree.nodes) {
        found.look("V4");
        if (node.clipped) found.fault("V4", sight, node.id + " is clipped: " + node.name);
        const text::Box& at = node.rect;
        if (at.x < -kSlackPx || at.y < -kSlackPx || at.x + at.w > glass.w + kSlackPx ||
            at.y + at.h > glass.h + kSlackPx) {
            found.fault("V4", sight, node.id + " is off the glass");
        }
        if (node.interactive && node.role != ui::Role::Key && node.name.ends_with("…")) {
            found.fault("V4", sight, node.id + " is shortened");
        }
    }
    for (std::size_t i = 0; i < sight.texts.size(); ++i) {
        const Recorder::Text& one = sight.texts[i];
        if (one.ink.x < -1 || one.ink.x + one.ink.w > glass.w + 1) {
            found.fault("V4", sight, "words run off the glass");
        }
        for (std::size_t k = i + 1; k < sight.texts.size(); ++k) {
            const Recorder::Text& other = sight.texts[k];
            if (one.clipped || other.clipped) continue;  // Cut at the border of what shows them.
            if (overlap(one.ink, other.ink, 2.5F)) {
                found.fault("V4", sight,
                            "words lie over words at y " + std::to_string(one.ink.y) + " and " +
                                std::to_string(other.ink.y));
            }
        }
    }
}

/// Words that are read, not pressed: what stands in a passive text of more than one line.
void v8(const Sight& sight, Findings& found) {
    const bool uyghur = sight.language == domain::Language::Ug;
    const float line = uyghur ? 1.65F : 1.47F;  // Lines stand on whole pixels.
    for (const ui::Node& node : sight.tree.nodes) {
        const bool read = node.role == ui::Role::Text || node.role == ui::Role::Status;
        const ui::Node* group = sight.tree.find(node.id.substr(0, node.id.rfind('.')));
        const bool table = group != nullptr && group->role == ui::Role::Group;
        if (node.interactive || !read || table || node.id.starts_with("keyboard.")) continue;
        for (const Recorder::Text& one : sight.texts) {
            if (one.lines < 2 || one.clipped || !inside(one.ink, node.rect)) continue;
            found.look("V8");
            if (one.lines > 2 && one.line_em < line) {
                found.fault("V8", sight,
                            node.id + " has lines of " + std::to_string(one.line_em) + " em");
            }
            const bool zh = sight.language == domain::Language::Zh;
            const bool wide = zh ? one.ink.w > (kHanMax + 0.6F) * one.em_px
                                 : one.longest > (uyghur ? kUyghurMax : kLatinMax);
            if (wide) {
                found.fault("V8", sight,
                            node.id + " has " + std::to_string(one.longest) + " signs on a line");
            }
        }
    }
}

void v10(const Sight& sight, Findings& found) {
    for (const ui::Node& node : sight.tree.nodes) {
        if (node.role != ui::Role::Image) continue;
        found.look("V10");
        if (!node.id.ends_with(".qr")) found.fault("V10", sight, node.id + " is a picture");
    }
}

void v13(const Sight& sight, Findings& found) {
    for (const Recorder::Text& one : sight.texts) {
        found.look("V13");
        if (one.missing > 0) found.fault("V13", sight, "a character has no glyph");
    }
}

void v14(const Sight& sight, Findings& found) {
    for (const ui::Node& node : sight.tree.nodes) {
        if (!node.id.ends_with(".qr")) continue;
        found.look("V14");
        if (std::min(node.rect.w, node.rect.h) < sight.mm(60) - kSlackPx) {
            found.fault("V14", sight, node.id + " is smaller than 60 mm");
        }
    }
}

bool is_above(const ui::Node& upper, const ui::Node& lower, float slack) {
    return upper.rect.y + upper.rect.h <= lower.rect.y + slack;
}

/// Upright, the order of the tree is that of the eye: top to bottom, and along the line.
void order(const Sight& sight, Findings& found) {
    if (!sight.screen.portrait() || sight.has_dialog() || sight.modes.reach) return;
    const ui::Node* former = nullptr;
    for (const ui::Node& node : sight.tree.nodes) {
        if (sight.is_ground(node) || node.rect.h <= 0) continue;
        // Header first, in one line.
        if (node.id == "shell.hall" || node.id == "shell.clock" || node.id == "shell.status") {
            continue;
        }
        found.look("order");
        if (former != nullptr && is_above(node, *former, kSlackPx)) {
            found.fault("order", sight, node.id + " is read after " + former->id + " below it");
        }
        former = &node;
    }
}

}  // namespace

void judge_seeing(const Sight& sight, Findings& found) {
    v1(sight, found);
    v2(sight, found);
    s18(sight, found);
    v4(sight, found);
    v8(sight, found);
    v10(sight, found);
    v13(sight, found);
    v14(sight, found);
    order(sight, found);
}

}  // namespace sunbooth::app::screens::tests

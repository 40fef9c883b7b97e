// SPDX-License-Identifier: Apache-2.0
// The rows V of kiosk-ux 1.2 that the tree and the set words tell.
#include "app/text/text.h"
#include "tests/app/screens/audit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sunbooth::app::screens::tests {
namespace {

constexpr float kSlackPx = 1.5F;
constexpr float kSmallestMm = 6.8F;  ///< Capitals of 4.98 mm in Noto Sans CJK (V1: 4.8).
constexpr float kBodyMm = 8;         ///< V2: 国 of 7 mm at scale 1.
constexpr float kTopMm = 60;         ///< Header and caption end above it: a leaf's first words.
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

/// Colours as they were painted, on what they were painted on; look_test.cpp shows that the
/// renderer keeps them.
void v5(const Sight& sight, Findings& found) {
    const bool high = sight.modes.theme == flow::Theme::ContrastDark ||
                      sight.modes.theme == flow::Theme::ContrastLight;
    const bool nobodys = sight.page == flow::Page::Attract;
    for (const Recorder::Text& one : sight.texts) {
        if (one.clipped) continue;  // What lies under it is not always seen.
        const bool sign = one.is_sign();
        const double least = sign ? 3.0 : high && !nobodys ? 7.0 : 4.5;
        found.look(sign ? "V6" : "V5");
        if (one.contrast >= least) continue;
        found.fault(sign ? "V6" : "V5", sight,
                    std::to_string(one.contrast) + " at " + std::to_string(one.ink.x) + "," +
                        std::to_string(one.ink.y));
    }
    for (const Outline& one : sight.outlines) {
        found.look("V6");
        if (one.is_seen()) continue;
        found.fault("V6", sight,
                    "an outline at " + std::to_string(one.box.x) + "," + std::to_string(one.box.y) +
                        ": " + std::to_string(one.outside) + " / " + std::to_string(one.inside) +
                        " / " + std::to_string(one.filled));
    }
}

/// The words on a key of the panel; nothing: it has a sign.
const Recorder::Text* words_on(const Sight& sight, const ui::Node& key) {
    for (const Recorder::Text& one : sight.texts) {
        if (!one.clipped && inside(one.ink, key.rect)) return &one;
    }
    return nullptr;
}

/// Whatever stands on a key stands within it. Groups of letters are of one size, and so are tabs,
/// whose words keep apart: no border does it for them.
void keys(const Sight& sight, Findings& found) {
    constexpr float kApartMm = 5;  // Keys are 3 mm apart.
    if (sight.has_dialog()) return;
    float group_em = 0, tab_em = 0;
    const Recorder::Text* former = nullptr;
    for (const ui::Node& key : sight.tree.nodes) {
        if (key.role != ui::Role::Key || !key.id.starts_with("keyboard.")) continue;
        const Recorder::Text* words = words_on(sight, key);
        if (words == nullptr) continue;
        found.look("keys");
        const text::Box& ink = words->ink;
        const bool within = ink.x >= key.rect.x && ink.x + ink.w <= key.rect.x + key.rect.w &&
                            ink.y >= key.rect.y && ink.y + ink.h <= key.rect.y + key.rect.h;
        if (!within) found.fault("keys", sight, "the words on " + key.id + " leave it");
        const bool tab = key.id.starts_with("keyboard.tab.");
        const bool sign = key.id.ends_with(".tabs") || key.id.ends_with(".back");
        const bool group =
            key.writes && !sign && text::next_grapheme(key.name, 0) < key.name.size();
        float& em = tab ? tab_em : group_em;
        if (!tab && !group) continue;
        // UKIJ's letters are set larger by 1.15 (kiosk-ux 2.9).
        const bool uyghur = key.name.find("\xd8") != std::string::npos ||
                            key.name.find("\xd9") != std::string::npos;
        const float own = words->em_px / (uyghur ? 1.15F : 1.0F);
        if (em > 0 && std::abs(em - own) > 1.1F) {  // In whole pixels.
            found.fault("keys", sight, key.id + " is set in another size than its like");
        }
        em = own;
        if (!tab) continue;
        const float apart = former == nullptr ? sight.mm(kApartMm)
                                              : std::max(ink.x - former->ink.x - former->ink.w,
                                                         former->ink.x - ink.x - ink.w);
        if (apart < sight.mm(kApartMm) - kSlackPx)
            found.fault("keys", sight, key.id + " nearly touches the tab beside it");
        former = words;
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

/// What stands in one lane of a leaf, from its top, but for what every leaf shows.
std::vector<const ui::Node*> content_of(const Sight& sight, const Sight& other, bool start_lane) {
    std::vector<const ui::Node*> found;
    using enum flow::Page;
    constexpr std::array kMessages = {Closed, OutOfOrder, Busy, CallStaff};  // Of one lane.
    const bool message = std::ranges::find(kMessages, sight.page) != kMessages.end();
    const bool wide = !sight.screen.portrait() && !message;
    const auto width = static_cast<float>(sight.screen.width_px);
    const auto is_shown_by = [](const Sight& one, const ui::Node& node) {
        return std::ranges::any_of(one.tree.nodes, [&node](const ui::Node& same) {
            return same.name == node.name && std::abs(same.rect.y - node.rect.y) < kSlackPx &&
                   std::abs(same.rect.h - node.rect.h) < kSlackPx;
        });
    };
    for (const ui::Node& node : sight.tree.nodes) {
        const bool shell = (node.id.starts_with("shell.") && node.id != "shell.error") ||
                           node.id.starts_with("leaf.") || node.id.starts_with("keyboard") ||
                           node.id.find(".pager") != std::string::npos;
        if (shell || sight.is_ground(node) || node.rect.h <= 0) continue;
        const float middle = node.rect.x + node.rect.w / 2;
        const float from_start = sight.language == domain::Language::Ug ? width - middle : middle;
        if (wide && (from_start < width * 0.44F) != start_lane) continue;
        if (!is_shown_by(other, node)) found.push_back(&node);
    }
    std::ranges::stable_sort(found, {}, [](auto* node) { return node->rect.y; });
    return found;
}

/// Says what follows it: a heading, or words above what can be pressed.
bool heads(const Sight& sight, const ui::Node& node, const ui::Node& next) {
    if (node.interactive || node.name == next.name) return false;  // It goes on there.
    // Words of the page, not of a card: "complaint_text.text3".
    const auto part = [&](std::string_view name) {
        const std::size_t behind = sight.tree.page.size() + name.size();
        return node.id.size() > behind &&
               node.id.substr(sight.tree.page.size()).starts_with(name) && node.id[behind] >= '0' &&
               node.id[behind] <= '9';
    };
    return node.role == ui::Role::Heading || ((part(".text") || part(".note")) && next.interactive);
}

/// Whether two pieces that belong together have room on one leaf: between the top of what leaves
/// show and the keys that turn them.
bool have_room(const Sight& sight, const ui::Node& one, const ui::Node& two, float top) {
    float bottom = static_cast<float>(sight.screen.height_px);
    for (const ui::Node& node : sight.tree.nodes) {
        const bool below = node.id.starts_with("leaf.") || node.id.starts_with("keyboard") ||
                           node.id == "shell.zh";
        if (below) bottom = std::min(bottom, node.rect.y);
    }
    const float gap = sight.mm(5);
    return one.rect.h + two.rect.h + gap <= bottom - gap - top;
}

/// Nothing that says what follows it ends a leaf before that, where both have room on one: a leaf
/// of nothing but words begins with the first of them, and what follows found no room behind.
void keep(const Sight& leaf, const Sight& after, Findings& found) {
    for (const bool start_lane : {false, true}) {
        const auto here = content_of(leaf, after, start_lane);
        const auto there = content_of(after, leaf, start_lane);
        if (here.empty() || there.empty()) continue;
        found.look("keep");
        const ui::Node& last = *here.back();
        if (!heads(leaf, last, *there.front())) continue;
        const bool all = std::ranges::all_of(here, [](auto* node) {
            return !node->interactive &&
                   (node->role == ui::Role::Heading || node->role == ui::Role::Text ||
                    node->role == ui::Role::Status);
        });
        if (all && here.front()->rect.y < leaf.mm(kTopMm)) continue;
        const float top = std::min(here.front()->rect.y, there.front()->rect.y);
        if (!have_room(leaf, last, *there.front(), top)) continue;
        found.fault("keep", leaf, last.name + " | " + there.front()->name);
    }
}

}  // namespace

void judge_leaves(const std::vector<Sight>& leaves, Findings& found) {
    for (std::size_t i = 1; i < leaves.size(); ++i) keep(leaves[i - 1], leaves[i], found);
}

void judge_seeing(const Sight& sight, Findings& found) {
    v1(sight, found);
    v2(sight, found);
    s18(sight, found);
    v4(sight, found);
    v5(sight, found);
    v8(sight, found);
    v10(sight, found);
    v13(sight, found);
    v14(sight, found);
    keys(sight, found);
    order(sight, found);
}

}  // namespace sunbooth::app::screens::tests

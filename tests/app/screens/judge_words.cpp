// SPDX-License-Identifier: Apache-2.0
// The rows C of kiosk-ux 1.6 that the tree tells.
#include "app/screens/words.h"
#include "tests/app/screens/audit.h"
#include "tests/app/screens/demo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sunbooth::app::screens::tests {
namespace {

constexpr float kSlackPx = 1.5F;

bool is_nobodys(const Sight& sight) {
    return sight.page == flow::Page::Attract || sight.page == flow::Page::OutOfOrder ||
           sight.page == flow::Page::Closed;
}

const ui::Node* node_of(const Sight& sight, std::string_view id) {
    return sight.tree.find(id);
}

std::vector<char32_t> points_of(std::string_view utf8) {
    std::vector<char32_t> points;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const int tail = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        char32_t point = tail == 0 ? lead : lead & (0x3fU >> tail);
        for (int k = 1; k <= tail && i + static_cast<std::size_t>(k) < utf8.size(); ++k) {
            point = point << 6U |
                    (static_cast<unsigned char>(utf8[i + static_cast<std::size_t>(k)]) & 0x3fU);
        }
        points.push_back(point);
        i += static_cast<std::size_t>(tail) + 1;
    }
    return points;
}

bool has_han(std::string_view words) {
    return std::ranges::any_of(points_of(words),
                               [](char32_t c) { return c >= 0x4e00 && c <= 0x9fff; });
}
bool has_arabic(std::string_view words) {
    return std::ranges::any_of(points_of(words),
                               [](char32_t c) { return c >= 0x600 && c <= 0x6ff; });
}

/// Words in their own script on every page: the names of languages, the invitation, keys.
bool speaks_for_itself(const Sight& sight, const ui::Node& node) {
    return node.id == "shell.zh" || node.id == "shell.en" || node.id == "shell.ug" ||
           node.role == ui::Role::Key || is_nobodys(sight) || node.is_private;
}

/// One question a page; at most seven answers to choose from at once, chips eight (2.3, B4), in
/// Simple four.
void c1(const Sight& sight, Findings& found) {
    if (is_nobodys(sight) || sight.has_dialog()) return;
    found.look("C1");
    const auto headings = std::ranges::count_if(sight.tree.nodes, [&](const ui::Node& node) {
        return node.id == sight.tree.page + ".heading";
    });
    // On a small glass the field stands beside its keys first; its label asks the same (C7).
    const bool label = headings == 0 && node_of(sight, "leaf.after") != nullptr &&
                       std::ranges::any_of(sight.tree.nodes, [](const ui::Node& node) {
                           return node.role == ui::Role::Field && !node.name.empty();
                       });
    if (sight.leaf == 0 && headings != 1 && !label) {
        found.fault("C1", sight, std::to_string(headings) + " headings");
    }
    const bool chips =
        sight.page == flow::Page::ComplaintText || sight.page == flow::Page::RatingReason ||
        sight.page == flow::Page::RatingComment || sight.page == flow::Page::IssueText;
    const auto choices = std::ranges::count_if(
        sight.tree.nodes, [](const ui::Node& node) { return node.role == ui::Role::Choice; });
    const int most = sight.modes.simple ? 4 : chips ? 8 : 7;
    if (choices > most) found.fault("C1", sight, std::to_string(choices) + " choices");
}

/// The summary at the top and the words beside the field are the same, and say how to mend it.
void c3(const Sight& sight, Findings& found) {
    if (sight.leaf > 0 || sight.has_dialog()) return;
    const ui::Node* top = node_of(sight, "shell.error");
    for (const ui::Node& node : sight.tree.nodes) {
        if (!node.id.ends_with(".field.error")) continue;
        found.look("C3");
        const bool further = sight.tree.find("leaf.after") != nullptr;
        if (top == nullptr && !sight.modes.reach && !further) {
            found.fault("C3", sight, "the field is wrong, and the page does not say so");
        }
        if (top != nullptr && top->name != node.name) {
            found.fault("C3", sight, "two words for one fault");
        }
        // Of what the visitor is to mend the top says how much, to the eye and to the ear.
        const ui::Node* count = node_of(sight, "shell.error.count");
        if (top == nullptr || !sight.name.ends_with("-error")) continue;
        if (count == nullptr || !top->speech.starts_with(count->name)) {
            found.fault("C3", sight, "the faults are not counted");
        }
    }
}

/// What the strip holds, in its order (kiosk-ux 2.2).
constexpr std::array<std::string_view, 7> kStrip = {
    "shell.zh", "shell.en", "shell.ug", "shell.modes", "shell.help", "shell.call", "shell.exit"};

/// Where nobody works, or nothing does, there is nobody to be called and no visit to be ended; what
/// is being saved cannot be called back.
bool stays_empty(const Sight& sight, std::string_view id) {
    const bool nobodys = sight.page == flow::Page::OutOfOrder || sight.page == flow::Page::Closed;
    if (id == "shell.exit") return nobodys || sight.page == flow::Page::Busy;
    return nobodys && (id == "shell.help" || id == "shell.call");
}

/// Seven keys stand in one order and one place on every page of one visitor.
void c6(const Sight& sight, Findings& found) {
    if (sight.page == flow::Page::Attract || sight.has_dialog()) return;
    static std::map<std::string, text::Box> known;
    const ui::Node* former = nullptr;
    for (const std::string_view id : kStrip) {
        found.look("C6");
        const ui::Node* node = node_of(sight, id);
        if (node == nullptr || !node->interactive) {
            if (!stays_empty(sight, id)) {
                found.fault("C6", sight, std::string(id) + " is not there");
            }
            continue;
        }
        if (former != nullptr && former > node) {
            found.fault("C6", sight, std::string(id) + " comes before " + former->id);
        }
        former = node;
        // Where it stands depends on panel, direction and hands; not on size, colour or page.
        const bool mirrored = sight.language == domain::Language::Ug;
        const std::string place = std::string(id) + (mirrored ? " mirrored " : " ") +
                                  std::to_string(sight.screen.width_px) + " " +
                                  std::to_string(sight.screen.diagonal_in) +
                                  (sight.modes.steady ? " steady" : "");
        const auto [first, fresh] = known.try_emplace(place, node->rect);
        const text::Box& at = first->second;
        if (!fresh &&
            (std::abs(at.x - node->rect.x) > kSlackPx || std::abs(at.y - node->rect.y) > kSlackPx ||
             std::abs(at.w - node->rect.w) > kSlackPx ||
             std::abs(at.h - node->rect.h) > kSlackPx)) {
            found.fault("C6", sight, std::string(id) + " has moved");
        }
    }
}

/// A field keeps its label, and whoever begins to write sees the field.
void c7(const Sight& sight, Findings& found) {
    const auto is = [&](ui::Role role) {
        return std::ranges::any_of(sight.tree.nodes,
                                   [role](const ui::Node& node) { return node.role == role; });
    };
    if (sight.leaf == 0 && is(ui::Role::Key) && !is(ui::Role::Field)) {
        found.fault("C7", sight, "keys, and nothing that they write in");
    }
    for (const ui::Node& node : sight.tree.nodes) {
        if (node.role != ui::Role::Field) continue;
        found.look("C7");
        if (node.name.empty()) found.fault("C7", sight, node.id + " has no label");
    }
}

/// The three languages, each in its own script, can be pressed on every page.
void c8(const Sight& sight, Findings& found) {
    if (sight.page == flow::Page::OutOfOrder || sight.has_dialog()) return;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKeys = {
        {{"shell.zh", "中文"}, {"shell.en", "English"}, {"shell.ug", "ئۇيغۇرچە"}}};
    for (const auto& [id, name] : kKeys) {
        found.look("C8");
        const ui::Node* node = node_of(sight, id);
        if (node == nullptr || !node->interactive || node->name != name) {
            found.fault("C8", sight, std::string(id) + " cannot be chosen");
        }
    }
}

/// A word of three small Latin letters or more: on a page in another script, English that was left.
bool has_english(std::string_view words) {
    int run = 0;
    for (const char c : words) {
        run = c >= 'a' && c <= 'z' ? run + 1 : 0;
        if (run >= 3) return true;
    }
    return false;
}

/// No key of the catalogue, and no word of another language, ever reaches the glass.
void scripts(const Sight& sight, Findings& found) {
    for (const ui::Node& node : sight.tree.nodes) {
        found.look("words");
        const std::string& name = node.name;
        const bool letters = std::ranges::all_of(
            name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; });
        if (letters && node.role != ui::Role::Key && name.find('.') != std::string::npos) {
            found.fault("words", sight, node.id + " shows " + name);
        }
        if (name.find('{') != std::string::npos) {
            found.fault("words", sight, node.id + " has a hole: " + name);
        }
        if (node.interactive && name.empty()) found.fault("words", sight, node.id + " has no name");
        if (speaks_for_itself(sight, node)) continue;
        const bool zh = sight.language == domain::Language::Zh;
        const bool ug = sight.language == domain::Language::Ug;
        // A masked name of a person is written as the department wrote it.
        const bool person = name.find('*') != std::string::npos;
        if (!zh && !person && has_han(name)) {
            found.fault("words", sight, node.id + " is Chinese: " + name);
        }
        if (!ug && has_arabic(name)) found.fault("words", sight, node.id + " is Uyghur: " + name);
        if ((zh || ug) && has_english(name)) {
            found.fault("words", sight, node.id + " is English: " + name);
        }
    }
}

/// Signs always stand with words: what can be pressed says what it does in letters.
void c11(const Sight& sight, Findings& found) {
    for (const ui::Node* node : sight.targets()) {
        if (node->role == ui::Role::Key || node->role == ui::Role::Pad) continue;
        found.look("C11");
        const bool spoken = std::ranges::any_of(points_of(node->name), [](char32_t c) {
            return c > 0x7f || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        });
        if (!spoken) found.fault("C11", sight, node->id + " is a sign without a word");
    }
}

/// Where a person helps is named on start, error and receipt pages.
void c12(const Sight& sight, Findings& found) {
    const bool wrong = node_of(sight, "shell.error") != nullptr;
    const bool asked = sight.page == flow::Page::Attract || sight.page == flow::Page::Home ||
                       sight.page == flow::Page::Receipt || wrong;
    if (!asked || sight.has_dialog() || sight.leaf > 0) return;
    found.look("C12");
    const std::string phone = phone_text(demo_hall()->help_phone);
    const std::string& window = demo_hall()->help_window;
    const bool here = std::ranges::any_of(sight.tree.nodes, [&](const ui::Node& node) {
        return node.name.find(phone) != std::string::npos ||
               (has_han(node.name) && node.name.find(window) != std::string::npos &&
                node.name.find("窗口") != std::string::npos) ||
               (node.name.find("كۆزنەك") != std::string::npos &&
                node.name.find(window) != std::string::npos) ||
               (node.name.find("indow") != std::string::npos &&
                node.name.find(window) != std::string::npos);
    });
    // On the first leaf, or on one that follows.
    if (!here && sight.tree.find("leaf.after") == nullptr) {
        found.fault("C12", sight, "nobody is named who helps");
    }
}

/// A way out in at most two presses: the end, home, or what the page waits for can be stopped.
void way_out(const Sight& sight, Findings& found) {
    if (is_nobodys(sight)) return;
    found.look("out");
    constexpr std::array<std::string_view, 8> kOut = {"shell.exit",  "shell.home", "receipt.done",
                                                      "idle.end",    "leave.end",  "busy.cancel",
                                                      "modes.close", "shell.back"};
    const bool out = std::ranges::any_of(kOut, [&](std::string_view id) {
        const ui::Node* node = node_of(sight, id);
        return node != nullptr && node->interactive;
    });
    const bool dialog = sight.has_dialog();  // Its safe answer leads back to such a page.
    // What is being saved cannot be called back; the clock gives it up.
    if (!out && !dialog && sight.page != flow::Page::Busy) {
        found.fault("out", sight, "there is no way out");
    }
}

}  // namespace

void judge_words(const Sight& sight, Findings& found) {
    c1(sight, found);
    c3(sight, found);
    c6(sight, found);
    c7(sight, found);
    c8(sight, found);
    scripts(sight, found);
    c11(sight, found);
    c12(sight, found);
    way_out(sight, found);
}

}  // namespace sunbooth::app::screens::tests

// SPDX-License-Identifier: Apache-2.0
#include "tests/app/screens/sight.h"

#include "app/screens/draw.h"
#include "app/screens/modes.h"
#include "tests/app/screens/demo.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sunbooth::app::screens::tests {
namespace {

/// Glyphs on the longest line: those whose pens stand at one height.
int longest_line(const text::Layout& layout) {
    std::map<int, int> lines;
    for (const text::PlacedGlyph& glyph : layout.glyphs()) {
        ++lines[static_cast<int>(std::lround(glyph.y))];
    }
    int most = 0;
    for (const auto& [y, count] : lines) most = std::max(most, count);
    return most;
}

}  // namespace

double luminance_of(ui::Colour colour) {
    const auto part = [colour](unsigned shift) {
        const double value = static_cast<double>(colour >> shift & 0xFFU) / 255;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
}

double contrast_of(ui::Colour one, ui::Colour other) {
    const double a = luminance_of(one);
    const double b = luminance_of(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

void Recorder::begin(ui::Colour ground) {
    texts.clear();
    lines.clear();
    patches_.clear();
    ground_ = ground;
}

void Recorder::text(const text::Layout& layout, text::Point at, ui::Colour colour) {
    if (layout.glyphs().empty()) return;
    Text one;
    one.layout = &layout;
    one.at = at;
    one.clipped = clips_ > 0;
    one.em_px = layout.em_px();
    one.lines = layout.line_count();
    one.line_em = layout.height() / static_cast<float>(std::max(1, one.lines)) / one.em_px;
    one.missing = layout.missing_glyphs();
    one.longest = longest_line(layout);
    one.glyph = layout.glyphs()[0].glyph;
    const text::Box ink = layout.ink();
    one.ink = {at.x + ink.x, at.y + ink.y, ink.w, ink.h};
    // The middle of its ink, near its ends, its head and its foot.
    for (const auto& [x, y] : {std::pair{0.5F, 0.5F}, std::pair{0.1F, 0.5F}, std::pair{0.9F, 0.5F},
                               std::pair{0.5F, 0.1F}, std::pair{0.5F, 0.9F}}) {
        const ui::Colour ground = under({one.ink.x + x * one.ink.w, one.ink.y + y * one.ink.h});
        one.contrast = std::min(one.contrast, contrast_of(colour, ground));
    }
    texts.push_back(one);
}

void Recorder::outline(const text::Box& box, float, ui::Colour colour, float width) {
    for (const auto name :
         {ui::PaletteName::Light, ui::PaletteName::Dark, ui::PaletteName::HighContrastDark,
          ui::PaletteName::HighContrastLight}) {
        if (colour == ui::palette(name).surface2) return;
    }
    if (clips_ == 0) lines.push_back({box, width, colour, painted()});
}

void Recorder::fill(const text::Box& box, float radius, ui::Colour colour, float alpha) {
    lay({box, radius * 2 >= std::min(box.w, box.h) - 1 && box.w == box.h, colour, alpha});
    const bool scrim = alpha < 1 && box.w >= width_px && box.h >= height_px;
    if (!scrim) return;
    texts.clear();
    lines.clear();
}

void Recorder::disc(text::Point centre, float radius, ui::Colour colour) {
    lay({{centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, true, colour, 1});
}

void Recorder::clip(const text::Box& box) {
    ++clips_;
    window_ = box;
}

void Recorder::lay(Patch patch) {
    if (clips_ > 0 && patch.round) patch.window = window_;
    if (clips_ > 0 && !patch.round) {
        const float right = std::min(patch.box.x + patch.box.w, window_.x + window_.w);
        const float low = std::min(patch.box.y + patch.box.h, window_.y + window_.h);
        patch.box.x = std::max(patch.box.x, window_.x);
        patch.box.y = std::max(patch.box.y, window_.y);
        patch.box.w = right - patch.box.x;
        patch.box.h = low - patch.box.y;
    }
    patches_.push_back(patch);
}

ui::Colour Recorder::under(text::Point at) const {
    const auto holds = [at](const Patch& patch) {
        const text::Box& box = patch.box;
        if (!patch.round) {
            return at.x >= box.x && at.y >= box.y && at.x < box.x + box.w && at.y < box.y + box.h;
        }
        if (patch.window && (at.y < patch.window->y || at.y >= patch.window->y + patch.window->h)) {
            return false;
        }
        const float x = at.x - box.x - box.w / 2;
        const float y = at.y - box.y - box.h / 2;
        return x * x + y * y <= box.w * box.w / 4;
    };
    ui::Colour found = ground_;
    auto from = patches_.begin();
    for (auto patch = patches_.end(); patch != patches_.begin();) {
        --patch;
        if (patch->alpha < 1 || !holds(*patch)) continue;
        found = patch->colour;
        from = patch;
        break;
    }
    for (auto patch = from; patch != patches_.end(); ++patch) {
        if (patch->alpha >= 1 || !holds(*patch)) continue;
        ui::Colour mixed = 0;
        for (const unsigned shift : {16U, 8U, 0U}) {
            const auto part = [shift](ui::Colour colour) {
                return static_cast<float>(colour >> shift & 0xFFU);
            };
            const float value =
                part(found) * (1 - patch->alpha) + part(patch->colour) * patch->alpha;
            mixed |= static_cast<ui::Colour>(std::lround(value)) << shift;
        }
        found = mixed;
    }
    return found;
}

namespace {

/// The least over the four sides, each at its middle and 3 px away (kiosk-ux 4, layer 5).
Outline judged(const Recorder& painter, const Recorder::Line& line) {
    constexpr float kAway = 3;
    constexpr std::array<text::Point, 4> kSides = {{{-1, 0}, {0, -1}, {1, 0}, {0, 1}}};
    Outline found;
    found.box = line.box;
    const text::Point middle{line.box.x + line.box.w / 2, line.box.y + line.box.h / 2};
    for (const text::Point& side : kSides) {
        const auto at = [&](float out) {
            return text::Point{middle.x + side.x * (line.box.w / 2 + out),
                               middle.y + side.y * (line.box.h / 2 + out)};
        };
        const text::Point outer = at(kAway);
        if (outer.x < 0 || outer.y < 0 || outer.x >= painter.width_px ||
            outer.y >= painter.height_px) {
            continue;
        }
        const ui::Colour outside = painter.under(outer);
        const ui::Colour inside = painter.under(at(-line.width - kAway));
        found.outside = std::min(found.outside, contrast_of(line.colour, outside));
        found.inside = std::min(found.inside, contrast_of(line.colour, inside));
        found.filled = std::min(found.filled, contrast_of(outside, inside));
    }
    return found;
}

}  // namespace

bool Sight::is_ground(const ui::Node& node) const {
    return node.role == ui::Role::Dialog || node.role == ui::Role::Group ||
           (node.rect.w >= static_cast<float>(screen.width_px) &&
            node.rect.h >= static_cast<float>(screen.height_px));
}

bool Sight::has_dialog() const {
    return std::ranges::any_of(tree.nodes,
                               [](const ui::Node& node) { return node.role == ui::Role::Dialog; });
}

std::vector<const ui::Node*> Sight::targets() const {
    std::vector<const ui::Node*> found;
    for (const ui::Node& node : tree.nodes) {
        if (node.interactive && !is_ground(node)) found.push_back(&node);
    }
    return found;
}

std::string Sight::where() const {
    constexpr std::array kSizes = {"standard", "large", "largest"};
    std::string text = name + " " + domain::tag_of(language) + " " +
                       std::to_string(screen.width_px) + "x" + std::to_string(screen.height_px) +
                       " " + std::to_string(screen.diagonal_in).substr(0, 4) + "in " +
                       kSizes.at(static_cast<std::size_t>(modes.text)) + " theme " +
                       std::to_string(static_cast<int>(modes.theme));
    if (modes.reach) text += " reach";
    if (modes.steady) text += " steady";
    if (modes.simple) text += " simple";
    if (captioned) text += " caption";
    if (leaf > 0) text += " leaf " + std::to_string(leaf);
    return text;
}

text::FontLibrary& all_fonts() {
    static const std::unique_ptr<text::FontLibrary> library = [] {
        auto opened = text::FontLibrary::open();
        REQUIRE_MESSAGE(opened.ok(), opened.error().line());
        return std::move(opened).value();
    }();
    return *library;
}

Terminal::Terminal(const ui::Screen& panel)
    : screen(panel), shaper(all_fonts()), ui(ui::make_touch_ui(shaper, screen)) {
    painter.width_px = static_cast<float>(screen.width_px);
    painter.height_px = static_cast<float>(screen.height_px);
}

void Terminal::say(std::optional<std::string> words) {
    captioned_ = words.has_value();
    ui->set_caption(std::move(words));
}

std::optional<flow::Intent> Terminal::draw(const flow::State& state, domain::Language language) {
    ui->set_look(look_of(state.visit.modes));
    painter.begin(ui->background());
    ui->frame(painter, language);
    return screens::draw(state, words_of(language), *ui);
}

Sight Terminal::sight(const flow::State& state, domain::Language language) const {
    Sight seen;
    seen.language = language;
    seen.modes = state.visit.modes;
    seen.screen = screen;
    seen.page = flow::page_of(state);
    seen.warned = state.visit.warned.has_value();
    seen.captioned = captioned_;
    seen.tree = ui->tree();
    seen.texts = painter.texts;
    for (const Recorder::Line& line : painter.lines) {
        seen.outlines.push_back(judged(painter, line));
    }
    return seen;
}

std::vector<Sight> Terminal::leaves(const flow::State& state, domain::Language language) {
    constexpr int kLeavesMax = 40;
    std::vector<Sight> all;
    draw(state, language);
    while (ui->inject_press("leaf.before")) draw(state, language);
    for (int leaf = 0; leaf < kLeavesMax; ++leaf) {
        all.push_back(sight(state, language));
        all.back().leaf = leaf;
        if (!ui->inject_press("leaf.after")) return all;
        draw(state, language);
    }
    FAIL("the leaves have no end");
    return all;
}

}  // namespace sunbooth::app::screens::tests

// SPDX-License-Identifier: Apache-2.0
#include "tests/app/screens/sight.h"

#include "app/screens/draw.h"
#include "app/screens/modes.h"
#include "tests/app/screens/demo.h"

#include <algorithm>
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

void Recorder::text(const text::Layout& layout, text::Point at, ui::Colour) {
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
    const text::Box ink = layout.ink();
    one.ink = {at.x + ink.x, at.y + ink.y, ink.w, ink.h};
    texts.push_back(one);
}

void Recorder::outline(const text::Box& box, float, ui::Colour colour, float width) {
    for (const auto name :
         {ui::PaletteName::Light, ui::PaletteName::Dark, ui::PaletteName::HighContrastDark,
          ui::PaletteName::HighContrastLight}) {
        if (colour == ui::palette(name).surface2) return;
    }
    if (clips_ == 0) lines.push_back({box, width});
}

void Recorder::fill(const text::Box& box, float, ui::Colour, float alpha) {
    const bool scrim = alpha < 1 && box.w >= width_px && box.h >= height_px;
    if (!scrim) return;
    texts.clear();
    lines.clear();
}

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
    painter.texts.clear();
    painter.lines.clear();
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

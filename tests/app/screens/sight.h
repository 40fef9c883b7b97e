// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/intents.h"
#include "app/flow/state.h"
#include "app/screens/samples.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "app/ui/touch_ui.h"

#include <map>
#include <string>
#include <vector>

namespace sunbooth::app::screens::tests {

/// Paints nothing, but remembers every text: what was set, where, and in which colour.
class Recorder final : public ui::NullPainter {
public:
    struct Text {
        const text::Layout* layout = nullptr;
        text::Point at;
        bool clipped = false;  ///< Inside a field or a leaf that shows only a part of it.
        float em_px = 0, line_em = 0;
        int lines = 0, missing = 0;
        int longest = 0;  ///< Glyphs on its longest line.
        text::Box ink;    ///< On the glass.
    };
    void text(const text::Layout& layout, text::Point at, ui::Colour) override;
    void fill(const text::Box& box, float radius, ui::Colour colour, float alpha) override;
    /// Outlines; those in the soft colour of cards are decoration and not kept, nor those that a
    /// window cuts.
    struct Line {
        text::Box box;
        float width = 0;
    };
    void outline(const text::Box& box, float radius, ui::Colour colour, float width) override;
    void clip(const text::Box&) override { ++clips_; }
    void unclip() override { --clips_; }

    std::vector<Text> texts;  ///< Of what lies on top: a scrim puts all before it aside.
    std::vector<Line> lines;
    float width_px = 0, height_px = 0;

private:
    int clips_ = 0;
};

/// One leaf of one page as one visitor sees it.
struct Sight {
    std::string name;  ///< Of the sample.
    domain::Language language = domain::Language::Zh;
    flow::Modes modes;
    ui::Screen screen;
    int leaf = 0;
    flow::Page page = flow::Page::Attract;
    bool warned = false;
    bool captioned = false;  ///< What is being said is shown as well (kiosk-ux S18).
    ui::Tree tree;
    std::vector<Recorder::Text> texts;

    float mm(float millimetres) const { return screen.px(millimetres); }
    /// Under everything and as large as the glass: "touch anywhere", the scrim of a dialog.
    bool is_ground(const ui::Node& node) const;
    bool has_dialog() const;
    /// What can be pressed, without the ground.
    std::vector<const ui::Node*> targets() const;
    /// "complaint_topic zh-CN 1080x1920 27in largest reach leaf 1"
    std::string where() const;
};

/// Fonts, shaper and widgets of one terminal, without a renderer.
class Terminal {
public:
    explicit Terminal(const ui::Screen& panel);

    /// From the next page on; nothing: nobody speaks.
    void say(std::optional<std::string> words);
    /// Draws the page of a state. @return what its visitor asked for.
    std::optional<flow::Intent> draw(const flow::State& state, domain::Language language);
    /// The page as it was drawn last.
    Sight sight(const flow::State& state, domain::Language language) const;
    /// Every leaf of the page, as often as "next page" can be pressed.
    std::vector<Sight> leaves(const flow::State& state, domain::Language language);

    ui::Screen screen;
    text::Shaper shaper;
    std::unique_ptr<ui::TouchUi> ui;
    Recorder painter;

private:
    bool captioned_ = false;
};

/// The real fonts, opened once for the whole binary.
text::FontLibrary& all_fonts();

}  // namespace sunbooth::app::screens::tests

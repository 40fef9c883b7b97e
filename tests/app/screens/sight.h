// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/intents.h"
#include "app/flow/state.h"
#include "app/screens/samples.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "app/ui/touch_ui.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::app::screens::tests {

/// WCAG 2.2: relative luminance of a colour, and how two of them stand out from each other.
double luminance_of(ui::Colour colour);
double contrast_of(ui::Colour one, ui::Colour other);

/// Paints nothing, but remembers every text: what was set, where, in which colour and on which.
class Recorder final : public ui::NullPainter {
public:
    struct Text {
        const text::Layout* layout = nullptr;
        text::Point at;
        bool clipped = false;  ///< Inside a field or a leaf that shows only a part of it.
        float em_px = 0, line_em = 0;
        int lines = 0, missing = 0;
        int longest = 0;          ///< Glyphs on its longest line.
        std::uint32_t glyph = 0;  ///< The first of them.
        text::Box ink;            ///< On the glass.
        /// The least by which it stands out from what lies under it, at five places of it.
        double contrast = 21;
        bool is_sign() const { return line_em < 1.05F; }  ///< Of the icons' face, set without air.
    };
    void text(const text::Layout& layout, text::Point at, ui::Colour) override;
    void fill(const text::Box& box, float radius, ui::Colour colour, float alpha) override;
    void disc(text::Point centre, float radius, ui::Colour colour) override;
    /// Outlines; those in the soft colour of cards are decoration and not kept, nor those that a
    /// window cuts.
    struct Line {
        text::Box box;
        float width = 0;
        ui::Colour colour = 0;
        std::size_t after = 0;  ///< How many grounds and texts were painted before it.
    };
    void outline(const text::Box& box, float radius, ui::Colour colour, float width) override;
    void clip(const text::Box& box) override;
    void unclip() override { --clips_; }
    /// What the eye finds at a place, but for words and lines.
    ui::Colour under(text::Point at) const;
    /// A new page, on the glass as it is cleared.
    void begin(ui::Colour ground);
    std::size_t painted() const { return patches_.size() + texts.size(); }

    std::vector<Text> texts;  ///< Of what lies on top: a scrim puts all before it aside.
    std::vector<Line> lines;
    float width_px = 0, height_px = 0;

private:
    struct Patch {
        text::Box box;
        bool round = false;
        ui::Colour colour = 0;
        float alpha = 1;
        std::optional<text::Box> window = {};  ///< What a leaf shows of something round.
    };
    void lay(Patch patch);

    int clips_ = 0;
    text::Box window_;  ///< While something is cut.
    ui::Colour ground_ = 0;
    std::vector<Patch> patches_;
};

/// How an outline stands out from what is outside of it and from what it holds, and these from each
/// other: the least of its sides that are on the glass.
struct Outline {
    text::Box box;
    double outside = 21, inside = 21, filled = 21;
    /// What is filled in a colour that stands out needs no line of its own.
    bool is_seen() const { return outside >= 3 && (inside >= 3 || filled >= 3); }
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
    std::vector<Outline> outlines;

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

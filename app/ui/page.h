// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/touch_ui.h"

#include <functional>
#include <map>

namespace sunbooth::app::ui {

/// The widget layer itself. A page is recorded as blocks: each knows its height when it is recorded
/// and paints itself when end() has found its place. Positions are those of a left-to-right page;
/// only the last step before painting mirrors them (kiosk-ux C9: x' = W − x).
///
/// The members are spread over files by theme: page.cpp (frame, press, layout), texts.cpp,
/// cards.cpp, controls.cpp, field.cpp, keyboard.cpp, bars.cpp (shell, dialog, attract).
class PageUi final : public TouchUi {
public:
    PageUi(text::Shaper& shaper, const Screen& screen);

    domain::Language language() const override { return language_; }
    const Screen& screen() const override { return screen_; }
    void set_palette(PaletteName name) override { colours_ = &palette(name); }
    void set_screen(const Screen& screen) override;
    bool touch(const input::TouchEvent& event) override;
    bool take_tapped() override;
    void tick(Instant now) override { taps_.tick(now); }
    void frame(Painter& painter, domain::Language language) override;
    const Tree& tree() const override { return shown_; }
    Colour background() const override { return colours_->bg; }
    void wipe() override;

    void begin(std::string_view page, const Shell& shell) override;
    void end() override;
    void heading(std::string_view text, std::string_view icon, Tone tone) override;
    void subheading(std::string_view text) override;
    void lead(std::string_view text) override;
    void body(std::string_view text) override;
    void note(std::string_view icon, std::string_view text) override;
    void banner(std::string_view id, Tone tone, std::string_view icon,
                std::string_view text) override;
    void board(std::string_view id, std::string_view title, std::string_view aside,
               std::span<const Figure> figures) override;
    void facts(std::string_view id, std::string_view title, std::span<const Fact> facts) override;
    void progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                  std::string_view aside, std::string_view title,
                  std::span<const Step> steps) override;
    void receipt(std::string_view id, std::string_view label, std::string_view code,
                 std::string_view hint, std::string_view qr) override;
    void quote(std::string_view id, std::string_view title, std::string_view text) override;
    void bottom() override { group_ = &lower_; }
    bool task_card(std::string_view id, std::string_view icon, std::string_view title,
                   std::string_view hint) override;
    bool choice(std::string_view id, std::string_view icon, std::string_view label,
                std::string_view hint, bool selected) override;
    bool chip(std::string_view id, std::string_view label, bool selected) override;
    bool rating(std::string_view id, int level, std::string_view label) override;
    bool answer(std::string_view id, std::string_view label, std::string_view value,
                std::string_view change, bool is_private) override;
    std::optional<std::size_t> field(std::string_view id, const FieldView& view) override;
    std::optional<KeyPress> keyboard(std::string_view id, Keyboard layout) override;
    bool button(std::string_view id, std::string_view icon, std::string_view label) override;
    int pager(std::string_view id, int page, int pages, std::string_view label) override;
    std::optional<std::string> utilities(std::span<const Action> actions) override;
    std::optional<std::string> actions(std::span<const Action> secondary,
                                       const std::optional<Action>& primary) override;
    std::optional<std::string> dialog(std::string_view id, std::string_view title,
                                      std::string_view body, std::string_view countdown,
                                      const Action& safe, const Action& other) override;
    std::optional<std::string> attract(std::string_view title, std::span<const std::string> lines,
                                       std::span<const Action> languages,
                                       std::span<const Action> tasks,
                                       std::string_view foot) override;

private:
    using Set = std::shared_ptr<const text::Layout>;

    /// How words are set: em in millimetres, and the box they must fit.
    struct Words {
        float em_mm = type::kBody;
        text::Face face = text::Face::Regular;
        text::Align align = text::Align::Start;
        float wrap_px = 0;
        float line = 0;  ///< Of the em; 0: the language's own for reading.
        std::optional<domain::Language> language = std::nullopt;
        bool free_text = false;
    };

    enum class BlockKind { Plain, Grid, Chips };
    /// A recorded block. `paint` gets the box that end() found.
    struct Block {
        float height = 0;
        float gap = 0;  ///< Above it, unless it is the first of its group.
        BlockKind kind = BlockKind::Plain;
        float cursor = 0;  ///< Grids and chips: where the next cell goes.
        std::function<void(const Box&)> paint;
        std::vector<std::function<void(const Box&)>> cells;
    };

    // --- measuring and setting ---
    float mm(float millimetres) const { return screen_.px(millimetres); }
    bool rtl() const { return language_ == domain::Language::Ug; }
    float margin() const;
    Box column() const;  ///< The part of the screen that pages use.
    Set set(std::string_view text, const Words& words) const;
    Set set_icon(std::string_view name, float em_mm) const;

    // --- painting, all in left-to-right positions ---
    Box place(const Box& box) const;
    void put(const Set& words, const Box& box, Colour colour);
    void put_middle(const Set& words, const Box& box, Colour colour);
    void put_icon(std::string_view name, const Box& box, float em_mm, Colour colour);
    void card(const Box& box);
    void fill(const Box& box, float radius_mm, Colour colour);
    void outline(const Box& box, float radius_mm, Colour colour, float width_mm);
    void rule(const Box& box, float y);
    /// Adds a node; `fits` false marks it as clipped.
    Node& node(std::string_view id, Role role, std::string_view name, const Box& box);
    Node& control(std::string_view id, Role role, std::string_view name, const Box& box);
    void check_fit(Node& node, const Set& words, const Box& box) const;
    void face(int level, Point centre, float radius);
    void action_button(const Action& action, const Box& box, bool primary);
    void utility_button(const Action& action, const Box& box);
    /// Icon and words, centred together; the words are made smaller never, wrapped to two lines.
    void label_with_icon(Node& node, const Action& action, const Box& box, float em_mm,
                         Colour colour, bool bold);
    std::string next_passive_id(const char* what);

    // --- blocks ---
    Block& add(float height, float gap_mm, std::function<void(const Box&)> paint);
    void text_block(std::string_view text, Role role, const Words& words, Colour colour,
                    float gap_mm);
    float lay_group(std::vector<Block>& group, float y);
    static float height_of(const std::vector<Block>& group);
    void paint_header();
    void add_header_status(const Box& column);

    // --- presses ---
    bool pressed(std::string_view id) const { return pressed_ && *pressed_ == id; }
    bool held(std::string_view id) const { return held_ == id; }
    std::optional<std::string> pressed_of(std::span<const Action> actions) const;

    // --- keyboards (keyboard.cpp) ---
    struct KeyCap {
        std::string id, label, icon;
        KeyPress press;
        float units = 1;
    };
    using KeyRow = std::vector<KeyCap>;
    std::vector<KeyRow> key_rows(std::string_view id, Keyboard layout) const;
    void paint_keys(const std::vector<KeyRow>& rows, float unit, float height, const Box& box,
                    Keyboard layout);
    void paint_key(const KeyCap& cap, const Box& box, Keyboard layout);

    text::Shaper& shaper_;
    Screen screen_;
    const Palette* colours_ = &palette(PaletteName::Light);
    Painter* painter_ = nullptr;
    domain::Language language_ = domain::Language::Zh;
    input::TapRecogniser taps_;

    Shell shell_;
    std::vector<Block> upper_, lower_;
    std::vector<Block>* group_ = &upper_;
    std::function<void()> strip_, bar_, over_;  ///< Utilities, action bar, dialog.
    std::function<void()> whole_;               ///< Attract: instead of everything else.
    bool has_strip_ = false;
    int passive_ = 0;

    Tree shown_;  ///< What the visitor sees; taps are judged by it.
    Tree recorded_;
    struct FieldPlace {
        Point origin;
        Set words;
    };
    std::map<std::string, FieldPlace, std::less<>> fields_shown_, fields_recorded_;

    std::optional<std::string> pressed_;  ///< For the page that is being recorded.
    std::optional<std::string> waiting_;  ///< Tapped since the last frame.
    Point waiting_at_;
    std::string last_pressed_;
    Instant last_pressed_at_;
    std::string held_;
    bool tapped_ = false;
};

}  // namespace sunbooth::app::ui

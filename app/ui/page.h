// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/receipt/qr.h"
#include "app/ui/blocks.h"
#include "app/ui/focus.h"
#include "app/ui/parts.h"
#include "app/ui/touch_ui.h"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <map>

namespace sunbooth::app::ui {

/// The widget layer itself. A page is recorded as blocks: each knows its height when it is recorded
/// and paints itself when end() has found its place. Positions are those of a left-to-right page;
/// only the last step before painting mirrors them (kiosk-ux C9: x' = W − x).
///
/// The members are spread over files by theme: each names its own below, the rest is page.cpp.
class PageUi final : public TouchUi {
public:
    PageUi(text::Shaper& shaper, const Screen& screen);

    domain::Language language() const override { return language_; }
    const Screen& screen() const override { return screen_; }
    void set_look(const Look& look) override;
    void set_screen(const Screen& screen) override;
    bool touch(const input::TouchEvent& event) override;
    bool key(input::Key key) override;
    bool write(char character, bool by_pad) override;
    bool inject_press(std::string_view id) override;
    bool stand(std::string_view id) override;
    void set_caption(std::optional<std::string> words) override { caption_ = std::move(words); }
    void let_go() override;
    const std::string& focus() const override { return focus_.id(); }
    bool take_tapped() override;
    void tick(Instant now) override;
    void set_motion(bool on) override;
    bool moves() const override;
    bool wants_frame() const override { return !waiting_.empty() || !written_.empty(); }
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
    void helper(std::string_view id, std::string_view title,
                std::span<const GuideLine> lines) override;
    void banner(std::string_view id, Tone tone, std::string_view icon,
                std::string_view text) override;
    void faults(std::string_view id, std::string_view count, std::string_view text) override;
    void board(std::string_view id, std::string_view title, std::string_view aside,
               std::span<const Figure> figures) override;
    void facts(std::string_view id, std::string_view title, std::span<const Fact> facts) override;
    void guide(std::string_view id, std::string_view title,
               std::span<const GuideLine> lines) override;
    void progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                  std::string_view aside, std::string_view title,
                  std::span<const Step> steps) override;
    void receipt(std::string_view id, std::string_view label, std::string_view code,
                 std::string_view hint, std::string_view qr) override;
    void address(std::string_view id, std::string_view title, std::string_view address) override;
    void slip_sketch(std::string_view id, std::string_view label, bool besides) override;
    void quote(std::string_view id, std::string_view title, std::string_view words) override;
    void bottom() override { group_ = &lower_; }
    bool task_card(std::string_view id, std::string_view icon, std::string_view title,
                   std::string_view hint) override;
    bool choice(std::string_view id, std::string_view icon, std::string_view label,
                std::string_view hint, bool selected) override;
    bool row(std::string_view id, std::string_view icon, std::string_view label,
             std::string_view hint) override;
    bool record(std::string_view id, const Record& record) override;
    bool chip(std::string_view id, std::string_view label, bool selected) override;
    bool rating(std::string_view id, int level, std::string_view label) override;
    bool answer(std::string_view id, std::string_view label, std::string_view value,
                std::string_view change, bool is_private) override;
    std::optional<std::size_t> field(std::string_view id, const FieldView& view) override;
    std::optional<KeyPress> panel(std::string_view id, const PanelView& view) override;
    bool button(std::string_view id, std::string_view icon, std::string_view label) override;
    int pager(std::string_view id, int page, int pages, const PagerWords& words) override;
    std::optional<std::string> utilities(std::span<const Action> actions) override;
    std::optional<std::string> actions(std::span<const Action> secondary,
                                       const std::optional<Action>& primary) override;
    std::optional<std::string> dialog(std::string_view id, std::string_view title,
                                      std::string_view body, std::string_view countdown,
                                      const Action& safe, const Action& other) override;
    std::optional<std::string> sheet(std::string_view id, std::string_view title,
                                     std::span<const SheetRow> rows, const Action& close) override;
    std::optional<std::string> attract(const AttractView& view) override;

private:
    using StrokePoints = input::StrokePoints;
    // --- measuring and setting ---
    float mm(float millimetres) const { return screen_.px(millimetres); }
    /// What stands beside words and grows with them.
    float grown_mm(float millimetres) const { return millimetres * look_.text; }
    bool is_large() const { return look_.text > 1; }
    /// The side of what can be pressed: no less than a trembling hand meets (look.h).
    float press_mm(float standard) const {
        return look_.steady ? std::max(kSteadyMm, standard) : standard;
    }
    float bar_height() const;    ///< Of the action bar, with the space round its buttons.
    float bar_pad() const;       ///< That space above them.
    float strip_height() const;  ///< Of the utility strip.
    float strip_top() const;     ///< Without a strip, of the bar.
    Box strip_box() const;
    bool rtl() const { return language_ == domain::Language::Ug; }
    float margin() const;
    Box column() const;  ///< The part of the screen that pages use.
    Box lane_box(Lane lane) const;
    Box content_box(Lane lane) const;
    Lane lane_of(Lane wanted) const;
    float room(Lane lane = Lane::Start) const;
    Set set(std::string_view text, const Words& words) const;
    /// As large as the visitor wants it, or as the place allows: for keys and bars, which cannot
    /// grow.
    Set set_within(std::string_view text, Words words, float height) const;
    Set set_icon(std::string_view name, float em_mm) const;
    /// How wide words for reading may run in a room: 30 Han or 66 letters (kiosk-ux V8).
    float measure(float em_mm, float room_px) const;

    // --- painting, all in left-to-right positions ---
    Box place(const Box& box) const;
    void put(const Set& words, const Box& box, Colour colour);
    void put_middle(const Set& words, const Box& box, Colour colour);
    void put_icon(std::string_view name, const Box& box, float em_mm, Colour colour);
    void card(const Box& box);
    void fill(const Box& box, float radius_mm, Colour colour);
    void outline(const Box& box, float radius_mm, Colour colour, float width_mm);
    void rule(const Box& box, float y);
    Node& node(std::string_view id, Role role, std::string_view name, const Box& box);
    Node& control(std::string_view id, Role role, std::string_view name, const Box& box);
    /// Marks the node as clipped when its words do not fit or are broken; a visitor's own may be.
    void check_fit(Node& made, const Set& words, const Box& box, bool own_words = false) const;
    void paint_task(const Action& task, const std::string& hint, const TaskWords& words,
                    bool beside, const Box& box);
    void face(int level, Point centre, float radius);

    // --- cards and rows (cards, guide, progress, receipt, controls.cpp) ---
    BoardCard set_board(std::string_view title, std::string_view aside,
                        std::span<const Figure> figures, bool tall) const;
    void paint_board(const std::string& id, const std::string& title, const BoardCard& words,
                     const Box& box);
    FactRow set_fact(const Fact& fact, float inner, float label_px, bool tall) const;
    FactCard set_facts(std::string_view title, std::span<const Fact> facts, bool tall) const;
    void paint_facts(const std::string& id, const std::string& title, const FactCard& words,
                     const Box& box);
    void paint_fact(std::string_view id, const FactRow& row, const Box& box);
    void paint_state(const std::string& id, const ProgressWords& words, const StateWords& state,
                     const Box& box);
    ProgressWords set_progress(const StateWords& state, std::span<const Step> steps,
                               bool below) const;
    void set_state(ProgressWords& words, const StateWords& state) const;
    void set_steps(ProgressWords& words, bool below) const;
    void paint_progress(const std::string& id, const ProgressWords& words, const StateWords& state,
                        const Box& box);
    void paint_step(const std::string& id, const ProgressWords& words, std::size_t i, float left,
                    float y);
    Block& notes(std::span<const GuideLine> lines);
    GuideCard set_guide(std::string_view title, std::span<const GuideLine> lines, bool tall) const;
    void paint_guide(const std::string& id, const std::string& title, const GuideCard& words,
                     const Box& box);
    void paint_guide_line(std::string_view id, const GuideWords& line, const GuideCard& card,
                          const Box& box);
    RowWords set_row(std::string_view label, std::string_view hint, float inner, bool tall) const;
    bool list_row(std::string_view id, std::string_view icon, std::string_view label,
                  std::string_view hint, Role role, bool selected);
    void paint_mark(Role role, bool selected, const Box& box);
    RecordWords set_record(const Record& record) const;
    void paint_record(const std::string& id, const Record& record, const RecordWords& words,
                      const Box& box);
    void paint_chip(const Record& record, const RecordWords& words, const Box& box);
    void paint_paper(const Box& box);
    ReceiptCard set_receipt(std::string_view label, std::string_view code, std::string_view hint,
                            std::string_view qr_text, bool tall) const;
    void paint_receipt(const std::string& id, const std::string& code, const std::string& hint,
                       const ReceiptCard& words, const Box& box);
    void paint_qr(const std::string& id, const receipt::Qr& qr, int module_px, const Box& box);
    // --- field (field.cpp) ---
    FieldWords set_field(const FieldView& view, Lane lane) const;
    void settle_field(Block& block, const std::string& id, const FieldWords& words);
    void paint_field(const std::string& id, const FieldWords& field, const Box& box);
    void paint_show(const std::string& id, const FieldWords& field, const Box& frame);
    int first_line(const std::string& id, const FieldWords& field, int room) const;
    void paint_words(const FieldWords& field, const Box& frame, const Box& inside);
    void paint_caret(const FieldWords& field, Point origin);
    void paint_selection(const FieldWords& field, const Box& inside);

    // --- bars (bars.cpp) ---
    void action_button(const Action& action, const Box& box, bool primary);
    /// Icon and words, centred together; words wrap to two lines, never smaller than at scale 1.
    void label_with_icon(Node& made, const Action& action, const Box& box, float em_mm,
                         Colour colour, bool bold);
    static constexpr float kScaleStep = 0.125F;  ///< By which words shrink that must fit.
    static constexpr float kSignShare = 1.1F;    ///< An icon's size to that of its words.
    std::string next_passive_id(const char* what);

    // --- the utility strip (strip.cpp) ---
    void paint_strip(const std::vector<Action>& list);
    void paint_strip_key(const StripKey& key, const StripSize& size);
    StripWords set_on_strip(const StripKey& key, float scale) const;
    float room_for_line(const Action& action) const;
    StripSize strip_size(std::span<const StripKey> keys, float rise) const;

    // --- blocks (layout.cpp) ---
    Block& add(float height, float gap_mm, std::function<void(const Box&)> paint,
               Lane lane = Lane::Start);
    /// The block may be cut between the lines of words that stand `top` px below its edge.
    static void breaks_at_lines(Block& block, float top, const Set& words);
    void text_block(std::string_view text, Role role, const Words& words, Colour colour,
                    float gap_mm, float tall_mm = 0);
    void set_text(Block& block, const std::string& text, Role role, const Words& words,
                  Colour colour);
    /// A banner, with or without a title.
    void notice(std::string_view id, Tone tone, std::string_view icon, std::string_view title,
                std::string_view text);
    /// The question as large as its lane takes it without breaking a word.
    Set roomy_heading(std::string_view text, const Words& how) const;
    void lay_content(float top, float bottom);
    std::vector<Stack> stacks(float top, float bottom);
    // --- lanes of a wide screen (lanes.cpp) ---
    bool has_lanes() const;
    float lane_edge() const;  ///< Between the two grounds, px.
    void paint_lane_ground(float bottom);
    void paint_halo(const Box& lane);
    void settle_lanes(std::vector<Stack>& lanes) const;
    static void settle_choices(const Stack& stack);
    void free_answers(Stack& start, Stack& main) const;
    /// On a wide screen: puts the field under the question when the keys leave it no room.
    void part_field_from_keys(float height);
    /// Takes what cannot be pressed and finds room above out of what must be in reach.
    std::optional<Stack> above_reach(Stack& stack, float reach_top) const;
    /// Where reach ends in this lane: a screen that hangs too high keeps its whole keyboard.
    float reach_line(const Stack& stack) const;
    static float least_leaf(const Stack& stack);
    float room_left(const Stack& stack) const;
    void lay_stack(const Stack& stack);
    float lay_group(const Blocks& group, float y, float squeeze, const Box& area);
    void lay_block(Block& block, const Box& box, const Box& area);

    // --- content that is longer than the glass (leaves.cpp) ---
    static void sort_to_read(Blocks& blocks, bool writing, float room);
    Leaves leaves_of(const Stack& stack) const;
    void cut(Leaves& leaves) const;
    void lay_leaves(std::vector<Stack> lanes);
    void paint_leaf(const Leaves& leaves, int leaf);
    void paint_cut(Block& block, const Box& box, const Box& window);
    void turn_leaf();
    void paint_pager(const PagerLook& pager, const Box& box);
    float pager_height() const;
    void paint_header();
    HeaderWords set_header(float width, float scale) const;
    void paint_status(const HeaderWords& words, const Box& within);
    void paint_bar_ground();
    void paint_staff_edge();
    void paint_bar(const std::vector<Action>& list, const std::optional<Action>& primary);
    void paint_focus();
    float caption_height() const;
    void paint_caption();

    // --- dialog and attract ---
    void paint_dialog(const DialogWords& words);
    void paint_countdown(Point centre, float radius);
    void paint_sheet(const SheetWords& words);
    void paint_sheet_row(const SheetRow& row, const Box& box, float label_height);
    void paint_attract(const AttractView& words);
    void paint_corner(const std::string& words);
    void paint_emblem(Point centre, float radius_mm, Colour ground, Colour sign);
    /// Words across the page, centred; returns where they end.
    float put_centred(std::string_view text, const Words& how, const Box& within, Colour colour,
                      const char* what);
    void paint_invitation(const AttractView& words, const Box& within);
    void paint_attract_task(const Action& task, const Box& box);
    void paint_attract_keys(const std::vector<Action>& keys, const Box& box, bool solid);

    // --- motion (motion.cpp) ---
    void glow(std::string_view id, Instant at);
    void fade_in();
    void paint_veil(float top, float bottom);
    void hold();
    void repeat();

    // --- presses ---
    bool pressed(std::string_view id) const { return pressed_ && pressed_->id == id; }
    const Node* reachable(std::string_view id) const;
    /// The second of two hits in one place, and meanwhile something else has come there.
    bool is_echo(Point at, Instant when) const;
    bool held(std::string_view id) const { return held_ == id || (glows() && glow_ == id); }
    bool glows() const;  ///< What was pressed still looks so (motion.cpp).
    std::optional<std::string> pressed_of(std::span<const Action> actions) const;

    // --- keyboards (keyboard.cpp) ---
    struct KeyMaker;
    Keys keys_of(std::string_view id, const PanelView& view) const;
    /// Large keys where height is dear: on a wide screen, and below the line of reach.
    bool low_keys() const { return look_.steady && (!screen_.portrait() || look_.reach); }
    bool has_squares(const PanelView& view) const;
    Keys standard_keys(std::string_view id, const PanelView& view) const;
    std::optional<Keys> grouped_keys(std::string_view id, const PanelView& view) const;
    void turn_group(std::string_view id, const PanelView& view, bool chosen);
    float height_of(const Keys& keys) const;
    void paint_keys(const Keys& keys, const Box& box);
    void paint_dock(const Box& box);
    std::optional<KeyPress> take_written();
    /// Em and scale of what stands on a key.
    struct CapSize {
        float em_mm = 0, scale = 1;
    };
    /// What it may be. Keys of a kind that stand together are set in one size.
    enum class Lettering { Tab, Candidate, Four, One, Several, Word };
    using CapSizes = std::array<CapSize, 6>;
    static Lettering lettering_of(const KeyCap& cap);
    CapSizes sizes_of(const Keys& keys) const;
    Set set_on_key(const KeyCap& cap, const Box& box, const CapSize& size, bool bold) const;
    void paint_key(const KeyCap& cap, const Box& box, const CapSizes& sizes);
    /// Where a box within `around` is recorded that must not be mirrored: keys, candidates, pad.
    Box upright(const Box& box, const Box& around) const;

    // --- the panel (panel.cpp) ---
    Panel panel_of(std::string_view id, const PanelView& view, std::size_t page) const;
    std::optional<KeyPress> written_for(const PanelView& view);
    Keys tabs_of(const PanelView& view) const;
    std::optional<KeyPress> pressed_key(const Keys& keys) const;
    void paint_panel(const Panel& panel, const Box& box);
    // --- offers.cpp ---
    Offers offers_of(std::string_view id, const PanelView& view, std::size_t page) const;
    std::vector<KeyRow> rows_of(const Offers& offers, std::size_t rows) const;
    bool folds() const;
    float candidate_room() const;
    void fold(Panel& panel);
    float candidate_height() const;
    float candidate_width(std::string_view words, float wide) const;
    KeyCap candidate_of(std::string_view id, const PanelView& view, std::size_t index) const;
    void paint_offers(const Offers& offers, std::size_t rows, const Box& box);
    /// Turns the rows of candidates back; the page's owner only counts them on.
    std::size_t turned_to(std::string_view id, const PanelView& view);
    // --- pad.cpp ---
    bool takes_squares(float wide) const;
    float beside_pad(const PanelView& view, std::size_t columns) const;
    std::optional<KeyPress> stroke_on(const Panel& panel) const;
    void paint_pad(const Panel& panel, const Box& box);
    void paint_ink(const Panel& panel, const Box& at);
    bool touch_pad(const input::TouchEvent& event);

    text::Shaper& shaper_;
    Screen screen_;
    Look look_;
    const Palette* colours_ = &palette(PaletteName::Light);
    Painter* painter_ = nullptr;
    domain::Language language_ = domain::Language::Zh;
    input::TapRecogniser taps_;
    input::Pen pen_;
    std::string pen_page_, pen_id_;  ///< Where the finger that writes came down.
    Shell shell_;
    std::vector<Block> upper_, lower_;
    std::vector<Block>* group_ = &upper_;
    std::function<void()> strip_, bar_, over_;  ///< Utilities, action bar, dialog.
    std::function<void()> whole_;               ///< Attract: instead of everything else.
    bool has_strip_ = false;
    int passive_ = 0, leaf_ = 0;  ///< leaf_: the part of long content that is shown.
    bool wrong_shown_ = false, wrong_recorded_ = false;  ///< The page says that something is wrong.
    Tree shown_;  ///< What the visitor sees; taps are judged by it.
    Tree recorded_;
    std::map<std::string, FieldPlace, std::less<>> fields_shown_, fields_recorded_;
    std::deque<Press> waiting_;
    std::optional<Press> pressed_;  ///< For the page that is being recorded.
    Focus focus_;
    /// What a page offers to somebody who writes on a plugged keyboard.
    struct Desk {
        bool keyboard = false;  ///< There is a field to write in.
        bool prose = false;     ///< Return is a new line.
        std::string field, primary;
    };
    Desk desk_shown_, desk_recorded_;
    std::optional<std::pair<Keyboard, std::size_t>> opened_;  ///< A group of keys (steady.cpp).
    int turned_back_ = 0;                                     ///< Pages of candidates (offers.cpp).
    bool unfolded_ = false;  ///< The tabs were asked for in place of the candidates (panel.cpp).
    SecretText written_;     ///< Waits for its frames, one character each.
    bool just_wrote_ = false, tapped_ = false, repeated_ = false;
    std::string held_, glow_;
    std::optional<std::string> caption_;  ///< What is being said.
    Instant now_, glow_until_;            ///< now_: of the last tick.
    std::optional<Hit> last_hit_;
    int scene_ = 0;  ///< Counts on when a page, language, dialog or setting takes another's place.
    bool motion_ = false;                      ///< Whether anything may move at all.
    std::optional<Instant> came_, repeat_at_;  ///< When the page came; when a held key acts again.
};

}  // namespace sunbooth::app::ui

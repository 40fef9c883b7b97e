// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input/pen.h"
#include "app/ui/geometry.h"
#include "app/ui/theme.h"
#include "app/ui/tree.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::app::ui {

using text::Point;

// The widget layer. A screen calls it once a frame, from top to bottom; each call records a block
// and says whether it was pressed since the last frame. Sizes come from tokens (kiosk-ux 2.8-2.9);
// end() lays the blocks out (headings from the top, what follows bottom() from the bottom, in reach
// of the hand), paints them and fills the semantic tree. A press is found by hit test in the tree
// of the frame that the finger saw.
//
// All texts come translated (a screen asks the catalogue); ids are language-free. UI thread only.

/// "第 1 / 3 页" and what its two buttons say.
struct PagerWords {
    std::string label, before, after;
};

/// What stands in the header and the shell of every page.
struct Shell {
    std::string hall_name;
    std::string status_text;  ///< "网络正常" …
    std::string status_icon;
    std::string clock_text;  ///< "10:24 · 周二"
    std::string step_text;   ///< "第 2 步,共 5 步"; may be empty.
    /// Somebody of the staff is signed in, or signs in: a coloured edge on both sides, to be seen
    /// from afar (kiosk-ux E0). step_text says it in words.
    bool staff_edge = false;
    float countdown_left = 1;  ///< Of a dialog's countdown, 0..1: the part of its ring that stays.
    /// The page only tells something: it is read from afar, so it stands in the optical middle.
    bool message = false;
    /// What the pager says when the content is longer than the glass; page counts from 0.
    std::function<PagerWords(int page, int pages)> pager;
};

/// A line of a card that explains: its sign on a soft tile, its words beside it.
struct GuideLine {
    std::string icon, text;
};
/// A button of the utility strip or the action bar.
struct Action {
    std::string id;
    std::string label;
    std::string icon;         ///< Icon name (icons.h); may be empty.
    bool icon_after = false;  ///< Arrow of "continue" stands after the word.
    bool selected = false;
    domain::Language language = domain::Language::Zh;  ///< A language key is set in its own script.
    bool own_language = false;  ///< True: set in `language` instead of the page's.
};

/// A row of a list of matters: what it is, when it began, and how it stands by sign and word.
struct Record {
    std::string title, sub;   ///< The name, and a line below it.
    std::string sign, state;  ///< Icon and word of the chip (kiosk-ux A3, V7); none: no chip.
    bool is_private = false;  ///< Title and state are one person's: not for the loudspeaker.
};

struct Figure {
    std::string value;
    std::string label;
};
struct Step {
    std::string label;
    std::string icon;
    enum class State { Done, Active, Ahead } state = State::Ahead;
};
struct Fact {
    std::string label;
    std::string value;
    std::string sub;
    bool is_private = false;  ///< About one person: never on the loudspeaker (kiosk-ux S10).
};
enum class Tone { Info, Warn, Success, Danger };

/// Keys of the sheet that say one thing together; a swatch is a key in its own colours.
struct SheetRow {
    std::string label;
    std::vector<Action> keys;
    std::vector<PaletteName> swatches = {};
};
/// The full-screen invitation.
struct AttractView {
    std::string title;
    std::vector<std::string> lines;  ///< Big words, one for each language; empty: not shown.
    std::vector<Action> languages, tasks, helps;
    std::string foot;
    std::string corner = {};  ///< What the mark in the corner is for.
};

/// What a text field shows. The words are a visitor's: the view lives only during the call.
struct FieldView {
    std::string label;  ///< Stays visible above the field.
    std::string hint;   ///< Format, shown before typing.
    std::string_view words;
    std::size_t caret = 0;  ///< Byte, a grapheme border.
    text::Span selection;   ///< Bytes of `words`; empty: none.
    text::Span preedit;     ///< Bytes of `words` that are not chosen yet; empty: none.
    bool focused = false;
    bool numeric = false;  ///< Digits only, left to right, grouped by the caller's `words`.
    bool is_private = false;
    bool masked = false;       ///< Covered characters: `words` holds marks in their place,
    bool shown = false;        ///< unless the visitor uncovered them,
    std::string show = {};     ///< by a key of this name beside them; empty: there is none.
    int groups = 0, full = 0;  ///< Each group of characters that is full gets its tick.
    int lines = 1;             ///< Height in lines; more than one wraps.
    std::string counter;       ///< "还可写 480 字"
    std::string error;         ///< How to mend it; empty when all is well.
};

/// What field() returns when the key that uncovers it was pressed.
inline constexpr std::size_t kShowKey = ~std::size_t{0};

/// What the panel below a field holds.
enum class Keyboard { Hand, Hanzi, Pinyin, Nine, Latin, LatinUpper, Uyghur, Numbers, Digits, Card };

/// Strokes of a finger, in millimetres from the pad's top left. Views live only during the call.
struct InkView {
    std::span<const Point> points;
    std::span<const std::uint32_t> ends;  ///< One past each stroke.
};
struct Tab {
    Keyboard to = Keyboard::Hand;
    std::string id = {}, label = {};
    domain::Language language = domain::Language::Zh;  ///< Each in its own script.
    bool selected = false;
};
/// The panel of keys, candidates and writing pad.
struct PanelView {
    Keyboard layout = Keyboard::Latin;
    std::vector<Tab> tabs = {};                     ///< None: the field has one way to write.
    std::vector<std::string_view> candidates = {};  ///< A visitor's: live only during the call.
    int page = 0;           ///< Of the rows of candidates, counted on for ever.
    bool suggests = false;  ///< They come behind what is written: none of them is meant yet.
    InkView ink = {};
    bool pad_works = true;
    std::string pad_hint = {};  ///< On an empty pad; or why it does not work.
    std::string undo = {}, clear = {}, more = {}, hanzi = {}, hand = {};  ///< Words on keys.
    bool undoes = true, clears = true;  ///< Whether there is anything that the two take back.
    bool locked = false;                ///< Capitals stay until Shift is pressed again.
    std::string candidate = {};         ///< What a candidate is called.
    std::string clear_all = {};         ///< On the key that empties a field of numbers.
    std::string show = {};  ///< As of the field: in Reach the key stands among the others.
    bool shown = false;
    bool takes_x = false;  ///< Whether the X of a card's keypad can be pressed.
};
struct KeyPress {
    enum class Kind {
        Text,
        Backspace,
        Clear,
        Space,
        Newline,
        Left,
        Right,
        Switch,
        Candidate,
        More,
        Stroke,
        Undo,
        Sound,
        Letter,
        Show,
    } kind = Kind::Text;
    std::string text = {};            ///< For Text: what to insert. For Sound and Letter: the key.
    Keyboard to = Keyboard::Latin;    ///< For Switch.
    std::size_t index = 0;            ///< For Candidate.
    input::StrokePoints stroke = {};  ///< For Stroke: millimetres from the pad's top left.
    float pad_mm = 0;                 ///< For Stroke: the side of one square of the pad.
};

class Ui {
public:
    virtual ~Ui() = default;

    virtual domain::Language language() const = 0;
    virtual const Screen& screen() const = 0;

    // --- page ---
    virtual void begin(std::string_view page, const Shell& shell) = 0;
    virtual void end() = 0;

    // --- blocks, in reading order ---
    virtual void heading(std::string_view text, std::string_view icon = {},
                         Tone tone = Tone::Info) = 0;
    virtual void subheading(std::string_view text) = 0;
    virtual void lead(std::string_view text) = 0;
    virtual void body(std::string_view text) = 0;
    /// A line with an icon in front, e.g. where to find human help.
    virtual void note(std::string_view icon, std::string_view text) = 0;
    /// Who helps, a line each: upright and where few words stand a card with its title, else notes.
    virtual void helper(std::string_view id, std::string_view title,
                        std::span<const GuideLine> lines) = 0;
    virtual void banner(std::string_view id, Tone tone, std::string_view icon,
                        std::string_view text) = 0;
    /// What is wrong on the page, at its top: how many faults there are, and how they are mended,
    /// in the words that stand beside the field (kiosk-ux C3). Said in one breath.
    virtual void faults(std::string_view id, std::string_view count, std::string_view text) = 0;
    /// Figures in two columns on a soft card (the sunlight board).
    virtual void board(std::string_view id, std::string_view title, std::string_view aside,
                       std::span<const Figure> figures) = 0;
    /// Rows "label – value" on a card, with rules between.
    virtual void facts(std::string_view id, std::string_view title,
                       std::span<const Fact> facts) = 0;
    /// What to do or to know, a line each, on a card: signs on tiles, words for reading.
    virtual void guide(std::string_view id, std::string_view title,
                       std::span<const GuideLine> lines) = 0;
    /// State chip, title and timeline of a case on a card. State and title are one person's own.
    virtual void progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                          std::string_view aside, std::string_view title,
                          std::span<const Step> steps) = 0;
    /// Receipt code in large digits beside its QR code on white.
    virtual void receipt(std::string_view id, std::string_view label, std::string_view code,
                         std::string_view hint, std::string_view qr) = 0;
    /// Where the same is served elsewhere: an address to be read, and as a QR code on white.
    virtual void address(std::string_view id, std::string_view title, std::string_view address) = 0;
    /// A slip of paper as it looks, drawn, with the place of its number marked, and in words beside
    /// it. Where it is only `besides` it stands only on a page that has the room to spare.
    virtual void slip_sketch(std::string_view id, std::string_view label, bool besides) = 0;
    /// A quotation of the center's reply.
    virtual void quote(std::string_view id, std::string_view title, std::string_view text) = 0;
    /// From here to end(): blocks stand at the bottom of the content, nearest the hand.
    virtual void bottom() = 0;

    /// Cards side by side, two a row; consecutive calls fill the grid.
    virtual bool task_card(std::string_view id, std::string_view icon, std::string_view title,
                           std::string_view hint) = 0;
    /// A row to choose; `mark` draws the round mark of a choice.
    virtual bool choice(std::string_view id, std::string_view icon, std::string_view label,
                        std::string_view hint, bool selected) = 0;
    /// A row of a list that leads somewhere: an arrow at its end, where a choice has its mark.
    virtual bool row(std::string_view id, std::string_view icon, std::string_view label,
                     std::string_view hint) = 0;
    /// The same of a matter, with how it stands on a chip before the arrow.
    virtual bool record(std::string_view id, const Record& record) = 0;
    /// Small choices side by side, wrapped; consecutive calls fill lines.
    virtual bool chip(std::string_view id, std::string_view label, bool selected) = 0;
    /// Face, word and number of one rating level.
    virtual bool rating(std::string_view id, int level, std::string_view label) = 0;
    /// A row of the check page: what was answered, and "change".
    virtual bool answer(std::string_view id, std::string_view label, std::string_view value,
                        std::string_view change, bool is_private) = 0;
    /// A field. Returns the byte of the caret that a tap asks for, or kShowKey.
    virtual std::optional<std::size_t> field(std::string_view id, const FieldView& view) = 0;
    /// Docked above the action bar; never covers the field.
    virtual std::optional<KeyPress> panel(std::string_view id, const PanelView& view) = 0;
    /// A second button in the content, e.g. "print".
    virtual bool button(std::string_view id, std::string_view icon, std::string_view label) = 0;
    /// Former and next page of a list that is longer than the content: -1, +1 or 0.
    virtual int pager(std::string_view id, int page, int pages, const PagerWords& words) = 0;

    // --- shell ---
    /// The strip above the action bar; an action without an id keeps its place empty. Returns the
    /// id that was pressed.
    virtual std::optional<std::string> utilities(std::span<const Action> actions) = 0;
    /// The bottom bar: secondary actions first, then the primary one, which fills the rest.
    virtual std::optional<std::string> actions(std::span<const Action> secondary,
                                               const std::optional<Action>& primary) = 0;
    /// Over the page, on a scrim; a press on the scrim counts as `safe`. Returns the pressed id.
    virtual std::optional<std::string> dialog(std::string_view id, std::string_view title,
                                              std::string_view body, std::string_view countdown,
                                              const Action& safe, const Action& other) = 0;
    /// From the bottom edge, over the page, which stays to be seen; a press beside it closes it.
    virtual std::optional<std::string> sheet(std::string_view id, std::string_view title,
                                             std::span<const SheetRow> rows,
                                             const Action& close) = 0;
    /// Full-screen invitation: big words in all languages, language buttons, tasks with words.
    virtual std::optional<std::string> attract(const AttractView& view) = 0;
};

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/receipt/qr.h"
#include "app/ui/ui.h"

#include <memory>
#include <string>
#include <vector>

namespace sunbooth::app::ui {

// What the widget layer sets before it paints: words laid out for one place, and how much room they
// take. Pixels. Only page.h and its files use them.

inline constexpr char kByPad = '\x80';  ///< Marks a character that a keypad wrote.

using Set = std::shared_ptr<const text::Layout>;

/// How words are set: em in millimetres, and the box they must fit.
struct Words {
    float em_mm = type::kBody;  ///< At scale 1.
    float scale = 0;            ///< 0: the visitor's.
    text::Face face = text::Face::Regular;
    text::Align align = text::Align::Start;
    float wrap_px = 0;
    float line = 0;  ///< Of the em; 0: the language's own for reading.
    std::optional<domain::Language> language = std::nullopt;
    bool free_text = false;
};

struct TaskWords {
    Set title, hint;
    float height = 0;
};

/// A row of a list, set in one of its two ways.
struct RowWords {
    Set head, foot;
    float sign_mm = 0;
    float words_height = 0, height = 0;
};

/// A row of a list with its state on a chip, which stands beside the words or below them.
struct RecordWords {
    Set title, sub, state;
    float sign_mm = 0;
    float chip_width = 0, chip_height = 0;
    float words_width = 0, words_height = 0;  ///< Without a chip that stands below them.
    float height = 0;
    bool below = false;
};

struct FactRow {
    Set label, value, sub;
    float height = 0;
    float label_px = 0;    ///< Of the column of labels.
    float air = 0;         ///< Above and below its words.
    bool stacked = false;  ///< The value stands below its label, with the whole width for itself.
    std::string words;
    bool is_private = false;
};

/// A card of facts, set in one of its two ways.
struct FactCard {
    Set head;
    std::vector<FactRow> rows;
    std::vector<float> tops;  ///< Of each row, from the card's edge.
    float height = 0;
};

/// The sunlight board, set in one of its two ways.
struct BoardCard {
    struct Cell {
        Set value, label;
        std::string words;
    };
    Set head, side;
    std::vector<Cell> cells;
    std::size_t columns = 2;
    float inner = 0, cell_width = 0, head_width = 0, side_width = 0;
    float side_top = 0, top_height = 0, row_height = 0;
    float gap = 0;  ///< Above each row of figures.
    float height = 0;
    float row_top(float row) const { return top_height + row * (row_height + gap); }
};

/// A QR code in whole pixels.
struct SizedQr {
    receipt::Qr qr;
    int module = 0;  ///< px
    float side = 0;  ///< px; 0: there is none.
};
struct ReceiptCard {
    Set top, digits, foot;
    SizedQr qr;
    float words_width = 0, words_height = 0, height = 0;
    float below = 0;  ///< What the QR code takes under the words; 0: it stands beside them.
};

struct GuideWords {
    std::string sign, said;
    Set words;
    float height = 0;  ///< Of the line, with the air round it.
};

struct GuideCard {
    Set head;
    std::vector<GuideWords> lines;
    float tile = 0, em_mm = 0;
    float first = 0;  ///< Where the lines begin.
    float height = 0;
};

struct StateWords {
    std::string sign, badge, aside, title;
};

struct ProgressWords {
    Set badge, side, head;
    std::vector<Step> steps;
    std::vector<Set> labels;
    float inner = 0, step_width = 0, label_height = 0;
    float head_height = 0;    ///< Of title and aside.
    float state_height = 0;   ///< Of the state and its sign.
    float tile = 0;           ///< Behind the sign.
    float row_height = 0;     ///< Of steps that stand below one another.
    float top = 0;            ///< Where the steps begin.
    float height = 0;         ///< Of the card.
    bool below = false;       ///< The steps stand so: in large words, or where the glass is wide.
    bool side_below = false;  ///< So does the aside: beside the title it has no room.
};

struct FieldWords {
    FieldView look;  ///< Without the words.
    SecretText said;
    Set label, counter, hint, error, words;
    float inner = 0, line = 0, head = 0, error_height = 0;
    float show = 0;  ///< Width of the key that uncovers it, with the gap before it.
};

struct DialogWords {
    std::string id, title, body, countdown;
    Action safe, other;
};

struct SheetWords {
    std::string id, title;
    std::vector<SheetRow> rows;
    Action close;
};

struct PagerLook {
    std::string id;
    int page = 0, pages = 1;
    PagerWords words;
};

/// A key of the strip and where it stands; its words, and the width that they were wrapped to.
struct StripKey {
    const Action* action = nullptr;
    text::Box box;
};
struct StripWords {
    Set set;
    float wrap = 0;
};
/// What all keys of a kind have room for.
struct StripSize {
    float scale = 1;
    bool signs = true;
};

struct HeaderWords {
    Set name, clock, status;
    float name_width = 0;
    bool fits = false;
};

struct KeyCap {  ///< Without an id: a place that stays empty.
    std::string id, label, icon;
    KeyPress press;
    float units = 1;
    SecretText said = {};  ///< A candidate: a visitor's word, painted in place of the label.
    bool tab = false;
    bool selected = false;  ///< The chosen tab, the best candidate.
    std::optional<domain::Language> language = std::nullopt;
    std::string speech = {};         ///< What a group of letters is called.
    bool dead = false, nib = false;  ///< Cannot be pressed; has the mark of the 5.
};
using KeyRow = std::vector<KeyCap>;
struct Keys {  ///< Rows of keys, and how wide and high one is, in px.
    std::vector<KeyRow> rows;
    float unit = 0, height = 0;
};

/// What is offered, before it stands in rows. Units of a cap: px.
struct Offers {
    std::vector<KeyCap> all;
    KeyCap back, front;  ///< To the page before; what stands before each row (see fold).
    float wide = 0, height = 0;
    std::size_t page = 0, rows_most = 1;
};
struct Panel {
    Keys tabs, keys;  ///< keys: on the pad's panel those beside the pad.
    Offers offers;
    input::StrokePoints ink;  ///< In px from the pad's top left.
    std::vector<std::uint32_t> ends;
    std::string id, hint;
    std::size_t squares = 1;  ///< Two side by side are one ground, divided.
    bool pad = false, works = true;
};

/// Where the words of a field stand.
struct FieldPlace {
    Point origin;  ///< Of the words, the lines above the frame included.
    Set words;
    int first_line = 0;  ///< The topmost one in the frame.
};

/// A press that waits for its frame, and where the finger was.
struct Press {
    std::string page, id;
    Point at;
    SecretText seen = {};             ///< The words that the control showed: a candidate.
    input::StrokePoints stroke = {};  ///< On a pad: px from its top left.
    text::Box pad = {};
};

/// A finger's last press: by it a second hit in one place is known (kiosk-ux R7).
struct Hit {
    Instant at;  ///< When the finger lifted.
    Point place;
    int scene = 0;     ///< What it met (PageUi::scene_).
    bool key = false;  ///< Of a keyboard.
};

}  // namespace sunbooth::app::ui

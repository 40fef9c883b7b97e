// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/page.h"

#include <array>
#include <initializer_list>

namespace sunbooth::app::ui {

inline constexpr float kKeyGapMm = 3;  ///< kiosk-ux R2
using Row = std::initializer_list<const char*>;

inline constexpr std::array<Row, 3> kDigits = {Row{"1", "2", "3"}, Row{"4", "5", "6"},
                                               Row{"7", "8", "9"}};

/// Letters that stand for sounds.
inline constexpr std::array<Row, 3> kPinyin = {
    Row{"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"},
    Row{"a", "s", "d", "f", "g", "h", "j", "k", "l"},
    Row{"z", "x", "c", "v", "b", "n", "m"},
};

inline KeyPress text_press(const char* text) {
    KeyPress press;
    press.text = text;
    return press;
}
inline KeyPress switch_press(Keyboard to) {
    KeyPress press;
    press.kind = KeyPress::Kind::Switch;
    press.to = to;
    return press;
}
inline KeyPress plain_press(KeyPress::Kind kind) {
    KeyPress press;
    press.kind = kind;
    return press;
}

/// Makes the keys of one keyboard, whose id their ids begin with.
struct PageUi::KeyMaker {
    using Kind = KeyPress::Kind;
    std::string prefix;
    domain::Language script = domain::Language::Zh;  ///< In which letters are set.
    std::string eye = {};  ///< In Reach, where the field may stand too high, the id of its eye.

    bool has_eye(const PanelView& view) const { return !eye.empty() && !view.show.empty(); }

    KeyCap key(const char* text) const {
        KeyCap cap{prefix + text, text, "", text_press(text), 1};
        cap.language = script;
        return cap;
    }
    /// A key that stands for sounds, by the letters on it.
    KeyCap sound(const char* name, const char* label, const char* key) const {
        KeyCap cap = worded(name, label, plain_press(Kind::Sound), 1);
        cap.press.text = key;
        cap.language = domain::Language::En;
        return cap;
    }
    std::vector<KeyRow> pinyin(const PanelView& view) const {
        std::vector<KeyRow> made;
        for (const Row& row : kPinyin) {
            KeyRow keys;
            for (const char* letter : row) keys.push_back(sound(letter, letter, letter));
            made.push_back(std::move(keys));
        }
        made[1].push_back(undo(view));
        made[2].insert(made[2].begin(), more(view, 1.5F));
        made[2].push_back(backspace(1.5F));
        made.push_back({sound("mark", "'", "'"), left(), right(), key("，"), space(2), key("。"),
                        key("？"), clear(view), newline(1)});
        return made;
    }
    /// As on a telephone; the first key divides syllables.
    std::vector<KeyRow> nine(const PanelView& view) const {
        return {{key("，"), sound("mark", "'", "'"), sound("2", "ABC", "2"), sound("3", "DEF", "3"),
                 backspace(1)},
                {key("。"), sound("4", "GHI", "4"), sound("5", "JKL", "5"), sound("6", "MNO", "6"),
                 more(view, 1)},
                {key("？"), sound("7", "PQRS", "7"), sound("8", "TUV", "8"),
                 sound("9", "WXYZ", "9"), newline(1)},
                {left(), right(), undo(view), clear(view), space(1)}};
    }
    /// In the order of a telephone; the 5 has its mark (kiosk-ux 2.5).
    std::vector<KeyRow> digits() const {
        std::vector<KeyRow> made = rows(kDigits);
        made[1][1].nib = true;
        return made;
    }
    KeyCap clear_all(const PanelView& view) const {
        return view.clear_all.empty()
                   ? blank()
                   : worded("clear_all", view.clear_all, plain_press(Kind::Clear), 1);
    }
    KeyCap show(const PanelView& view) const {
        KeyCap cap = special("show", view.shown ? "visibility_off" : "visibility",
                             plain_press(Kind::Show), 1);
        cap.id = eye;
        cap.label = view.show;
        return cap;
    }
    /// A fourth column beside the digits.
    std::vector<KeyRow> beside(const PanelView& view, KeyCap third) const {
        std::vector<KeyRow> made = digits();
        made.push_back({blank(), key("0"), blank()});
        made[0].push_back(backspace(1));
        made[1].push_back(clear_all(view));
        made[2].push_back(std::move(third));
        made[3].push_back(has_eye(view) ? show(view) : blank());
        return made;
    }
    /// Digits, and beside them what a card needs besides: its X, alive in the last place only.
    std::vector<KeyRow> card(const PanelView& view) const {
        KeyCap x = key("X");
        x.dead = !view.takes_x;
        return beside(view, std::move(x));
    }
    KeyCap more(const PanelView& view, float units) const {
        return worded("more", view.more, plain_press(Kind::More), units);
    }
    KeyCap special(const char* name, const char* icon, KeyPress press, float units) const {
        return {prefix + name, "", icon, std::move(press), units};
    }
    KeyCap worded(const char* name, const std::string& label, KeyPress press, float units) const {
        return {prefix + name, label, "", std::move(press), units};
    }
    /// Alive where there is something to take back; signs have their words for who hears them.
    KeyCap undo(const PanelView& view) const {
        return named("undo", "undo", view.undo, plain_press(Kind::Undo), !view.undoes);
    }
    KeyCap clear(const PanelView& view) const {
        return named("clear", "delete_sweep", view.clear, plain_press(Kind::Clear), !view.clears);
    }
    KeyCap named(const char* name, const char* icon, const std::string& label, KeyPress press,
                 bool dead) const {
        KeyCap cap = special(name, icon, std::move(press), 1);
        cap.label = label;
        cap.dead = dead;
        return cap;
    }
    /// The same in words, beside the pad.
    KeyCap undo_word(const PanelView& view) const {
        KeyCap cap = worded("undo", view.undo, plain_press(Kind::Undo), 1);
        cap.dead = !view.undoes;
        return cap;
    }
    KeyCap clear_word(const PanelView& view) const {
        KeyCap cap = worded("clear_ink", view.clear, plain_press(Kind::Clear), 1);
        cap.dead = !view.clears;
        return cap;
    }
    KeyCap shift(const char* icon, Keyboard to, float units) const {
        return special("shift", icon, switch_press(to), units);
    }
    /// Among capitals Shift leads back; where they stay it shows its lock.
    KeyCap shift_back(const PanelView& view) const {
        if (view.tabs.empty()) return shift("arrow_downward", Keyboard::Latin, 1);
        KeyCap cap = shift(view.locked ? "keyboard_capslock" : "arrow_upward", Keyboard::Latin, 1);
        cap.selected = true;
        return cap;
    }
    KeyCap backspace(float units) const {
        return special("backspace", "backspace", plain_press(Kind::Backspace), units);
    }
    KeyCap space(float units) const {
        return special("space", "space_bar", plain_press(Kind::Space), units);
    }
    KeyCap newline(float units) const {
        return special("newline", "keyboard_return", plain_press(Kind::Newline), units);
    }
    /// Where they point on the glass, in every language.
    KeyCap left() const {
        return special("left", "keyboard_arrow_left", plain_press(Kind::Left), 1);
    }
    KeyCap right() const {
        return special("right", "keyboard_arrow_right", plain_press(Kind::Right), 1);
    }
    KeyCap blank() const { return {}; }
    // steady.cpp
    KeyRow opened(Keyboard layout, std::size_t index) const;
    KeyRow closed(Keyboard layout, const PanelView& view) const;
    KeyRow low_numbers(const PanelView& view) const;
    KeyCap group(Keyboard layout, std::size_t index) const;
    static void widen(Keys& keys, float room, float gap, float least, std::size_t rows);
    static void lift_spare(Keys& keys, std::size_t columns);

    template <class Table>
    std::vector<KeyRow> rows(const Table& table) const {
        std::vector<KeyRow> made;
        for (const Row& row : table) {
            KeyRow keys;
            for (const char* text : row) keys.push_back(key(text));
            made.push_back(std::move(keys));
        }
        return made;
    }
    static KeyCap in_width(KeyCap cap, float units) {
        cap.units = units;
        return cap;
    }
    /// The keys beside the pad.
    std::vector<KeyRow> beside_pad(const PanelView& view) const {
        return {
            {undo_word(view), clear_word(view), more(view, 1)},
            {worded("hanzi", view.hanzi, switch_press(Keyboard::Hanzi), 1), key("，"), key("。")},
            {key("？"), left(), right()},
            {space(1), newline(1), backspace(1)},
        };
    }
    /// The same in two columns, where a second square stands on the pad: three signs in the place
    /// of two words.
    std::vector<KeyRow> beside_squares(const PanelView& view) const {
        constexpr float kThird = 2.0F / 3;  // With the gaps: 21 mm of 33.
        return {
            {undo_word(view), clear_word(view)},
            {more(view, 1), worded("hanzi", view.hanzi, switch_press(Keyboard::Hanzi), 1)},
            {in_width(key("，"), kThird), in_width(key("。"), kThird), in_width(key("？"), kThird)},
            {in_width(left(), kThird), in_width(right(), kThird), space(kThird)},
            {newline(1), backspace(1)},
        };
    }
    /// The same in three rows, for large keys where height is dear.
    std::vector<KeyRow> low_beside_pad(const PanelView& view) const {
        return {
            {undo_word(view), clear_word(view), more(view, 1)},
            {worded("hanzi", view.hanzi, switch_press(Keyboard::Hanzi), 1), key("，"), key("。")},
            {space(1), newline(1), backspace(1)},
        };
    }
    std::vector<KeyRow> low_nine(const PanelView& view) const {
        return {{key("，"), sound("mark", "'", "'"), sound("2", "ABC", "2"), sound("3", "DEF", "3"),
                 left(), right(), backspace(1)},
                {key("。"), sound("4", "GHI", "4"), sound("5", "JKL", "5"), sound("6", "MNO", "6"),
                 more(view, 1), undo(view), newline(1)},
                {key("？"), sound("7", "PQRS", "7"), sound("8", "TUV", "8"),
                 sound("9", "WXYZ", "9"), clear(view), space(2)}};
    }
};

}  // namespace sunbooth::app::ui

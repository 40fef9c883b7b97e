// SPDX-License-Identifier: Apache-2.0
// Keyboards for a hand that trembles. Its keys are 30 mm wide and high (kiosk-ux R1), and ten of
// them do not stand side by side on any glass of a hall: letters are grouped as on a telephone, or
// by their alphabet, and chosen in two steps. The first one opens a group, which takes the place of
// all keys; a letter of it, or the way back, closes it. Smaller keys would be missed, and holding
// or pressing one key several times is what such a hand cannot do.
#include "app/ui/key_maker.h"

#include <algorithm>
#include <utility>

namespace sunbooth::app::ui {
namespace {

constexpr std::size_t kColumns = 6, kCodeColumns = 5, kLowColumns = 7;

/// What one key stands for, in the order of reading.
struct Letters {
    const char* label;
    std::vector<const char*> all;
};

/// ITU-T E.161, as on every telephone.
const std::vector<Letters>& latin() {
    static const std::vector<Letters> groups = {
        {"abc", {"a", "b", "c", "A", "B", "C"}},
        {"def", {"d", "e", "f", "D", "E", "F"}},
        {"ghi", {"g", "h", "i", "G", "H", "I"}},
        {"jkl", {"j", "k", "l", "J", "K", "L"}},
        {"mno", {"m", "n", "o", "M", "N", "O"}},
        {"pqrs", {"p", "q", "r", "s", "P", "Q", "R", "S"}},
        {"tuv", {"t", "u", "v", "T", "U", "V"}},
        {"wxyz", {"w", "x", "y", "z", "W", "X", "Y", "Z"}},
        {"123", {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"}},
        {". , ?", {".", ",", "?", "!", "'", "-", ":", ";"}},
    };
    return groups;
}

/// Codes: capitals, and digits in the first step.
const std::vector<Letters>& capitals() {
    static const std::vector<Letters> groups = {
        {"ABC", {"A", "B", "C"}}, {"DEF", {"D", "E", "F"}},       {"GHI", {"G", "H", "I"}},
        {"JKL", {"J", "K", "L"}}, {"MNO", {"M", "N", "O"}},       {"PQRS", {"P", "Q", "R", "S"}},
        {"TUV", {"T", "U", "V"}}, {"WXYZ", {"W", "X", "Y", "Z"}},
    };
    return groups;
}

/// The alphabet in its order, four letters a key; hemze has one of its own.
const std::vector<Letters>& uyghur() {
    static const std::vector<Letters> groups = {
        {"ا ە ب پ", {"ا", "ە", "ب", "پ"}},
        {"ت ج چ خ", {"ت", "ج", "چ", "خ"}},
        {"د ر ز ژ", {"د", "ر", "ز", "ژ"}},
        {"س ش غ ف", {"س", "ش", "غ", "ف"}},
        {"ق ك گ ڭ", {"ق", "ك", "گ", "ڭ"}},
        {"ل م ن ھ", {"ل", "م", "ن", "ھ"}},
        {"و ۇ ۆ ۈ", {"و", "ۇ", "ۆ", "ۈ"}},
        {"ۋ ې ى ي", {"ۋ", "ې", "ى", "ي"}},
        {"؟ ، .", {".", "،", "؟", "!", "-", ":", "؛", "«", "»"}},
    };
    return groups;
}

const std::vector<Letters>& marks() {
    static const std::vector<Letters> groups = {
        {"，。？", {"，", "。", "？", "！", "、", "…"}},
        {"：“（", {"：", "；", "“", "”", "（", "）", "《", "》"}},
        {", . ?", {",", ".", "?", "!", ":", ";"}},
        {"' - /", {"'", "\"", "-", "/", "(", ")"}},
        {"+ % ¥", {"+", "%", "¥", "@"}},
        // Of the last two in one, where rows are dear.
        {"' - %", {"'", "\"", "-", "/", "(", ")", "+", "%", "¥", "@"}},
    };
    return groups;
}

const std::vector<Letters>& groups_of(Keyboard layout) {
    static const std::vector<Letters> none;
    switch (layout) {
        case Keyboard::Latin:
            return latin();
        case Keyboard::LatinUpper:
            return capitals();
        case Keyboard::Uyghur:
            return uyghur();
        case Keyboard::Numbers:
            return marks();
        case Keyboard::Hand:
        case Keyboard::Hanzi:
        case Keyboard::Pinyin:
        case Keyboard::Nine:
        case Keyboard::Digits:
        case Keyboard::Card:
            return none;
    }
    return none;
}

std::string group_id(std::string_view id, std::size_t index) {
    return std::string(id) + ".group." + std::to_string(index + 1);
}

/// Grouped keys have no shift: where a page has tabs, capitals stand beside the small letters.
Keyboard layout_of(const PanelView& view) {
    const bool prose = view.layout == Keyboard::LatinUpper && !view.tabs.empty();
    return prose ? Keyboard::Latin : view.layout;
}

}  // namespace

/// Opens and closes a group by what was pressed on the frame that the hand saw.
void PageUi::turn_group(std::string_view id, const PanelView& view, bool chosen) {
    const Keyboard layout = layout_of(view);
    const bool other = opened_ && opened_->first != layout;
    const bool back = pressed(std::string(id) + ".group.back");
    if (!look_.steady || chosen || back || other) opened_.reset();
    for (std::size_t i = 0; look_.steady && i < groups_of(layout).size(); ++i) {
        if (pressed(group_id(id, i))) opened_ = {layout, i};
    }
    if (back || (opened_ && pressed(group_id(id, opened_->second)))) tapped_ = true;
}

std::optional<Keys> PageUi::grouped_keys(std::string_view id, const PanelView& view) const {
    const Keyboard layout = layout_of(view);
    if (!look_.steady || groups_of(layout).empty()) return std::nullopt;
    const bool from_right = layout == Keyboard::Uyghur;
    const KeyMaker make{std::string(id) + ".",
                        from_right ? domain::Language::Ug : domain::Language::Zh,
                        look_.reach ? desk_recorded_.field + ".show" : std::string()};
    const bool open = opened_ && opened_->first == layout;
    KeyRow all = open ? make.opened(layout, opened_->second) : make.closed(layout, view);
    if (!open && make.has_eye(view)) {
        for (KeyCap& cap : all) {
            if (cap.label == "-") cap = make.show(view);  // Codes that are covered hold none.
        }
    }
    // Below the line of reach rows are dear: twenty keys stand in three of them.
    const bool low = low_keys() && layout == Keyboard::Numbers && !open;
    if (low) all = make.low_numbers(view);
    const bool code = layout == Keyboard::LatinUpper;
    const std::size_t columns = low ? kLowColumns : code ? kCodeColumns : kColumns;
    const auto across = static_cast<float>(columns);
    Keys keys{{}, 0, mm(kSteadyMm)};
    keys.unit = (room() - (across - 1) * mm(kKeyGapMm)) / across;
    KeyRow row;
    float taken = 0;
    for (KeyCap& cap : all) {
        taken += cap.units;
        row.push_back(std::move(cap));
        if (taken < across) continue;
        keys.rows.push_back(std::exchange(row, {}));
        taken = 0;
    }
    while (!row.empty() && row.size() < columns) row.push_back(make.blank());
    if (!row.empty()) keys.rows.push_back(std::move(row));
    // An alphabet that runs from the right begins at the right.
    for (KeyRow& each : keys.rows) {
        if (from_right) std::reverse(each.begin(), each.end());
    }
    return keys;
}

/// The letters of one group, and the way back.
KeyRow PageUi::KeyMaker::opened(Keyboard layout, std::size_t index) const {
    KeyRow keys;
    for (const char* letter : groups_of(layout)[index].all) keys.push_back(key(letter));
    KeyCap back;
    back.id = prefix + "group.back";
    back.icon = "close";
    keys.push_back(std::move(back));
    return keys;
}

KeyCap PageUi::KeyMaker::group(Keyboard layout, std::size_t index) const {
    const Letters& letters = groups_of(layout)[index];
    KeyCap cap;
    cap.id = prefix + "group." + std::to_string(index + 1);
    cap.label = letters.label;
    cap.language = script;
    for (const char* one : letters.all) {
        cap.speech += (cap.speech.empty() ? "" : " ") + std::string(one);
    }
    return cap;
}

KeyRow PageUi::KeyMaker::low_numbers(const PanelView& view) const {
    const auto marks = [this](std::size_t index) { return group(Keyboard::Numbers, index); };
    return {key("1"), key("2"), key("3"), marks(0), marks(1),   left(),      backspace(1),
            key("4"), key("5"), key("6"), marks(2), marks(5),   right(),     newline(1),
            key("7"), key("8"), key("9"), key("0"), undo(view), clear(view), space(1)};
}

KeyRow PageUi::KeyMaker::closed(Keyboard layout, const PanelView& view) const {
    const auto group = [this, layout](std::size_t index) { return KeyMaker::group(layout, index); };
    switch (layout) {
        case Keyboard::Latin:
            return {group(0), group(1), group(2), group(3), undo(view),  backspace(1),
                    group(4), group(5), group(6), group(7), clear(view), newline(1),
                    group(8), group(9), left(),   right(),  space(2)};
        case Keyboard::LatinUpper:
            return {key("1"), key("2"), key("3"), group(0), group(1), key("4"),    key("5"),
                    key("6"), group(2), group(3), key("7"), key("8"), key("9"),    group(4),
                    group(5), key("-"), key("0"), group(6), group(7), backspace(1)};
        case Keyboard::Uyghur:
            return {group(0), group(1), group(2), group(3), undo(view),  backspace(1),
                    group(4), group(5), group(6), group(7), clear(view), newline(1),
                    group(8), key("ئ"), right(),  left(),   space(2)};
        default:
            return {key("1"), key("2"), key("3"), group(0), undo(view), backspace(1),
                    key("4"), key("5"), key("6"), group(1), left(),     clear(view),
                    key("7"), key("8"), key("9"), group(2), right(),    newline(1),
                    group(3), key("0"), group(4), space(3)};
    }
}

/// Keys of the last row that find no room in it take the places of the rarest characters.
void PageUi::KeyMaker::lift_spare(Keys& keys, std::size_t columns) {
    KeyRow& last = keys.rows.back();
    if (last.size() <= columns) return;
    KeyRow& above = keys.rows[keys.rows.size() - 2];
    std::size_t at = above.size();
    for (std::size_t i = last.size(); i-- > 0 && last.size() > columns && at > 0;) {
        const auto kind = last[i].press.kind;
        if (kind != Kind::Undo && kind != Kind::Clear) continue;
        above[--at] = std::move(last[i]);
        last.erase(last.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

/// The first rows of the common characters, as many columns as keys of 30 mm find room.
void PageUi::KeyMaker::widen(Keys& keys, float room, float gap, float least, std::size_t rows) {
    const auto columns = static_cast<std::size_t>((room + gap) / (least + gap));
    KeyRow all;
    for (std::size_t i = 0; i + 1 < keys.rows.size(); ++i) {
        for (KeyCap& cap : keys.rows[i]) all.push_back(std::move(cap));
    }
    const KeyRow last = std::move(keys.rows.back());
    keys.rows.clear();
    for (std::size_t at = 0; at < all.size() && keys.rows.size() < rows; at += columns) {
        const auto from = all.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(columns, all.size() - at);
        keys.rows.emplace_back(from, from + static_cast<std::ptrdiff_t>(count));
    }
    keys.unit = (room - static_cast<float>(columns - 1) * gap) / static_cast<float>(columns);
    keys.height = least;
    // The keys of the last row share it: seven of them, one column each or a little more.
    keys.rows.push_back(last);
    lift_spare(keys, columns);
    float units = 0;
    for (const KeyCap& cap : keys.rows.back()) units += cap.units;
    for (KeyCap& cap : keys.rows.back()) {
        cap.units = std::max(1.0F, cap.units * static_cast<float>(columns) / units);
    }
    float over = -static_cast<float>(columns);
    for (const KeyCap& cap : keys.rows.back()) over += cap.units;
    for (KeyCap& cap : keys.rows.back()) {
        const float spare = std::min(over, cap.units - 1);
        cap.units -= std::max(0.0F, spare);
        over -= std::max(0.0F, spare);
    }
}

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
// The plain on-screen keyboards. Keys are at least 20 mm high with 3 mm between them (kiosk-ux R1,
// 2.8); letters stand where they stand on a keyboard, so no page mirrors them.
#include "app/ui/page.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMm = 3;
constexpr float kKeyHeightMm = 20;
constexpr float kPadKeyMm = 25;  ///< Telephone keypad.
constexpr float kDockPadMm = 5;  ///< Ground of the keyboard above and below its keys.

using Row = std::initializer_list<const char*>;

constexpr std::array<Row, 4> kLatin = {
    Row{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
    Row{"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"},
    Row{"a", "s", "d", "f", "g", "h", "j", "k", "l"},
    Row{"z", "x", "c", "v", "b", "n", "m"},
};
constexpr std::array<Row, 4> kLatinUpper = {
    Row{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
    Row{"Q", "W", "E", "R", "T", "Y", "U", "I", "O", "P"},
    Row{"A", "S", "D", "F", "G", "H", "J", "K", "L"},
    Row{"Z", "X", "C", "V", "B", "N", "M", "-"},
};
/// All 32 letters and hemze without a shift layer; rows as on the usual Uyghur keyboard.
constexpr std::array<Row, 4> kUyghur = {
    Row{"چ", "ۋ", "ې", "ر", "ت", "ي", "ۇ", "ڭ", "و", "پ"},
    Row{"ھ", "س", "د", "ا", "ە", "ى", "ق", "ك", "ل", "ئ"},
    Row{"ز", "ش", "غ", "ۈ", "ب", "ن", "م", "ژ", "ف"},
    Row{"گ", "خ", "ج", "ۆ", "،", ".", "؟", "!"},
};
/// Characters that a complaint about a hall needs most, by the phrases of the demo and
/// domain.md 2.1.
constexpr std::array<Row, 5> kHanzi = {
    Row{"我", "你", "的", "了", "是", "不", "没", "有", "人", "在"},
    Row{"办", "事", "窗", "口", "号", "上", "下", "午", "来", "去"},
    Row{"天", "时", "间", "等", "很", "久", "说", "问", "要", "让"},
    Row{"材", "料", "证", "件", "表", "费", "钱", "收", "多", "少"},
    Row{"态", "度", "差", "慢", "好", "请", "谁", "什", "么", "为"},
};
constexpr std::array<Row, 3> kSymbols = {
    Row{"，", "。", "？", "！", "、", "：", "；", "“", "”", "…"},
    Row{",", ".", "?", "!", ":", ";", "'", "\"", "-", "/"},
    Row{"(", ")", "（", "）", "《", "》", "+", "%", "¥", "@"},
};
constexpr std::array<Row, 3> kDigits = {Row{"1", "2", "3"}, Row{"4", "5", "6"}, Row{"7", "8", "9"}};

KeyPress text_press(const char* text) {
    return {KeyPress::Kind::Text, text, {}};
}
KeyPress switch_press(Keyboard to) {
    return {KeyPress::Kind::Switch, {}, to};
}
KeyPress plain_press(KeyPress::Kind kind) {
    return {kind, {}, {}};
}

}  // namespace

/// Makes the keys of one keyboard, whose id their ids begin with.
struct PageUi::KeyMaker {
    std::string prefix;

    KeyCap key(const char* text) const { return {prefix + text, text, "", text_press(text), 1}; }
    KeyCap special(const char* name, const char* icon, KeyPress press, float units) const {
        return {prefix + name, "", icon, std::move(press), units};
    }
    KeyCap change(const char* name, const char* label, Keyboard to, float units = 1.5F) const {
        return {prefix + name, label, "", switch_press(to), units};
    }
    KeyCap shift(const char* icon, Keyboard to, float units) const {
        return special("shift", icon, switch_press(to), units);
    }
    KeyCap backspace(float units) const {
        return special("backspace", "backspace", plain_press(KeyPress::Kind::Backspace), units);
    }
    KeyCap space(float units) const {
        return special("space", "space_bar", plain_press(KeyPress::Kind::Space), units);
    }
    KeyCap newline(float units) const {
        return special("newline", "keyboard_return", plain_press(KeyPress::Kind::Newline), units);
    }
    KeyCap blank() const { return {}; }
    KeyCap hanzi() const { return change("hanzi", "字", Keyboard::Hanzi); }
    KeyCap latin() const { return change("latin", "ABC", Keyboard::Latin); }
    KeyCap uyghur() const { return change("uyghur", "ئۇ", Keyboard::Uyghur); }
    KeyCap symbols() const { return change("symbols", "，。", Keyboard::Symbols); }

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
};

std::vector<PageUi::KeyRow> PageUi::key_rows(std::string_view id, Keyboard layout) const {
    const KeyMaker make{std::string(id) + "."};
    std::vector<KeyRow> rows;
    switch (layout) {
        case Keyboard::Latin:
            rows = make.rows(kLatin);
            rows[3].insert(rows[3].begin(), make.shift("arrow_upward", Keyboard::LatinUpper, 1.5F));
            rows[3].push_back(make.backspace(1.5F));
            rows.push_back(
                {make.hanzi(), make.uyghur(), make.symbols(), make.space(4), make.newline(1.5F)});
            break;
        case Keyboard::LatinUpper:
            rows = make.rows(kLatinUpper);
            rows[3].insert(rows[3].begin(), make.shift("arrow_downward", Keyboard::Latin, 1));
            rows[3].push_back(make.backspace(1));
            break;
        case Keyboard::Uyghur:
            rows = make.rows(kUyghur);
            rows[3].push_back(make.backspace(2));
            rows.push_back(
                {make.hanzi(), make.latin(), make.symbols(), make.space(4), make.newline(1.5F)});
            break;
        case Keyboard::Hanzi:
            rows = make.rows(kHanzi);
            rows.push_back({make.latin(), make.uyghur(), make.symbols(), make.key("，"),
                            make.key("。"), make.newline(1.5F), make.backspace(2)});
            break;
        case Keyboard::Symbols:
            rows = make.rows(kSymbols);
            rows.push_back({make.hanzi(), make.latin(), make.uyghur(), make.space(3),
                            make.newline(1), make.backspace(1.5F)});
            break;
        case Keyboard::Digits:
            rows = make.rows(kDigits);
            rows.push_back({make.blank(), make.key("0"), make.backspace(1)});
            break;
    }
    return rows;
}

std::optional<KeyPress> PageUi::keyboard(std::string_view id, Keyboard layout) {
    const std::vector<KeyRow> rows = key_rows(id, layout);
    const bool pad = layout == Keyboard::Digits;
    const float gap = mm(kGapMm);
    const float height = mm(pad ? kPadKeyMm : kKeyHeightMm);
    const float unit = pad ? mm(56) : (room() - 9 * gap) / 10;
    const auto count = static_cast<float>(rows.size());
    add(count * height + (count - 1) * gap + 2 * mm(kDockPadMm), 8,
        [this, rows, unit, height, layout](const Box& box) {
            paint_dock(box);
            const float pad_px = mm(kDockPadMm);
            paint_keys(rows, unit, height, {box.x, box.y + pad_px, box.w, box.h - 2 * pad_px},
                       layout);
        })
        .kind = BlockKind::Dock;
    desk_recorded_.keyboard = true;
    for (const KeyRow& row : rows) {
        for (const KeyCap& cap : row) {
            if (pressed(cap.id)) return cap.press;
        }
    }
    return take_written();
}

std::optional<KeyPress> PageUi::take_written() {
    if (written_.empty()) return std::nullopt;
    const char character = written_.view().front();
    written_.erase(0, 1);
    switch (character) {
        case '\b':
            return plain_press(KeyPress::Kind::Backspace);
        case '\n':
            return plain_press(KeyPress::Kind::Newline);
        case ' ':
            return plain_press(KeyPress::Kind::Space);
        default:
            return KeyPress{KeyPress::Kind::Text, std::string(1, character), {}};
    }
}

void PageUi::paint_keys(const std::vector<KeyRow>& rows, float unit, float height, const Box& box,
                        Keyboard layout) {
    const float gap = mm(kGapMm);
    float y = box.y;
    for (const KeyRow& row : rows) {
        float width = -gap;
        for (const KeyCap& cap : row) width += cap.units * (unit + gap);
        float x = box.x + (box.w - width) / 2;
        for (const KeyCap& cap : row) {
            const Box key{x, y, cap.units * (unit + gap) - gap, height};
            // Turned round within the keyboard's own box: place() turns it back.
            const float turned = 2 * box.x + box.w - key.x - key.w;
            if (!cap.id.empty()) {
                paint_key(cap, {rtl() ? turned : key.x, key.y, key.w, key.h}, layout);
            }
            x += key.w + gap;
        }
        y += height + gap;
    }
}

void PageUi::paint_dock(const Box& box) {
    if (!screen_.portrait()) {
        fill({box.x - mm(5), box.y, box.w + 2 * mm(5), box.h}, 6, colours_->surface2);
        return;
    }
    const auto width = static_cast<float>(screen_.width_px);
    painter_->fill({0, box.y, width, box.h}, 0, colours_->surface2);
    if (!colours_->shadows) rule({0, box.y, width, 0}, box.y);
}

void PageUi::paint_key(const KeyCap& cap, const Box& box, Keyboard layout) {
    const bool letter = cap.press.kind == KeyPress::Kind::Text;
    const bool down = held(cap.id);
    const Box grown = down ? Box{box.x, box.y - mm(1), box.w, box.h + mm(1)} : box;
    fill(grown, 3, down ? colours_->primary : letter ? colours_->surface : colours_->bg);
    if (!colours_->shadows) outline(grown, 3, colours_->border, 0.4F);
    const Colour ink = down ? colours_->on_primary : colours_->text;
    Node& made = control(cap.id, Role::Key, cap.label.empty() ? cap.icon : cap.label, box);
    if (!cap.icon.empty()) {
        put_icon(cap.icon, box, 10, ink);
        return;
    }
    const bool uyghur = layout == Keyboard::Uyghur && letter;
    const bool script = cap.label == "ئۇ";
    const Set words = set(
        cap.label, {.em_mm = layout == Keyboard::Digits ? 13.0F
                             : letter                   ? 10.0F
                                                        : 8.0F,
                    .align = text::Align::Center,
                    .wrap_px = box.w,
                    .line = 1.2F,
                    .language = uyghur || script ? domain::Language::Ug : domain::Language::Zh});
    put_middle(words, box, ink);
    check_fit(made, words, box);
}

}  // namespace sunbooth::app::ui

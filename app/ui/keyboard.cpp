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

std::vector<PageUi::KeyRow> PageUi::key_rows(std::string_view id, Keyboard layout) const {
    const std::string prefix = std::string(id) + ".";
    const auto key = [&](const char* text) {
        return KeyCap{prefix + text, text, "", text_press(text), 1};
    };
    const auto special = [&](const char* name, const char* label, const char* icon, KeyPress press,
                             float units) {
        return KeyCap{prefix + name, label, icon, std::move(press), units};
    };
    const auto change = [&](const char* name, const char* label, Keyboard to, float units) {
        return special(name, label, "", switch_press(to), units);
    };
    const auto backspace = [&](float units) {
        return special("backspace", "", "backspace", plain_press(KeyPress::Kind::Backspace), units);
    };
    const auto space = [&](float units) {
        return special("space", "", "space_bar", plain_press(KeyPress::Kind::Space), units);
    };
    const auto newline = [&](float units) {
        return special("newline", "", "keyboard_return", plain_press(KeyPress::Kind::Newline),
                       units);
    };
    std::vector<KeyRow> rows;
    const auto take = [&](const auto& table) {
        for (const Row& row : table) {
            KeyRow keys;
            for (const char* text : row) keys.push_back(key(text));
            rows.push_back(std::move(keys));
        }
    };
    switch (layout) {
        case Keyboard::Latin:
            take(kLatin);
            rows[3].insert(rows[3].begin(), special("shift", "", "arrow_upward",
                                                    switch_press(Keyboard::LatinUpper), 1.5F));
            rows[3].push_back(backspace(1.5F));
            rows.push_back({change("hanzi", "字", Keyboard::Hanzi, 1.5F),
                            change("uyghur", "ئۇ", Keyboard::Uyghur, 1.5F),
                            change("symbols", "，。", Keyboard::Symbols, 1.5F), space(4),
                            newline(1.5F)});
            break;
        case Keyboard::LatinUpper:
            take(kLatinUpper);
            rows[3].insert(rows[3].begin(), special("shift", "", "arrow_downward",
                                                    switch_press(Keyboard::Latin), 1));
            rows[3].push_back(backspace(1));
            break;
        case Keyboard::Uyghur:
            take(kUyghur);
            rows[3].push_back(backspace(2));
            rows.push_back({change("hanzi", "字", Keyboard::Hanzi, 1.5F),
                            change("latin", "ABC", Keyboard::Latin, 1.5F),
                            change("symbols", "，。", Keyboard::Symbols, 1.5F), space(4),
                            newline(1.5F)});
            break;
        case Keyboard::Hanzi:
            take(kHanzi);
            rows.push_back({change("latin", "ABC", Keyboard::Latin, 1.5F),
                            change("uyghur", "ئۇ", Keyboard::Uyghur, 1.5F),
                            change("symbols", "，。", Keyboard::Symbols, 1.5F), key("，"),
                            key("。"), newline(1.5F), backspace(2)});
            break;
        case Keyboard::Symbols:
            take(kSymbols);
            rows.push_back({change("hanzi", "字", Keyboard::Hanzi, 1.5F),
                            change("latin", "ABC", Keyboard::Latin, 1.5F),
                            change("uyghur", "ئۇ", Keyboard::Uyghur, 1.5F), space(3), newline(1),
                            backspace(1.5F)});
            break;
        case Keyboard::Digits:
            take(kDigits);
            rows.push_back({key("X"), key("0"), backspace(1)});
            break;
    }
    return rows;
}

std::optional<KeyPress> PageUi::keyboard(std::string_view id, Keyboard layout) {
    const std::vector<KeyRow> rows = key_rows(id, layout);
    const bool pad = layout == Keyboard::Digits;
    const float gap = mm(kGapMm);
    const float height = mm(pad ? kPadKeyMm : kKeyHeightMm);
    const float unit = pad ? mm(46) : (column().w - 9 * gap) / 10;
    const auto count = static_cast<float>(rows.size());
    add(count * height + (count - 1) * gap, 5, [this, rows, unit, height, layout](const Box& box) {
        paint_keys(rows, unit, height, box, layout);
    });
    for (const KeyRow& row : rows) {
        for (const KeyCap& cap : row) {
            if (pressed(cap.id)) return cap.press;
        }
    }
    return std::nullopt;
}

void PageUi::paint_keys(const std::vector<KeyRow>& rows, float unit, float height, const Box& box,
                        Keyboard layout) {
    const float gap = mm(kGapMm);
    float y = box.y;
    for (const KeyRow& row : rows) {
        float width = -gap;
        for (const KeyCap& cap : row) width += cap.units * unit + (cap.units - 1) * gap + gap;
        float x = box.x + (box.w - width) / 2;
        for (const KeyCap& cap : row) {
            const float cap_width = cap.units * unit + (cap.units - 1) * gap;
            const Box key{x, y, cap_width, height};
            // Undo the page's mirror: place() turns it back.
            const Box kept = rtl() ? place(key) : key;
            paint_key(cap, kept, layout);
            x += cap_width + gap;
        }
        y += height + gap;
    }
}

void PageUi::paint_key(const KeyCap& cap, const Box& box, Keyboard layout) {
    const bool letter = cap.press.kind == KeyPress::Kind::Text;
    const bool down = held(cap.id);
    const Box grown = down ? Box{box.x, box.y - mm(1), box.w, box.h + mm(1)} : box;
    fill(grown, 3, down ? colours_->primary : letter ? colours_->surface : colours_->surface2);
    outline(grown, 3, colours_->shadows ? colours_->surface2 : colours_->border, 0.4F);
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

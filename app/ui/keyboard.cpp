// SPDX-License-Identifier: Apache-2.0
// The keyboards of the panel. Keys are at least 20 mm high with 3 mm between them (kiosk-ux R1,
// 2.8); letters stand where they stand on a keyboard, so no page mirrors them.
#include "app/ui/key_maker.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::ui {
namespace {

constexpr float kKeyHeightMm = 20;
constexpr float kLeastWideMm = 20;      ///< kiosk-ux R1.
constexpr float kFourLettersMm = 7.2F;  ///< Of em; an alef is 4.85 mm then (kiosk-ux V1: 4.8).
constexpr float kPadKeyMm = 25;         ///< Telephone keypad.
constexpr float kPadWideMm = 56;
constexpr float kIconMm = 10;
constexpr float kIconShare = 0.7F;  ///< Of its key, at most, when words are large.
constexpr float kDigitMm = 13;      ///< Of em.
constexpr float kLetterMm = 10;
constexpr float kTabLineMm = 3.2F;  ///< Of the line below the chosen tab, with some air.
constexpr float kNibMm = 5;         ///< Half the mark on the 5.
constexpr float kBesidePadMm = 33;  ///< Keys with words on them.

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
/// All 32 letters and hemze without a shift layer (kiosk-ux 2.4: 4 x 9), in the order of the usual
/// Uyghur keyboard.
constexpr std::array<Row, 4> kUyghur = {
    Row{"چ", "ۋ", "ې", "ر", "ت", "ي", "ۇ", "ڭ", "و"},
    Row{"پ", "ھ", "س", "د", "ا", "ە", "ى", "ق", "ك"},
    Row{"ل", "ئ", "ز", "ش", "غ", "ۈ", "ب", "ن", "م"},
    Row{"ژ", "ف", "گ", "خ", "ج", "ۆ", "،", "."},
};
/// Characters that a complaint about a hall needs most, by the phrases of the demo and
/// domain.md 2.1.
constexpr std::array<Row, 4> kHanzi = {
    Row{"我", "你", "的", "了", "是", "不", "没", "有", "人", "在"},
    Row{"办", "事", "窗", "口", "号", "上", "下", "午", "来", "去"},
    Row{"天", "时", "间", "等", "很", "久", "说", "问", "要", "让"},
    Row{"材", "料", "证", "件", "费", "钱", "多", "少", "好", "慢"},
};
constexpr std::array<Row, 4> kNumbers = {
    Row{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
    Row{"，", "。", "？", "！", "、", "：", "；", "“", "”", "…"},
    Row{",", ".", "?", "!", ":", ";", "'", "\"", "-", "/"},
    Row{"(", ")", "（", "）", "《", "》", "+", "%", "¥", "@"},
};

/// Left free beside what stands on a key, on each side. Tabs have no border: their words keep
/// apart.
float beside_mm(bool tab, bool candidate) {
    return candidate ? 0 : tab ? 1.5F : 1;
}

/// Large words, and words on two lines, would lie on the line below the chosen tab.
bool meets_tab_line(const text::Layout& words, bool large) {
    return large || words.line_count() > 1;
}

/// Of ten keys in a row of nine columns all others are `narrow`, so that the blank can be found.
void widen_space(Keys& keys, float narrow, float gap) {
    const float units = (narrow + gap) / (keys.unit + gap);
    float left = static_cast<float>(keys.rows.front().size());
    KeyCap* space = nullptr;
    for (KeyCap& cap : keys.rows.back()) {
        if (cap.press.kind == KeyPress::Kind::Space) {
            space = &cap;
            continue;
        }
        cap.units = units;
        left -= units;
    }
    if (space != nullptr) space->units = left;
}

/// So high that the rows beside the pad are as high as a pad of 120 mm (kiosk-ux 2.4); where a page
/// has no room for that, panel() lets them shrink to the least that a key may have.
float pad_key_mm(std::size_t rows) {
    constexpr float kPadMm = 120.5F;
    const auto count = static_cast<float>(rows);
    return std::max(kKeyHeightMm, (kPadMm - (count - 1) * kKeyGapMm) / count);
}

}  // namespace

Keys PageUi::keys_of(std::string_view id, const PanelView& view) const {
    if (auto grouped = grouped_keys(id, view)) return std::move(*grouped);
    Keys keys = standard_keys(id, view);
    if (!look_.steady) return keys;
    if (view.layout == Keyboard::Hanzi) {
        KeyMaker::widen(keys, room(), mm(kKeyGapMm), mm(kSteadyMm), low_keys() ? 2 : 3);
    } else {
        keys.height = std::max(keys.height, mm(kSteadyMm));
        keys.unit = std::max(keys.unit, mm(kSteadyMm));
    }
    return keys;
}

/// Whether the pad has room for two squares beside two columns of keys. Low pads and large keys
/// keep one, since five rows of keys would not stand beside them; so does a page without tabs,
/// which asks for one character.
bool PageUi::has_squares(const PanelView& view) const {
    const float beside = mm(2 * (kBesidePadMm + kKeyGapMm));
    return view.pad_works && !view.tabs.empty() && !look_.steady && !look_.reach &&
           takes_squares(room() - beside);
}

Keys PageUi::standard_keys(std::string_view id, const PanelView& view) const {
    const bool uyghur = view.layout == Keyboard::Uyghur;
    const KeyMaker make{std::string(id) + ".", uyghur ? domain::Language::Ug : domain::Language::Zh,
                        look_.reach ? desk_recorded_.field + ".show" : std::string()};
    const auto share = [this](float count) {
        return (room() - (count - 1) * mm(kKeyGapMm)) / count;
    };
    const bool low = low_keys();
    Keys keys{{}, share(10), mm(kKeyHeightMm)};
    switch (view.layout) {
        case Keyboard::Hand:
            keys.rows = low                 ? make.low_beside_pad(view)
                        : has_squares(view) ? make.beside_squares(view)
                                            : make.beside_pad(view);
            keys.unit = beside_pad(view, keys.rows.front().size());
            keys.height = mm(pad_key_mm(keys.rows.size()));
            break;
        case Keyboard::Pinyin:
            keys.rows = make.pinyin(view);
            break;
        case Keyboard::Nine:
            keys = {low ? make.low_nine(view) : make.nine(view), share(low ? 7 : 5),
                    mm(kKeyHeightMm)};
            break;
        case Keyboard::Latin:
            keys.rows = make.rows(kLatin);
            keys.rows[2].push_back(make.undo(view));
            keys.rows[3].insert(keys.rows[3].begin(),
                                make.shift("arrow_upward", Keyboard::LatinUpper, 1.5F));
            keys.rows[3].push_back(make.backspace(1.5F));
            keys.rows.push_back({make.left(), make.right(), make.key(","), make.space(4),
                                 make.key("."), make.clear(view), make.newline(1)});
            break;
        case Keyboard::LatinUpper:
            keys.rows = make.rows(kLatinUpper);
            // Codes need no small letters: in Reach the eye stands in their place.
            keys.rows[3].insert(keys.rows[3].begin(),
                                make.has_eye(view) ? make.show(view) : make.shift_back(view));
            keys.rows[3].push_back(make.backspace(1));
            if (view.tabs.empty()) break;  // Numbers and codes hold no blanks and no lines.
            keys.rows[2].push_back(make.undo(view));
            keys.rows.push_back({make.left(), make.right(), make.key(","), make.space(4),
                                 make.key("."), make.clear(view), make.newline(1)});
            break;
        case Keyboard::Uyghur:
            keys = {make.rows(kUyghur), share(9), mm(kKeyHeightMm)};
            keys.rows[3].push_back(make.backspace(1));
            keys.rows.push_back({make.left(), make.right(), make.undo(view), make.clear(view),
                                 make.key("«"), make.key("»"), make.key("؟"), make.space(1),
                                 make.key("!"), make.newline(1)});
            widen_space(keys, std::clamp(mm(kLeastWideMm), share(12), share(10)), mm(kKeyGapMm));
            break;
        case Keyboard::Hanzi:
            keys.rows = make.rows(kHanzi);
            keys.rows.push_back({make.worded("hand", view.hand, switch_press(Keyboard::Hand), 2),
                                 make.left(), make.right(), make.key("，"), make.key("。"),
                                 make.undo(view), make.clear(view), make.newline(1),
                                 make.backspace(1)});
            break;
        case Keyboard::Numbers:
            keys.rows = make.rows(kNumbers);
            keys.rows.push_back({make.left(), make.right(), make.undo(view), make.clear(view),
                                 make.key("؛"), make.space(3), make.newline(1), make.backspace(1)});
            break;
        case Keyboard::Digits:
            if (make.has_eye(view)) {
                keys = {make.beside(view, make.blank()), std::min(mm(kPadWideMm), share(4)),
                        mm(kPadKeyMm)};
                break;
            }
            keys = {make.digits(), mm(kPadWideMm), mm(kPadKeyMm)};
            keys.rows.push_back({make.clear_all(view), make.key("0"), make.backspace(1)});
            break;
        case Keyboard::Card:
            keys = {make.card(view), std::min(mm(kPadWideMm), share(4)), mm(kPadKeyMm)};
            break;
    }
    return keys;
}

float PageUi::height_of(const Keys& keys) const {
    const auto count = static_cast<float>(keys.rows.size());
    return count * keys.height + std::max(0.0F, count - 1) * mm(kKeyGapMm);
}

std::optional<KeyPress> PageUi::take_written() {
    if (written_.empty()) return std::nullopt;
    const auto character = static_cast<char>(written_.view().front() & ~kByPad);
    written_.erase(0, 1);
    switch (character) {
        case '\b':
            return plain_press(KeyPress::Kind::Backspace);
        case '\n':
            return plain_press(KeyPress::Kind::Newline);
        case ' ':
            return plain_press(KeyPress::Kind::Space);
        default: {
            const char text[] = {character, 0};
            return text_press(text);
        }
    }
}

Box PageUi::upright(const Box& box, const Box& around) const {
    return rtl() ? Box{2 * around.x + around.w - box.x - box.w, box.y, box.w, box.h} : box;
}

PageUi::Lettering PageUi::lettering_of(const KeyCap& cap) {
    using Kind = KeyPress::Kind;
    if (cap.tab) return Lettering::Tab;
    if (cap.press.kind == Kind::Candidate) return Lettering::Candidate;
    if (cap.press.kind != Kind::Text && cap.press.kind != Kind::Sound) return Lettering::Word;
    // Four Uyghur letters side by side are wide.
    if (!cap.speech.empty() && cap.language == domain::Language::Ug) return Lettering::Four;
    return text::next_grapheme(cap.label, 0) == cap.label.size() ? Lettering::One
                                                                 : Lettering::Several;
}

Set PageUi::set_on_key(const KeyCap& cap, const Box& box, const CapSize& size, bool bold) const {
    const bool candidate = cap.press.kind == KeyPress::Kind::Candidate;
    const Words words{.em_mm = size.em_mm,
                      .scale = size.scale,
                      .face = bold ? text::Face::Bold : text::Face::Regular,
                      .align = text::Align::Center,
                      .wrap_px = box.w - 2 * mm(beside_mm(cap.tab, candidate)),
                      .line = 1.2F,
                      .language = cap.language};
    // A candidate is as large as its own place.
    if (candidate) return set_within(cap.said.view(), words, box.h);
    return set(cap.label, words);
}

/// The largest in which every key of a kind has room for what stands on it, up to what the visitor
/// wants: letters are larger than words, and on high keys larger still.
PageUi::CapSizes PageUi::sizes_of(const Keys& keys) const {
    const bool high = keys.height > mm(kKeyHeightMm + 1);
    const float letter = high ? kDigitMm : kLetterMm;
    CapSizes sizes = {{{type::kBody, look_.text},
                       {kLetterMm, look_.text},
                       {kFourLettersMm, look_.text},
                       {letter, look_.text},
                       {letter, look_.text},
                       {type::kCaption, look_.text}}};
    const auto has_room = [&](const KeyCap& cap, const Box& box, const CapSize& size, bool bold) {
        const Lettering kind = lettering_of(cap);
        const bool letters = kind != Lettering::Tab && kind != Lettering::Word;
        const Set words = set_on_key(cap, box, size, bold);
        // The dots of Uyghur letters stand below their line; tabs have a line of their own there.
        const float height =
            box.h - (cap.tab && meets_tab_line(*words, is_large()) ? mm(kTabLineMm) : 0);
        const Box ink = words->ink();
        const float top = (height - words->height()) / 2 + ink.y;
        return !words->overflows() && !words->breaks_words() && words->height() <= height &&
               top >= 1 && top + ink.h <= height - 1 && (!letters || words->line_count() == 1);
    };
    // Turning to another tab changes no size: each has room in both faces, of which either may be
    // the wider one, since glyphs stand on whole pixels.
    const auto fits = [&](const KeyCap& cap, const Box& box, const CapSize& size) {
        return has_room(cap, box, size, false) && (!cap.tab || has_room(cap, box, size, true));
    };
    for (const KeyRow& row : keys.rows) {
        for (const KeyCap& cap : row) {
            const Lettering kind = lettering_of(cap);
            const bool words = !cap.label.empty() && cap.icon.empty();
            if (cap.id.empty() || !words || kind == Lettering::Candidate) continue;
            const bool may_be_short =
                kind == Lettering::Tab || (high && kind == Lettering::Several);
            if (look_.text <= 1 && !may_be_short) continue;
            const float gap = mm(kKeyGapMm);
            const Box box{0, 0, cap.units * (keys.unit + gap) - gap, keys.height};
            CapSize& size = sizes.at(static_cast<std::size_t>(kind));
            while (!fits(cap, box, size)) {
                if (size.scale > 1) {
                    size.scale = std::max(1.0F, size.scale - kScaleStep);
                } else if (size.em_mm > kLetterMm) {
                    size = {kLetterMm, look_.text};
                } else if (kind == Lettering::Tab && size.em_mm > type::kCaption) {
                    size = {type::kCaption, look_.text};
                } else {
                    break;
                }
            }
        }
    }
    return sizes;
}

void PageUi::paint_keys(const Keys& keys, const Box& box) {
    const float gap = mm(kKeyGapMm);
    const CapSizes sizes = sizes_of(keys);
    float y = box.y;
    for (const KeyRow& row : keys.rows) {
        float width = -gap;
        for (const KeyCap& cap : row) width += cap.units * (keys.unit + gap);
        float x = box.x + (box.w - width) / 2;
        for (const KeyCap& cap : row) {
            const Box key{x, y, cap.units * (keys.unit + gap) - gap, keys.height};
            if (!cap.id.empty()) paint_key(cap, upright(key, box), sizes);
            x += key.w + gap;
        }
        y += keys.height + gap;
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

void PageUi::paint_key(const KeyCap& cap, const Box& box, const CapSizes& sizes) {
    const bool letter =
        cap.press.kind == KeyPress::Kind::Text || cap.press.kind == KeyPress::Kind::Sound;
    const bool candidate = cap.press.kind == KeyPress::Kind::Candidate;
    const bool tab = cap.tab;
    const bool down = held(cap.id);
    const Box grown = down ? Box{box.x, box.y - mm(1), box.w, box.h + mm(1)} : box;
    const bool raised = letter || candidate ? true : cap.selected;
    const bool strong = down || (candidate && cap.selected);
    // Tabs lie on the ground of the panel; the chosen one stands out of it.
    if ((!tab || cap.selected || down) && !cap.dead) {
        fill(grown, 3, strong ? colours_->primary : raised ? colours_->surface : colours_->bg);
    }
    if (!colours_->shadows) outline(grown, 3, colours_->border, 0.4F);
    const Colour ink = cap.dead              ? colours_->text2
                       : strong              ? colours_->on_primary
                       : tab && cap.selected ? colours_->primary
                                             : colours_->text;
    const std::string& name = cap.label.empty() ? cap.icon : cap.label;
    Node& made =
        cap.dead ? node(cap.id, Role::Key, name, box) : control(cap.id, Role::Key, name, box);
    if (cap.nib) {
        fill({grown.x + grown.w / 2 - mm(kNibMm), grown.y + grown.h - mm(4), 2 * mm(kNibMm), mm(1)},
             0.5F, ink);
    }
    if (tab && cap.selected && !down) {  // As the language that is on: told without its colour.
        const float width = std::min(box.w * 0.4F, mm(20));
        fill({box.x + (box.w - width) / 2, box.y + box.h - mm(kTabLineMm), width, mm(1.2F)}, 0.6F,
             colours_->primary);
    }
    made.words = cap.said;
    made.speech = cap.speech;
    made.is_private = candidate;
    using Kind = KeyPress::Kind;
    made.writes = cap.press.kind == Kind::Text || cap.press.kind == Kind::Sound;
    made.selected = tab && cap.selected;
    if (!cap.icon.empty()) {
        const float most = kIconShare * std::min(box.w, box.h) / mm(1);
        put_icon(cap.icon, box, std::min(grown_mm(kIconMm), most), ink);
        return;
    }
    const Set words = set_on_key(cap, box, sizes.at(static_cast<std::size_t>(lettering_of(cap))),
                                 tab && cap.selected);
    const float gap = mm(beside_mm(tab, candidate));
    const bool lined = tab && cap.selected && meets_tab_line(*words, is_large());
    const float height = box.h - (lined ? mm(kTabLineMm) : 0);
    put_middle(words, {box.x + gap, box.y, box.w - 2 * gap, height}, ink);
    check_fit(made, words, box);
}

}  // namespace sunbooth::app::ui

// SPDX-License-Identifier: Apache-2.0
#include "app/screens/typing.h"

#include "app/flow/numbers.h"
#include "app/screens/words.h"
#include "app/text/text.h"
#include "sync/base/assert.h"
#include "sync/domain/id_card.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::screens {
namespace {

constexpr std::string_view kCover = "•";  ///< In the place of a character that is not shown.

/// Whether a mark stands before the typed byte `at` (kiosk-ux 2.5: 3-4-4, 4-4-4 and 6-8-4).
bool is_group_border(flow::Field field, std::string_view typed, std::size_t at) {
    std::size_t border = 0;
    for (const std::size_t size : flow::groups_of(field, typed)) {
        border += size;
        if (border == at) return true;
    }
    return false;
}

struct KeysPair {
    flow::Keys keys;
    ui::Keyboard keyboard;
};
constexpr std::array kKeyboards = {
    KeysPair{flow::Keys::Hand, ui::Keyboard::Hand},
    KeysPair{flow::Keys::Hanzi, ui::Keyboard::Hanzi},
    KeysPair{flow::Keys::Pinyin, ui::Keyboard::Pinyin},
    KeysPair{flow::Keys::Nine, ui::Keyboard::Nine},
    KeysPair{flow::Keys::Latin, ui::Keyboard::Latin},
    KeysPair{flow::Keys::LatinUpper, ui::Keyboard::LatinUpper},
    KeysPair{flow::Keys::Uyghur, ui::Keyboard::Uyghur},
    KeysPair{flow::Keys::Numbers, ui::Keyboard::Numbers},
    KeysPair{flow::Keys::Digits, ui::Keyboard::Digits},
    KeysPair{flow::Keys::Card, ui::Keyboard::Card},
};

ui::Keyboard keyboard_of(flow::Keys keys) {
    for (const KeysPair& pair : kKeyboards) {
        if (pair.keys == keys) return pair.keyboard;
    }
    return ui::Keyboard::Latin;
}

flow::Keys keys_of(ui::Keyboard keyboard) {
    for (const KeysPair& pair : kKeyboards) {
        if (pair.keyboard == keyboard) return pair.keys;
    }
    return flow::Keys::Latin;
}

/// Ways to write words; a keyboard that belongs to a tab lights it up.
std::vector<ui::Tab> tabs_of(const View& view) {
    using enum flow::Keys;
    const flow::Keys keys = view.visit().keys;
    const auto tab = [&](std::string_view name, i18n::Key label, ui::Keyboard to,
                         domain::Language language, bool selected) {
        return ui::Tab{to, id_of(id::kKeyboardTab, name), view.tr(label), language, selected};
    };
    using domain::Language;
    using input_method::Method;
    const Language own = view.words.language();
    std::vector<ui::Tab> tabs = {tab("hand", "keyboard.tab_hand"_key, ui::Keyboard::Hand, own,
                                     keys == Hand || keys == Hanzi)};
    // In Steady the nine keys stand in for it: see flow::switch_keys.
    if (flow::offers(view.state, Method::Pinyin) && !view.visit().modes.steady) {
        tabs.push_back(
            tab("pinyin", "keyboard.tab_pinyin"_key, ui::Keyboard::Pinyin, own, keys == Pinyin));
    }
    if (flow::offers(view.state, Method::Nine)) {
        tabs.push_back(tab("nine", "keyboard.tab_nine"_key, ui::Keyboard::Nine, own, keys == Nine));
    }
    tabs.push_back(tab("latin", "keyboard.tab_latin"_key, ui::Keyboard::Latin, Language::En,
                       keys == Latin || keys == LatinUpper));
    tabs.push_back(tab("uyghur", "keyboard.tab_uyghur"_key, ui::Keyboard::Uyghur, Language::Ug,
                       keys == Uyghur));
    tabs.push_back(tab("numbers", "keyboard.tab_numbers"_key, ui::Keyboard::Numbers, Language::En,
                       keys == Numbers));
    return tabs;
}

flow::Field field_of_page(const View& view) {
    const auto field = flow::field_of(view.visit().page);
    SUNBOOTH_ASSERT(field);
    return *field;
}

/// One bullet for each character, so that the length of the field does not jump.
std::string cover(std::string_view words) {
    std::string bullets;
    for (std::size_t n = domain::count_code_points(words).value_or(0); n > 0; --n)
        bullets += kCover;
    return bullets;
}

/// Ink as the widget layer takes it: one line of points, and where each stroke ends.
struct Lines {
    input::StrokePoints points;
    std::vector<std::uint32_t> ends;
};
Lines lines_of(const input_method::Ink& ink) {
    Lines lines;
    lines.points.reserve(ink.points().size());
    for (const input_method::InkPoint& at : ink.points()) lines.points.push_back({at.x, at.y});
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < ink.strokes(); ++i) {
        end += static_cast<std::uint32_t>(ink.stroke(i).size());
        lines.ends.push_back(end);
    }
    return lines;
}

Intent stroke_of(const ui::KeyPress& press) {
    flow::WriteStroke stroke;
    stroke.pad_mm = press.pad_mm;
    for (const ui::Point& at : press.stroke) stroke.points.push_back({at.x, at.y});
    return stroke;
}

Intent edit_of(const ui::KeyPress& press, flow::Field field, const flow::Entry& entry) {
    using Kind = ui::KeyPress::Kind;
    const auto put = [&](text::Span span, std::string_view words) {
        return flow::Edit{field, span.from, span.to, SecretText(words)};
    };
    switch (press.kind) {
        case Kind::Space:
            return put(input_method::typed_over(entry), " ");
        case Kind::Newline:
            return put(input_method::typed_over(entry), "\n");
        case Kind::Backspace:
            return put(input_method::rubbed_out(entry), "");
        default:
            return put(input_method::typed_over(entry), press.text);
    }
}

/// What a key means while a character is being written: Backspace takes the ink away and leaves the
/// text alone, a mark comes behind the best reading.
std::optional<Intent> writing(const ui::KeyPress& press, const input_method::Composer& composer) {
    using Kind = ui::KeyPress::Kind;
    if (composer.ink().strokes() == 0) return std::nullopt;
    if (press.kind == Kind::Backspace || press.kind == Kind::Clear) return flow::ClearInk{};
    if (press.kind == Kind::Undo) return flow::UndoStroke{};
    if (composer.candidates().empty()) return std::nullopt;
    if (press.kind == Kind::Text) return flow::ChooseCandidate{0, SecretText(press.text)};
    if (press.kind == Kind::Newline) return flow::ChooseCandidate{0, SecretText("\n")};
    return std::nullopt;
}

/// What a key means while sounds wait to become words: Backspace takes a sound back, and whatever
/// would end the word chooses the best one first. Nothing: the same as ever.
std::optional<Intent> composing(const ui::KeyPress& press, const input_method::Composer& composer) {
    using Kind = ui::KeyPress::Kind;
    if (auto intent = writing(press, composer)) return intent;
    if (composer.preedit().empty()) return std::nullopt;
    switch (press.kind) {
        case Kind::Backspace:
        case Kind::Undo:
            return flow::RubOutSound{};
        case Kind::Clear:
            return flow::ClearInk{};
        case Kind::Space:
            return flow::ChooseCandidate{0};
        case Kind::Newline:
            // Letters were meant as letters; digits of nine keys never are what is meant.
            if (composer.method() == input_method::Method::Pinyin) return flow::WriteKeys{};
            return flow::ChooseCandidate{0};
        case Kind::Text:
            return flow::ChooseCandidate{0, SecretText(press.text)};
        default:
            return std::nullopt;
    }
}

Intent intent_of(const ui::KeyPress& press, flow::Field field, const flow::Entry& entry) {
    using Kind = ui::KeyPress::Kind;
    switch (press.kind) {
        case Kind::Newline:
            // A field of one line ends with it.
            if (!flow::has_lines(field)) return flow::Continue{};
            return edit_of(press, field, entry);
        case Kind::Text:
        case Kind::Space:
        case Kind::Backspace:
            return edit_of(press, field, entry);
        case Kind::Clear:
            return flow::ClearField{field};
        case Kind::Undo:
            return flow::UndoEdit{field};
        case Kind::Left:
            return flow::StepCaret{field, false};
        case Kind::Right:
            return flow::StepCaret{field, true};
        case Kind::Switch:
            return flow::SwitchKeys{keys_of(press.to)};
        case Kind::Candidate:
            return flow::ChooseCandidate{press.index};
        case Kind::More:
            return flow::MoreCandidates{};
        case Kind::Stroke:
            return stroke_of(press);
        case Kind::Show:
            return flow::ShowField{};
        case Kind::Letter:
            return flow::TapLetter{press.text.empty() ? '\0' : press.text.front()};
        case Kind::Sound:
            return flow::TypeSound{press.text.empty() ? '\0' : press.text.front()};
    }
    return flow::Touch{};
}

/// Which of the field's groups are full (kiosk-ux 2.5).
void count_groups(flow::Field field, std::size_t typed, ui::FieldView& look) {
    look.groups = static_cast<int>(flow::groups_of(field, {}).size());
    for (const std::size_t size : flow::groups_of(field, {})) {
        if (typed < size) return;
        ++look.full;
        typed -= size;
    }
}

/// What uncovers a field, or covers it again; empty for a field that is not covered.
std::string show_word(const View& view, flow::Field field) {
    if (!flow::may_show(field)) return {};
    return view.tr(view.visit().shown ? "keyboard.hide"_key : "keyboard.show"_key);
}

/// What the two keys take back: ink or sounds while they are no text yet, else the text's last
/// change, and all of it.
void name_undo(const View& view, flow::Field field, ui::PanelView& panel) {
    const input_method::Composer& composer = view.visit().composer;
    const flow::Entry& entry = view.visit().entry(field);
    const bool ink = !composer.ink().empty();
    panel.undo = view.tr(ink ? "keyboard.undo_stroke"_key : "keyboard.undo"_key);
    panel.clear = view.tr(ink ? "keyboard.clear"_key : "keyboard.clear_all"_key);
    panel.undoes = !composer.empty() || !entry.past.empty();
    panel.clears = !composer.empty() || !entry.text.empty();
}

/// Tabs, words on keys, and what the composer holds. `lines` must outlive the view.
ui::PanelView panel_of(const View& view, const Lines& lines) {
    ui::PanelView panel;
    panel.layout = keyboard_of(view.visit().keys);
    const flow::Field field = field_of_page(view);
    panel.clear_all =
        view.tr(view.visit().clearing ? "keyboard.clear_again"_key : "keyboard.clear_all"_key);
    // The last place of a card is the only one that may hold an X (kiosk-ux 2.5).
    panel.takes_x = view.visit().entry(field).caret + 1 == flow::length_max(field);
    panel.shown = view.visit().shown.has_value();
    panel.show = show_word(view, field);
    if (!flow::is_prose(field)) return panel;
    panel.tabs = tabs_of(view);
    panel.pad_works = flow::offers(view.state, input_method::Method::Hand);
    panel.pad_hint = view.tr(panel.pad_works ? "keyboard.pad"_key : "keyboard.no_pad"_key);
    panel.more = view.tr("keyboard.more"_key);
    panel.hanzi = view.tr("keyboard.hanzi"_key);
    panel.hand = view.tr("keyboard.tab_hand"_key);
    panel.candidate = view.tr("keyboard.candidate"_key);
    panel.locked = view.visit().shift == flow::Shift::Locked;
    if (flow::is_covered(view.state)) return panel;
    const input_method::Composer& composer = view.visit().composer;
    name_undo(view, field, panel);
    for (const input_method::Candidate& one : composer.candidates()) {
        panel.candidates.push_back(one.text.view());
    }
    panel.page = composer.page();
    panel.suggests = composer.suggests();
    panel.ink = {lines.points, lines.ends};
    return panel;
}

}  // namespace

std::size_t Grouped::typed_at(std::size_t shown_byte) const {
    std::size_t typed = 0;
    while (typed + 1 < borders.size() && borders[typed] < shown_byte) ++typed;
    return typed;
}

Grouped grouped(flow::Field field, std::string_view typed,
                const std::function<bool(std::size_t)>& hides) {
    const std::string_view mark = field == flow::Field::ReceiptCode ? "-" : " ";
    Grouped out;
    for (std::size_t at = 0; at < typed.size(); ++at) {
        if (is_group_border(field, typed, at)) out.shown.append(mark);
        out.borders.push_back(out.shown.size());
        out.shown.append(hides && hides(at) ? kCover : typed.substr(at, 1));
    }
    out.borders.push_back(out.shown.size());
    return out;
}

std::optional<Intent> draw_field(const View& view, std::string_view element, ui::FieldView look) {
    const flow::Field field = field_of_page(view);
    const flow::Entry& entry = view.visit().entry(field);
    look.focused = true;
    look.is_private = true;
    look.numeric = !flow::is_prose(field);
    look.error = field_error(view);
    if (field == flow::Field::ReceiptCode) count_groups(field, entry.text.size(), look);
    look.masked = flow::is_masked(field);
    look.shown = view.visit().shown.has_value();
    look.show = show_word(view, field);
    // Said and shown in the place of the counter, which it is news of.
    if (const auto told = view.visit().told) {
        look.counter =
            view.tr(*told == flow::Told::Cleared ? "keyboard.cleared"_key : "keyboard.undone"_key);
    }
    if (flow::is_covered(view.state)) {
        const std::string bullets = cover(entry.text.view());
        look.words = bullets;
        look.caret = bullets.size();
        view.ui.field(element, look);
        return std::nullopt;
    }
    Grouped shown = grouped(field, entry.text.view(),
                            [&](std::size_t at) { return flow::hides(view.state, field, at); });
    const text::Span chosen = entry.selection();
    look.selection = {shown.shown_at(chosen.from), shown.shown_at(chosen.to)};
    look.caret = shown.shown_at(entry.caret);
    // What is being composed stands where it will go, and takes no caret inside it. What it will
    // take the place of stays selected behind it until it is chosen.
    const std::string_view preedit = view.visit().composer.preedit();
    const std::size_t begin = look.selection.from;
    if (!preedit.empty()) {
        shown.shown.insert(begin, preedit);
        look.selection = {begin + preedit.size(), look.selection.to + preedit.size()};
        look.preedit = {begin, begin + preedit.size()};
        look.caret = look.preedit.to;
    }
    look.words = shown.shown.view();
    const auto tapped = view.ui.field(element, look);
    if (!tapped) return std::nullopt;
    if (*tapped == ui::kShowKey) return flow::ShowField{};
    const std::size_t at =
        *tapped <= begin ? *tapped : *tapped - std::min(preedit.size(), *tapped - begin);
    return flow::TapField{field, shown.typed_at(at)};
}

std::optional<Intent> draw_keyboard(const View& view) {
    const Lines lines = lines_of(view.visit().composer.ink());
    const auto press = view.ui.panel(id::kKeyboard, panel_of(view, lines));
    if (!press) return std::nullopt;
    if (auto intent = composing(*press, view.visit().composer)) return intent;
    const flow::Field field = field_of_page(view);
    return intent_of(*press, field, view.visit().entry(field));
}

}  // namespace sunbooth::app::screens

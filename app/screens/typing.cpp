// SPDX-License-Identifier: Apache-2.0
#include "app/screens/typing.h"

#include "app/screens/words.h"
#include "app/text/text.h"
#include "sync/base/assert.h"
#include "sync/domain/text.h"

namespace sunbooth::app::screens {
namespace {

/// Whether a mark stands before the typed byte `at` (kiosk-ux 2.5: 3-4-4 and 4-4-4).
bool is_group_border(flow::Field field, std::string_view typed, std::size_t at) {
    if (at == 0) return false;
    switch (field) {
        case flow::Field::ReceiptCode:
            return at % 4 == 0;
        case flow::Field::ComplaintPhone:
            return typed[0] == '1' && (at == 3 || at == 7);
        case flow::Field::CaseNumber:
        case flow::Field::CaseSecret:
        case flow::Field::ComplaintText:
            return false;
    }
    return false;
}

ui::Keyboard keyboard_of(flow::Keys keys) {
    switch (keys) {
        case flow::Keys::Latin:
            return ui::Keyboard::Latin;
        case flow::Keys::LatinUpper:
            return ui::Keyboard::LatinUpper;
        case flow::Keys::Digits:
            return ui::Keyboard::Digits;
        case flow::Keys::Symbols:
            return ui::Keyboard::Symbols;
        case flow::Keys::Uyghur:
            return ui::Keyboard::Uyghur;
        case flow::Keys::Hanzi:
            return ui::Keyboard::Hanzi;
    }
    return ui::Keyboard::Latin;
}

flow::Keys keys_of(ui::Keyboard keyboard) {
    switch (keyboard) {
        case ui::Keyboard::Latin:
            return flow::Keys::Latin;
        case ui::Keyboard::LatinUpper:
            return flow::Keys::LatinUpper;
        case ui::Keyboard::Digits:
            return flow::Keys::Digits;
        case ui::Keyboard::Symbols:
            return flow::Keys::Symbols;
        case ui::Keyboard::Uyghur:
            return flow::Keys::Uyghur;
        case ui::Keyboard::Hanzi:
            return flow::Keys::Hanzi;
    }
    return flow::Keys::Latin;
}

flow::Field field_of_page(const View& view) {
    const auto field = flow::field_of(view.visit().page);
    SUNBOOTH_ASSERT(field);
    return *field;
}

/// One bullet for each character, so that the length of the field does not jump.
std::string cover(std::string_view words) {
    std::string bullets;
    for (std::size_t n = domain::count_code_points(words).value_or(0); n > 0; --n) bullets += "•";
    return bullets;
}

Intent intent_of(const ui::KeyPress& press, flow::Field field, const flow::Entry& entry) {
    using Kind = ui::KeyPress::Kind;
    const std::size_t caret = entry.caret;
    const auto insert = [&](std::string_view text) {
        return flow::Edit{field, caret, caret, SecretText(text)};
    };
    switch (press.kind) {
        case Kind::Text:
            return insert(press.text);
        case Kind::Space:
            return insert(" ");
        case Kind::Newline:
            return insert("\n");
        case Kind::Backspace:
            return flow::Edit{field, text::former_grapheme(entry.text.view(), caret), caret, {}};
        case Kind::Clear:
            return flow::Edit{field, 0, entry.text.size(), {}};
        case Kind::Switch:
            return flow::SwitchKeys{keys_of(press.to)};
    }
    return flow::Touch{};
}

}  // namespace

std::size_t Grouped::typed_at(std::size_t shown_byte) const {
    std::size_t typed = 0;
    while (typed + 1 < borders.size() && borders[typed] < shown_byte) ++typed;
    return typed;
}

Grouped grouped(flow::Field field, std::string_view typed) {
    const std::string_view mark = field == flow::Field::ReceiptCode ? "-" : " ";
    Grouped out;
    for (std::size_t at = 0; at < typed.size(); ++at) {
        if (is_group_border(field, typed, at)) out.shown.append(mark);
        out.borders.push_back(out.shown.size());
        out.shown.append(typed.substr(at, 1));
    }
    out.borders.push_back(out.shown.size());
    return out;
}

std::optional<Intent> draw_field(const View& view, std::string_view element, ui::FieldView look) {
    const flow::Field field = field_of_page(view);
    const flow::Entry& entry = view.visit().entry(field);
    look.focused = true;
    look.is_private = true;
    look.numeric = field != flow::Field::ComplaintText;
    look.error = field_error(view);
    if (flow::is_covered(view.state)) {
        const std::string bullets = cover(entry.text.view());
        look.words = bullets;
        look.caret = bullets.size();
        view.ui.field(element, look);
        return std::nullopt;
    }
    const Grouped shown = grouped(field, entry.text.view());
    look.words = shown.shown.view();
    look.caret = shown.shown_at(entry.caret);
    const auto tapped = view.ui.field(element, look);
    if (!tapped) return std::nullopt;
    return flow::MoveCaret{field, shown.typed_at(*tapped)};
}

std::optional<Intent> draw_keyboard(const View& view) {
    const auto press = view.ui.keyboard(id::kKeyboard, keyboard_of(view.visit().keys));
    if (!press) return std::nullopt;
    const flow::Field field = field_of_page(view);
    return intent_of(*press, field, view.visit().entry(field));
}

}  // namespace sunbooth::app::screens

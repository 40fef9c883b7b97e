// SPDX-License-Identifier: Apache-2.0
#include "app/flow/turn.h"
#include "sync/domain/text.h"

namespace sunbooth::app::flow {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Whether a field takes this byte. Only the complaint's words are free.
bool takes(Field field, char c) {
    switch (field) {
        case Field::CaseNumber:
            return is_digit(c) || is_letter(c) || c == '-';
        case Field::CaseSecret:
            return is_digit(c) || is_letter(c) || c == '-';
        case Field::ComplaintPhone:
            return is_digit(c);
        case Field::ReceiptCode:
            return is_digit(c) || is_letter(c);
        case Field::ComplaintText:
            return c == '\n' || static_cast<unsigned char>(c) >= 0x20;
    }
    return false;
}

SecretText accepted(Field field, std::string_view typed) {
    const bool capitals = field == Field::CaseNumber || field == Field::ReceiptCode;
    SecretText kept;
    for (const char c : typed) {
        const char put = capitals ? upper(c) : c;
        if (takes(field, c)) kept.append({&put, 1});
    }
    return kept;
}

/// A byte that begins a character, or the end.
bool is_border(std::string_view text, std::size_t at) {
    if (at >= text.size()) return at == text.size();
    return (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
}

}  // namespace

void fill(Visit& visit, Field field, std::string_view text) {
    Entry& entry = visit.entry(field);
    entry.text.wipe();
    entry.text = accepted(field, text);
    entry.caret = entry.text.size();
}

void edit(const Turn& turn, const Edit& intent) {
    if (field_of(turn.visit().page) != intent.field) return;
    Entry& entry = turn.visit().entry(intent.field);
    const std::string_view old = entry.text.view();
    // Two presses may fall into one frame: the second then names borders of a text that is gone.
    if (intent.from > intent.to || !is_border(old, intent.from) || !is_border(old, intent.to)) {
        return;
    }
    const SecretText added = accepted(intent.field, intent.text.view());
    SecretText text = entry.text;
    text.erase(intent.from, intent.to - intent.from);
    text.insert(intent.from, added.view());
    const auto length = domain::count_code_points(text.view());
    if (!length) return;
    if (*length > length_max(intent.field) && text.size() > entry.text.size()) {
        if (intent.field == Field::ComplaintText) turn.fail(Trouble::TextFull);
        return;
    }
    entry.text = std::move(text);
    entry.caret = intent.from + added.size();
    turn.visit().trouble.reset();
}

void move_caret(const Turn& turn, const MoveCaret& intent) {
    if (field_of(turn.visit().page) != intent.field) return;
    Entry& entry = turn.visit().entry(intent.field);
    if (is_border(entry.text.view(), intent.at)) entry.caret = intent.at;
}

}  // namespace sunbooth::app::flow

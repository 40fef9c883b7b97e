// SPDX-License-Identifier: Apache-2.0
#include "app/flow/numbers.h"
#include "app/flow/turn.h"
#include "sync/base/mutant.h"

#include <utility>

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
        case Field::RatingPhone:
        case Field::StaffCode:
        case Field::StaffPin:
        case Field::PhoneTail:
            return is_digit(c);
        case Field::IdCard:
            return is_digit(c) || upper(c) == 'X';
        case Field::ReceiptCode:
        case Field::QueueNumber:
            return is_digit(c) || is_letter(c);
        case Field::ComplaintText:
        case Field::RatingComment:
        case Field::IssueText:
        case Field::PlaceWords:
            return (c == '\n' && has_lines(field)) || static_cast<unsigned char>(c) >= 0x20;
    }
    return false;
}

SecretText accepted(Field field, std::string_view typed) {
    const bool capitals = field == Field::CaseNumber || field == Field::ReceiptCode ||
                          field == Field::IdCard || field == Field::QueueNumber;
    SecretText kept;
    for (const char c : typed) {
        const char put = capitals ? upper(c) : c;
        if (takes(field, c)) kept.append({&put, 1});
    }
    return kept;
}

/// X stands in the last place of a card and nowhere else.
bool fits_card(std::size_t from, std::string_view added) {
    const std::size_t x = added.find('X');
    return x == added.npos || (from + x == length_max(Field::IdCard) - 1 && x + 1 == added.size());
}

constexpr char kFieldTap = '\0';  ///< In the place of a key: a tap into the words.

/// The caret goes elsewhere: what was to go on where it stood does not.
void leave_place(Visit& visit) {
    visit.fresh.reset();
    visit.tap.reset();
    visit.composer.end_suggesting();
}

/// The same place, or the one beside it: a finger on a character names either of its edges.
bool is_beside(std::string_view words, std::size_t one, std::size_t other) {
    if (one > other) std::swap(one, other);
    return one == other || (one < words.size() && text::next_grapheme(words, one) == other);
}

}  // namespace

void fill(Visit& visit, Field field, std::string_view text) {
    Entry& entry = visit.entry(field);
    entry.wipe();
    entry.text = accepted(field, text);
    input_method::set_caret(entry, entry.text.size());
}

bool edit(const Turn& turn, const Edit& intent) {
    Visit& visit = turn.visit();
    if (field_of(visit.page) != intent.field) return false;
    const SecretText added = accepted(intent.field, intent.text.view());
    if (intent.field == Field::IdCard && !fits_card(intent.from, added.view())) return false;
    using input_method::Change;
    // Two presses may fall into one frame: the second then names borders of a text that is gone.
    Entry& entry = visit.entry(intent.field);
    switch (input_method::replace(entry, {intent.from, intent.to}, added.view(),
                                  length_max(intent.field))) {
        case Change::Done:
            // What is covered or checked keeps no trace of what was typed before.
            if (!is_prose(intent.field)) entry.past.clear();
            visit.fresh.reset();
            visit.composer.end_suggesting();
            if (!added.empty()) visit.fresh = Fresh{entry.caret - 1, turn.state.now};
            visit.trouble.reset();
            return true;
        case Change::Full:
            if (is_prose(intent.field)) turn.fail(Trouble::TextFull);
            return false;
        case Change::None:
            return false;
    }
    return false;
}

void undo_edit(const Turn& turn, const UndoEdit& intent) {
    Visit& visit = turn.visit();
    if (field_of(visit.page) != intent.field) return;
    if (!input_method::take_back(visit.entry(intent.field))) return;
    leave_place(visit);
    visit.trouble.reset();
    visit.told = Told::Undone;
}

void move_caret(const Turn& turn, const MoveCaret& intent) {
    if (field_of(turn.visit().page) != intent.field) return;
    const auto at = leave_for(turn, intent.field, intent.at);
    if (!at) return;
    leave_place(turn.visit());
    input_method::set_caret(turn.visit().entry(intent.field), *at);
}

void tap_field(const Turn& turn, const TapField& intent) {
    if (field_of(turn.visit().page) != intent.field) return;
    const auto at = leave_for(turn, intent.field, intent.at);
    if (!at) return;
    Visit& visit = turn.visit();
    Entry& entry = visit.entry(intent.field);
    const std::optional<Tap> former = visit.tap;
    leave_place(visit);
    // The caret stands behind the last words after writing, and blank ground below and beside them
    // names that place too: a tap there, whenever it came, would select a whole clause for the next
    // word to write over. Two quick ones select, on the words themselves.
    const bool in_time = former && (turn.state.now - former->since < double_tap_time(visit) ||
                                    mutant("flow.taps_at_any_time"));
    const bool behind = *at == entry.text.size() && !mutant("flow.taps_behind_the_words");
    const bool again = in_time && former->digit == kFieldTap && former->from == entry.caret &&
                       !behind && is_beside(entry.text.view(), former->from, *at);
    input_method::set_caret(entry, *at);
    if (again) return input_method::tap(entry, *at);
    visit.tap = Tap{kFieldTap, 0, *at, *at, visit.keys, turn.state.now};
}

void step_caret(const Turn& turn, const StepCaret& intent) {
    if (field_of(turn.visit().page) != intent.field) return;
    if (!settle(turn)) return;
    leave_place(turn.visit());
    input_method::step(turn.visit().entry(intent.field), intent.to_the_right,
                       turn.visit().language);
}

}  // namespace sunbooth::app::flow

// SPDX-License-Identifier: Apache-2.0
// Writing by finger and by sounds: strokes and keys gather in the composer, which asks the engine
// what they may mean.
#include "app/flow/numbers.h"
#include "app/flow/turn.h"
#include "app/input_method/taps.h"

namespace sunbooth::app::flow {
namespace {

using input_method::Method;

Method method_of(Keys keys) {
    switch (keys) {
        case Keys::Hand:
            return Method::Hand;
        case Keys::Pinyin:
            return Method::Pinyin;
        case Keys::Nine:
            return Method::Nine;
        case Keys::Hanzi:
        case Keys::Latin:
        case Keys::LatinUpper:
        case Keys::Uyghur:
        case Keys::Numbers:
        case Keys::Digits:
        case Keys::Card:
            return Method::Keys;
    }
    return Method::Keys;
}

/// The page's field, while a visitor composes for it.
std::optional<Field> composed_field(const Visit& visit) {
    if (visit.composer.method() == Method::Keys) return std::nullopt;
    return field_of(visit.page);
}

void read(const Turn& turn, Field field) {
    const Entry& entry = turn.visit().entry(field);
    const std::string_view before = entry.text.view().substr(0, entry.selection().from);
    if (turn.state.engines) turn.visit().composer.read(*turn.state.engines, before);
}

/// Behind a chosen word the bar offers the next ones (kiosk-ux 2.4).
void suggest(const Turn& turn, Field field) {
    const Entry& entry = turn.visit().entry(field);
    if (entry.has_selection() || !turn.state.engines) return;
    turn.visit().composer.suggest(*turn.state.engines, entry.text.view().substr(0, entry.caret));
}

/// The alphabet whose letters a keypad writes; nothing where it writes digits.
std::optional<input_method::Alphabet> alphabet_of(Keys keys) {
    switch (keys) {
        case Keys::Latin:
            return input_method::Alphabet::Latin;
        case Keys::LatinUpper:
            return input_method::Alphabet::Capitals;
        case Keys::Uyghur:
            return input_method::Alphabet::Uyghur;
        case Keys::Hand:
        case Keys::Hanzi:
        case Keys::Pinyin:
        case Keys::Nine:
        case Keys::Numbers:
        case Keys::Digits:
        case Keys::Card:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

milliseconds tap_time(const Visit& visit) {
    const bool slow = visit.modes.steady || visit.modes.more_time || visit.hearing.on();
    return slow ? 2 * kTapTime : kTapTime;
}

void tap_letter(const Turn& turn, const TapLetter& intent) {
    Visit& visit = turn.visit();
    const auto field = field_of(visit.page);
    const auto alphabet = alphabet_of(visit.keys);
    if (!field || !is_prose(*field) || !alphabet) return;
    const auto letters = input_method::letters_on(*alphabet, intent.digit);
    if (letters.empty()) return;
    const Entry& entry = visit.entry(*field);
    const auto former = visit.tap;
    const bool again = former && former->digit == intent.digit && !entry.has_selection() &&
                       former->to == entry.caret && former->keys == visit.keys &&
                       turn.state.now - former->since < tap_time(visit);
    const std::size_t index = again ? (former->index + 1) % letters.size() : 0;
    const text::Span span =
        again ? text::Span{former->from, former->to} : input_method::typed_over(entry);
    const std::size_t size = entry.text.size();
    edit(turn, Edit{*field, span.from, span.to, SecretText(letters[index])});
    if (entry.text.size() == size && entry.caret == span.from) return;  // There was no room.
    visit.tap = Tap{intent.digit, index, span.from, entry.caret, visit.keys, turn.state.now};
}

void switch_keys(State& state, Keys to) {
    // Ten letters in a row are too narrow for a hand that trembles; nine keys read the same words.
    if (state.visit.modes.steady && to == Keys::Pinyin) to = Keys::Nine;
    state.visit.keys = to;
    state.visit.composer.turn_to(method_of(to));
    if (state.engines) state.engines->begin(method_of(to));
    const auto field = field_of(state.visit.page);
    if (!field || !is_prose(*field)) return;
    state.methods.clear();
    for (const Method one : {Method::Hand, Method::Pinyin, Method::Nine}) {
        if (state.engines && state.engines->offers(one)) state.methods.push_back(one);
    }
}

void write_stroke(const Turn& turn, const WriteStroke& intent) {
    const auto field = composed_field(turn.visit());
    if (!field) return;
    turn.visit().composer.stroke(intent.points, intent.pad_mm);
    read(turn, *field);
}

void undo_stroke(const Turn& turn) {
    const auto field = composed_field(turn.visit());
    if (!field) return;
    turn.visit().composer.undo_stroke();
    read(turn, *field);
}

void type_sound(const Turn& turn, const TypeSound& intent) {
    const auto field = composed_field(turn.visit());
    if (field && turn.visit().composer.key(intent.key)) read(turn, *field);
}

void rub_out_sound(const Turn& turn) {
    const auto field = composed_field(turn.visit());
    if (field && turn.visit().composer.rub_out()) read(turn, *field);
}

void choose_candidate(const Turn& turn, const ChooseCandidate& intent) {
    const auto field = composed_field(turn.visit());
    if (!field) return;
    SecretText chosen = turn.visit().composer.choose(intent.index);
    if (chosen.empty()) return;
    chosen.append(intent.then.view());
    const auto span = input_method::typed_over(turn.visit().entry(*field));
    edit(turn, Edit{*field, span.from, span.to, std::move(chosen)});
    read(turn, *field);  // The sounds that it left, after the text as it is by then.
    suggest(turn, *field);
}

}  // namespace sunbooth::app::flow

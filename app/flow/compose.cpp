// SPDX-License-Identifier: Apache-2.0
// Writing by finger and by sounds: strokes and keys gather in the composer, which asks the engine
// what they may mean.
#include "app/flow/numbers.h"
#include "app/flow/turn.h"
#include "app/input_method/hemze.h"
#include "app/input_method/taps.h"
#include "sync/base/mutant.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <type_traits>

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

/// The page's field, while a visitor composes for it. Fields of digits would take none of it.
std::optional<Field> composed_field(const Visit& visit) {
    const auto field = field_of(visit.page);
    if (visit.composer.method() == Method::Keys || !field || !is_prose(*field)) return std::nullopt;
    return field;
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

/// Puts a reading into the text, and only then lets go of what it was read from: what finds no
/// room stays begun. False: no such reading, or no room, which the page then says.
bool write_reading(const Turn& turn, Field field, std::size_t index, std::string_view then) {
    input_method::Composer& composer = turn.visit().composer;
    SecretText words(composer.reading(index));
    if (words.empty()) return false;
    words.append(then);
    if (mutant("flow.full_field_forgets")) (void)composer.choose(index);
    const auto span = input_method::typed_over(turn.visit().entry(field));
    if (!edit(turn, Edit{field, span.from, span.to, std::move(words)})) return false;
    (void)composer.choose(index);
    read(turn, field);  // The sounds that it left, after the text as it is by then.
    return true;
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

bool is_slow(const Visit& visit) {
    return visit.modes.steady || visit.modes.more_time || visit.hearing.on();
}

template <class Act, class... Those>
constexpr bool kIsOneOf = (std::is_same_v<Act, Those> || ...);

/// Acts under which what was begun stays begun: they belong to it, lay something over the page, or
/// end the visit. All others may lead away from it, also those that are yet to be made. Locking,
/// the modes and the caret do, but not always: see where they are acted on.
template <class Act>
constexpr bool kGoesOn =
    kIsOneOf<Act, Touch, Stay, Exit, EndVisit, OpenModes, ChooseModes, StartSpeech, Plug,
             ChooseHearing, ShowBadge, LockStaff, Edit, MoveCaret, TapField, StepCaret, ClearField,
             UndoEdit, ShowField, WriteStroke, UndoStroke, ClearInk, TypeSound, TapLetter,
             RubOutSound, MoreCandidates, WriteKeys, ChooseCandidate>;

}  // namespace

milliseconds tap_time(const Visit& visit) {
    return is_slow(visit) ? 2 * kTapTime : kTapTime;
}

milliseconds double_tap_time(const Visit& visit) {
    return is_slow(visit) ? 2 * kDoubleTapTime : kDoubleTapTime;
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
    // A letter that turns is written anew, so that it is one change for whoever takes it back.
    if (again) input_method::take_back(visit.entry(*field));
    const text::Span span = input_method::typed_over(entry);
    if (!edit(turn, Edit{*field, span.from, span.to, SecretText(letters[index])})) return;
    visit.tap = Tap{intent.digit, index, span.from, entry.caret, visit.keys, turn.state.now};
}

namespace {

Keys shifted_to(Visit& visit, Keys to, Instant now) {
    if (to == Keys::LatinUpper) {
        visit.shift = Shift::Once;
        visit.shifted = now;
    }
    const bool locks = visit.keys == Keys::LatinUpper && to == Keys::Latin &&
                       visit.shift == Shift::Once && now - visit.shifted < double_tap_time(visit);
    if (!locks) return to;
    visit.shift = Shift::Locked;
    return Keys::LatinUpper;
}

Edit with_hemze(const Visit& visit, const Edit& intent) {
    Edit made{intent.field, intent.from, intent.to, intent.text};
    if (visit.keys != Keys::Uyghur || !is_prose(intent.field)) return made;
    const std::string_view words = visit.entry(intent.field).text.view();
    const std::string_view before = words.substr(0, std::min(intent.from, words.size()));
    if (input_method::takes_hemze(before, intent.text.view())) {
        made.text.insert(0, input_method::kHemze);
    }
    return made;
}

}  // namespace

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

void press_switch(const Turn& turn, Keys to) {
    Visit& visit = turn.visit();
    const auto field = field_of(visit.page);
    if (field && is_prose(*field)) {
        to = shifted_to(visit, to, turn.state.now);
        visit.prose_keys = to == Keys::LatinUpper ? Keys::Latin : to;
    }
    switch_keys(turn.state, to);
}

void write_stroke(const Turn& turn, const WriteStroke& intent) {
    const auto field = composed_field(turn.visit());
    if (!field) return;
    input_method::Composer& composer = turn.visit().composer;
    const bool begun = !composer.ink().empty() && !intent.points.empty();
    const auto on_second = [&](input_method::InkPoint first) { return first.x > intent.pad_mm; };
    const bool next =
        begun && on_second(composer.ink().points().front()) != on_second(intent.points.front());
    if (next && !mutant("flow.squares_are_one")) {
        // What finds no room stays begun, and the page says so; what nothing reads makes room.
        if (!write_reading(turn, *field, 0, {}) && !composer.best().empty()) return;
        composer.clear();
    }
    composer.stroke(intent.points, intent.pad_mm);
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
    if (!field) return;
    if (turn.visit().composer.key(intent.key)) return read(turn, *field);
    if (turn.visit().composer.is_full()) turn.fail(Trouble::KeysFull);
}

void rub_out_sound(const Turn& turn) {
    const auto field = composed_field(turn.visit());
    if (!field || !turn.visit().composer.rub_out()) return;
    turn.visit().trouble.reset();
    read(turn, *field);
}

void write_keys(const Turn& turn) {
    const auto field = composed_field(turn.visit());
    if (!field) return;
    input_method::Composer& composer = turn.visit().composer;
    const auto span = input_method::typed_over(turn.visit().entry(*field));
    const SecretText keys(composer.keys());
    if (keys.empty() || !edit(turn, Edit{*field, span.from, span.to, keys})) return;
    composer.clear();
}

void choose_candidate(const Turn& turn, const ChooseCandidate& intent) {
    const auto field = composed_field(turn.visit());
    if (field && write_reading(turn, *field, intent.index, intent.then.view())) {
        suggest(turn, *field);
    }
}

bool settle(const Turn& turn) {
    const auto field = composed_field(turn.visit());
    if (!field || mutant("flow.leaving_forgets")) return true;
    const input_method::Composer& composer = turn.visit().composer;
    // A reading may use up a part of the keys; each uses up one at least.
    for (std::size_t n = 0; n <= composer.kKeysMax && !composer.best().empty(); ++n) {
        if (!write_reading(turn, *field, 0, {})) return false;
    }
    return true;
}

void edit_aside(const Turn& turn, Edit intent) {
    const Entry& entry = turn.visit().entry(intent.field);
    const std::size_t caret = entry.selection().to, size = entry.text.size();
    if (!settle(turn) && !intent.text.empty()) return;  // Taking out is what makes room.
    // Behind the caret everything has moved by what was written there; before it nothing has.
    const auto moved = [&](std::size_t at) { return at - size + entry.text.size(); };
    const bool inserts = intent.from == intent.to;
    if (intent.from > caret || (inserts && intent.from == caret)) intent.from = moved(intent.from);
    if (intent.to >= caret) intent.to = moved(intent.to);
    edit(turn, intent);
}

void edit_by_key(const Turn& turn, const Edit& intent) {
    edit_aside(turn, with_hemze(turn.visit(), intent));
    Visit& visit = turn.visit();
    const std::string_view typed = intent.text.view();
    const bool letter = typed.size() == 1 && typed.front() >= 'A' && typed.front() <= 'Z';
    const bool once = visit.shift == Shift::Once && !mutant("flow.shift_stays");
    if (letter && once && is_prose(intent.field) && visit.keys == Keys::LatinUpper) {
        switch_keys(turn.state, Keys::Latin);
    }
}

std::optional<std::size_t> leave_for(const Turn& turn, Field field, std::size_t at) {
    if (composed_field(turn.visit()) != field || turn.visit().composer.best().empty()) return at;
    const Entry& entry = turn.visit().entry(field);
    const text::Span over = entry.selection();
    const std::size_t size = entry.text.size();
    // On what was begun, which takes no caret: a hand that rests there chooses nothing.
    if (at == over.from || !settle(turn)) return std::nullopt;
    if (at < over.from) return at;
    if (at <= over.to) return std::nullopt;  // What was selected is gone, and the caret is there.
    return at - size + entry.text.size();
}

bool leaves_begun(const Visit& visit, const Intent& intent) {
    if (visit.composer.empty()) return false;
    if (const auto* to = std::get_if<SwitchKeys>(&intent)) {
        return method_of(to->to) != visit.composer.method();
    }
    return std::visit([](const auto& one) { return !kGoesOn<std::decay_t<decltype(one)>>; },
                      intent);
}

std::size_t length_settled(const Visit& visit, Field field) {
    const auto count = [](std::string_view words) {
        return domain::count_code_points(words).value_or(0);
    };
    const Entry& entry = visit.entry(field);
    const std::size_t length = count(entry.text.view());
    if (visit.composer.best().empty() || field_of(visit.page) != field) return length;
    const text::Span over = entry.selection();
    return length - count(entry.text.view().substr(over.from, over.to - over.from)) +
           count(visit.composer.best());
}

}  // namespace sunbooth::app::flow

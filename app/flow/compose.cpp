// SPDX-License-Identifier: Apache-2.0
// Writing by finger: strokes gather in the composer, which asks the engine what they may mean.
#include "app/flow/turn.h"

namespace sunbooth::app::flow {
namespace {

/// The page's field, while a visitor writes with a finger.
std::optional<Field> written_field(const Visit& visit) {
    if (visit.keys != Keys::Hand) return std::nullopt;
    return field_of(visit.page);
}

void read(const Turn& turn, Field field) {
    const Entry& entry = turn.visit().entry(field);
    const std::string_view before = entry.text.view().substr(0, entry.selection().from);
    if (turn.state.engines) turn.visit().composer.read(*turn.state.engines, before);
}

}  // namespace

void switch_keys(State& state, Keys to) {
    using input_method::Method;
    state.visit.keys = to;
    state.visit.composer.turn_to(to == Keys::Hand ? Method::Hand : Method::Keys);
    if (to == Keys::Hand) state.reads_ink = state.engines && state.engines->reads_ink();
}

void write_stroke(const Turn& turn, const WriteStroke& intent) {
    const auto field = written_field(turn.visit());
    if (!field) return;
    turn.visit().composer.stroke(intent.points, intent.pad_mm);
    read(turn, *field);
}

void undo_stroke(const Turn& turn) {
    const auto field = written_field(turn.visit());
    if (!field) return;
    turn.visit().composer.undo_stroke();
    read(turn, *field);
}

void choose_candidate(const Turn& turn, const ChooseCandidate& intent) {
    const auto field = written_field(turn.visit());
    if (!field) return;
    SecretText chosen = turn.visit().composer.choose(intent.index);
    if (chosen.empty()) return;
    const auto span = input_method::typed_over(turn.visit().entry(*field));
    edit(turn, Edit{*field, span.from, span.to, std::move(chosen)});
}

}  // namespace sunbooth::app::flow

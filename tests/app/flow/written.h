// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace sunbooth::app::flow::tests {

/// What was begun, and the text as it must be once it is begun no more.
struct Begun {
    Field field = Field::ComplaintText;
    std::string text;
};
inline std::optional<Begun> begun(const State& state) {
    const Visit& visit = state.visit;
    const std::string_view best = visit.composer.best();
    const auto field = field_of(visit.page);
    if (best.empty() || !field) return std::nullopt;
    const Entry& entry = visit.entry(*field);
    Begun made{*field, std::string(entry.text.view())};
    made.text.replace(entry.selection().from, entry.selection().to - entry.selection().from, best);
    return made;
}

/// What leaves the composer is in the text, unless the visitor took it back or chose otherwise.
inline void check_written(const std::optional<Begun>& before, const Intent& intent,
                          const Visitor& visitor, bool wiped) {
    if (!before || wiped || !visitor.state.visit.composer.empty()) return;
    const bool otherwise =
        std::holds_alternative<ClearInk>(intent) || std::holds_alternative<UndoStroke>(intent) ||
        std::holds_alternative<RubOutSound>(intent) || std::holds_alternative<Edit>(intent) ||
        std::holds_alternative<ChooseCandidate>(intent);
    if (!otherwise) CHECK(visitor.text(before->field).view() == before->text);
}

inline void act_written(Visitor& visitor, const Intent& intent) {
    const auto before = begun(visitor.state);
    const bool wiped = visitor.act(intent).wiped;
    check_written(before, intent, visitor, wiped);
}

/// @return whether the visit was wiped.
inline bool wait_written(Visitor& visitor, milliseconds time) {
    const auto before = begun(visitor.state);
    const bool wiped = visitor.wait(time).wiped;
    check_written(before, Touch{}, visitor, wiped);
    return wiped;
}

}  // namespace sunbooth::app::flow::tests

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

#include <array>
#include <span>

namespace sunbooth::app::screens {

/// Ready words as chips: a press puts one behind what was typed, another takes it out again.
struct Phrases {
    flow::Field field;
    std::string_view prefix;  ///< Of the chips' ids, ending in a dot.
    std::span<const i18n::Key> keys;
};
/// What citizens most often say of a service, in the order of its use.
inline constexpr std::array kServicePhrases = {
    "phrase.nobody"_key,    "phrase.errands"_key, "phrase.manner"_key, "phrase.queue"_key,
    "phrase.differing"_key, "phrase.fees"_key,    "phrase.papers"_key, "phrase.overdue"_key,
};
std::optional<Intent> draw_phrases(const View& view, const Phrases& phrases);

}  // namespace sunbooth::app::screens

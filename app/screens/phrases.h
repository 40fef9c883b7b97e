// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

#include <span>

namespace sunbooth::app::screens {

/// Ready words as chips: a press puts one behind what was typed, another takes it out again.
struct Phrases {
    flow::Field field;
    std::string_view prefix;  ///< Of the chips' ids, ending in a dot.
    std::span<const i18n::Key> keys;
};
std::optional<Intent> draw_phrases(const View& view, const Phrases& phrases);

}  // namespace sunbooth::app::screens

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/intents.h"
#include "app/i18n/catalogue.h"
#include "app/ui/ui.h"

#include <optional>

namespace sunbooth::app::screens {

/// Draws the page of `state` in the words of one language and says what the visitor asked for.
/// Changes nothing: the answer goes to flow::reduce. Once a frame, UI thread. The widget layer and
/// `words` must be set to state.visit.language (out of a visit: the language of attract).
std::optional<flow::Intent> draw(const flow::State& state, const i18n::Catalogue& words,
                                 ui::Ui& ui);

}  // namespace sunbooth::app::screens

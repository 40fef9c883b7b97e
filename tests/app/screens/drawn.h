// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/draw.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/fake_ui.h"

#include <string>

namespace sunbooth::app::screens::tests {

/// What a page shows, without a glass.
inline FakeUi drawn(const flow::State& state, domain::Language language = domain::Language::Zh) {
    FakeUi ui(language);
    draw(state, words_of(language), ui);
    return ui;
}
inline FakeUi drawn(const std::string& name) {
    return drawn(sample(name));
}

}  // namespace sunbooth::app::screens::tests

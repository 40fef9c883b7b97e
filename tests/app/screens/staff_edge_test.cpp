// SPDX-License-Identifier: Apache-2.0
// Everybody sees that staff is signed in (kiosk-ux E0).
#include "tests/app/screens/demo.h"
#include "tests/app/screens/sight.h"

#include <doctest/doctest.h>

#include <vector>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;

TEST_CASE("rows E0 V6: staff's edge stands out by 3 on both sides, in every theme") {
    for (int theme = 0; theme < 4; ++theme) {
        CAPTURE(theme);
        Terminal terminal({});
        const float width = terminal.screen.px(terminal.screen.width_mm());
        const auto edges = [&](const char* page) {
            flow::State state = sample(page);
            state.visit.modes.theme = static_cast<flow::Theme>(theme);
            terminal.draw(state, domain::Language::Zh);
            std::vector<ui::Colour> seen;
            for (const float x : {terminal.screen.px(2), width - terminal.screen.px(2)}) {
                for (const float y : {0.1F, 0.5F, 0.95F}) {
                    const float down = y * static_cast<float>(terminal.screen.height_px);
                    seen.push_back(terminal.painter.under({x, down}));
                }
            }
            return seen;
        };
        const std::vector<ui::Colour> citizens = edges("home"), staffs = edges("staff_home");
        for (std::size_t i = 0; i < staffs.size(); ++i) {
            CHECK(contrast_of(staffs[i], citizens[i]) >= 3);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/shell/stage.h"

#include <doctest/doctest.h>

#include <memory>

namespace sunbooth::app::shell::tests {

/// One window for all tests: opening OpenGL costs more than drawing. Only another size opens it
/// anew, and never two at a time.
inline Stage& stage(int width = 1080, int height = 1920) {
    static SystemClock clock;
    static std::unique_ptr<Stage> opened;
    if (opened && opened->window().width() == width && opened->window().height() == height) {
        return *opened;
    }
    opened.reset();
    auto made = Stage::open({.width = width, .height = height, .offscreen = true}, {27}, clock);
    REQUIRE_MESSAGE(made.ok(), made.error().line());
    opened = std::move(made).value();
    return *opened;
}

}  // namespace sunbooth::app::shell::tests

// SPDX-License-Identifier: Apache-2.0
#include "app/shell/rotation.h"

#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>

using namespace sunbooth;
using namespace sunbooth::app::shell;
using app::text::Point;

namespace {

constexpr PixelSize kPanel{1920, 1080};  // Landscape glass, built in upright.

bool near(Point one, Point other) {
    return std::abs(one.x - other.x) < 0.01F && std::abs(one.y - other.y) < 0.01F;
}

}  // namespace

TEST_CASE("rotation: a finger lands on what it sees, however the panel is turned") {
    for (const int degrees : {0, 90, 180, 270}) {
        CAPTURE(degrees);
        const Turn turn = turn_of(degrees);
        const PixelSize size = upright(kPanel, turn);
        CHECK((size.width < size.height) == (degrees % 180 == 90));
        for (const Point at : {Point{3, 5}, Point{400, 700}, Point{1, 1000}}) {
            const Point seen = on_panel(at, kPanel, turn);
            CHECK(seen.x >= 0);
            CHECK(seen.x <= 1920);
            CHECK(seen.y >= 0);
            CHECK(seen.y <= 1080);
            CHECK(near(on_picture({seen.x / 1920, seen.y / 1080}, {}, kPanel, turn), at));
        }
    }
}

TEST_CASE("rotation: a quarter turn goes clockwise") {
    // The top left of the upright picture stands at the top right of the panel.
    CHECK(near(on_panel({0, 0}, kPanel, Turn::Quarter), {1920, 0}));
    CHECK(near(on_panel({0, 0}, kPanel, Turn::ThreeQuarters), {0, 1080}));
    CHECK(near(on_panel({0, 0}, kPanel, Turn::Half), {1920, 1080}));
}

TEST_CASE("rotation: a clip turns with its vertices and stays a box") {
    ImDrawListSharedData shared;
    ImDrawList list(&shared);
    list._ResetForNewFrame();
    list.PushTextureID(nullptr);
    list.PushClipRect({100, 200}, {300, 600});
    list.PrimReserve(6, 4);
    list.PrimRectUV({100, 200}, {300, 600}, {0, 0}, {1, 1}, 0xFFFFFFFF);
    ImDrawList* lists[] = {&list};
    ImDrawData frame;
    frame.CmdLists = lists;
    frame.CmdListsCount = 1;
    turn_frame(frame, kPanel, Turn::Quarter);
    const ImVec4 clip = list.CmdBuffer.back().ClipRect;
    for (const ImDrawVert& vertex : list.VtxBuffer) {
        CHECK(vertex.pos.x >= clip.x);
        CHECK(vertex.pos.x <= clip.z);
        CHECK(vertex.pos.y >= clip.y);
        CHECK(vertex.pos.y <= clip.w);
    }
    CHECK(clip.z - clip.x == doctest::Approx(400));
    CHECK(frame.DisplaySize.x == 1920);
}

TEST_CASE("calibration: three touches find the matrix of a panel that is mirrored and off") {
    const std::array<Point, 3> wanted{Point{0.1F, 0.1F}, Point{0.9F, 0.5F}, Point{0.3F, 0.9F}};
    std::array<Point, 3> reported{};
    for (std::size_t i = 0; i < 3; ++i) {
        reported[i] = {1 - 0.9F * wanted[i].x, 0.05F + 0.9F * wanted[i].y};
    }
    const TouchMatrix found = matrix_from(reported, wanted);
    for (std::size_t i = 0; i < 3; ++i) {
        const Point meant = found.apply(reported[i]);
        CHECK(meant.x == doctest::Approx(wanted[i].x).epsilon(0.001));
        CHECK(meant.y == doctest::Approx(wanted[i].y).epsilon(0.001));
    }
}

TEST_CASE("calibration: three touches on one spot or one line change nothing") {
    const std::array<Point, 3> wanted{Point{0.1F, 0.1F}, Point{0.9F, 0.5F}, Point{0.3F, 0.9F}};
    CHECK(matrix_from({Point{0.5F, 0.5F}, Point{0.5F, 0.5F}, Point{0.5F, 0.5F}}, wanted) ==
          TouchMatrix{});
    CHECK(matrix_from({Point{0.1F, 0.1F}, Point{0.5F, 0.5F}, Point{0.9F, 0.9F}}, wanted) ==
          TouchMatrix{});
}

// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/ink.h"

#include "sync/base/mutant.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

namespace sunbooth::handwriting {
namespace {

Ink two_strokes() {
    Ink ink;
    ink.pen_down({10, 10});
    ink.pen_move({20, 10});
    ink.pen_down({15, 5});
    ink.pen_move({15, 25});
    ink.pen_move({14, 30});
    return ink;
}

/// Whether any of the points' memory, read after they are gone, is not zero. The buffer never moves
/// and is still the ink's own.
bool anything_left(const InkPoint* from, std::size_t count) {
    return std::any_of(from, from + count,
                       [](const InkPoint& at) { return at.x != 0 || at.y != 0; });
}

TEST_CASE("ink: keeps strokes apart, and takes the last one back") {
    Ink ink = two_strokes();
    REQUIRE(ink.strokes() == 2);
    CHECK(ink.stroke(0).size() == 2);
    CHECK(ink.stroke(1).size() == 3);
    ink.undo_stroke();
    REQUIRE(ink.strokes() == 1);
    CHECK(ink.stroke(0)[1].x == 20);
    ink.pen_move({99, 99});  // The finger that drew the stroke is not heard any more.
    CHECK(ink.points().size() == 2);
    ink.undo_stroke();
    ink.undo_stroke();
    CHECK(ink.empty());
}

TEST_CASE("ink: a moving finger that never came down, and numbers that are none, are not heard") {
    Ink ink;
    ink.pen_move({1, 1});
    CHECK(ink.empty());
    ink.pen_down({std::numeric_limits<float>::quiet_NaN(), 1});
    ink.pen_move({2, 2});
    CHECK(ink.empty());
    ink.pen_down({1, 1});
    ink.pen_move({std::numeric_limits<float>::infinity(), 0});
    ink.pen_move({0, 1e30F});
    CHECK(ink.points().size() == 1);
}

TEST_CASE("ink: endless scribbling is bounded, and its memory never moves") {
    Ink ink;
    ink.pen_down({0, 0});
    const InkPoint* memory = ink.points().data();
    for (int i = 0; i < 100000; ++i) {
        const auto at = static_cast<float>(i % 600);
        if (i % 50 == 0)
            ink.pen_down({at, 1});
        else
            ink.pen_move({at, 2});
    }
    CHECK(ink.points().size() <= Ink::kPointsMax);
    CHECK(ink.strokes() <= Ink::kStrokesMax);
    CHECK(ink.points().data() == memory);
}

TEST_CASE("ink: nothing of it stays in memory after clear or undo") {
    Ink ink = two_strokes();
    const InkPoint* memory = ink.points().data();
    ink.undo_stroke();
    CHECK(!anything_left(memory + 2, 3));
    ink.clear();
    CHECK(ink.empty());
    CHECK(!anything_left(memory, 5));
}

TEST_CASE("ink: the wipe test catches ink that stays") {
    const MutantScope scope("handwriting.ink_stays");
    Ink ink = two_strokes();
    const InkPoint* memory = ink.points().data();
    ink.clear();
    CHECK(anything_left(memory, 5));
}

}  // namespace
}  // namespace sunbooth::handwriting

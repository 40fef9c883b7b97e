// SPDX-License-Identifier: Apache-2.0
#include "app/input/pen.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::input;

namespace {

using Kind = TouchEvent::Kind;
constexpr text::Box kPad{100, 200, 300, 300};

struct Hand {
    Pen pen{2};
    Instant now = instant_ms(1'000);

    void down(float x, float y, std::int64_t finger = 1) {
        pen.begin({Kind::Down, finger, x, y, now}, kPad);
    }
    bool move(float x, float y, std::int64_t finger = 1) {
        return pen.feed({Kind::Move, finger, x, y, now});
    }
    bool up(float x, float y, std::int64_t finger = 1) {
        return pen.feed({Kind::Up, finger, x, y, now});
    }
};

}  // namespace

TEST_CASE("pen: a stroke runs from where the finger came down to where it lifts") {
    Hand hand;
    hand.down(110, 220);
    CHECK(hand.pen.is_down());
    CHECK_FALSE(hand.move(120, 230));
    CHECK(hand.up(130, 240));
    CHECK_FALSE(hand.pen.is_down());
    REQUIRE(hand.pen.points().size() == 3);
    CHECK(hand.pen.points().front().x == 10);
    CHECK(hand.pen.points().front().y == 20);
    CHECK(hand.pen.points().back().x == 30);
}

TEST_CASE("pen: past the edge the stroke stays at the edge") {
    Hand hand;
    hand.down(110, 220);
    hand.move(-500, 9'000);
    CHECK(hand.pen.points().back().x == 0);
    CHECK(hand.pen.points().back().y == 300);
    hand.move(NAN, 250);
    CHECK(hand.pen.points().size() == 2);
}

TEST_CASE("pen: another finger neither writes nor ends the stroke") {
    Hand hand;
    hand.down(110, 220);
    CHECK_FALSE(hand.move(300, 400, 2));
    CHECK_FALSE(hand.up(300, 400, 2));
    CHECK(hand.pen.is_down());
    CHECK(hand.pen.points().size() == 1);
}

TEST_CASE("pen: a dot is a stroke, and a trembling finger adds no points") {
    Hand hand;
    hand.down(110, 220);
    for (int i = 0; i < 50; ++i) hand.move(110.5F, 220.5F);
    CHECK(hand.up(110, 220));
    CHECK(hand.pen.points().size() == 1);
}

TEST_CASE("pen: a finger that never lifts is dropped after 30 s, and so is its stroke") {
    Hand hand;
    hand.down(110, 220);
    hand.pen.tick(hand.now + std::chrono::seconds{30});
    CHECK(hand.pen.is_down());
    hand.pen.tick(hand.now + std::chrono::seconds{31});
    CHECK_FALSE(hand.pen.is_down());
    CHECK(hand.pen.points().empty());
    CHECK_FALSE(hand.up(120, 230));
}

TEST_CASE("pen: what is cancelled is overwritten, and a flood of points has an end") {
    Hand hand;
    hand.down(110, 220);
    std::mt19937_64 dice(3);
    for (int i = 0; i < 20'000; ++i) {
        hand.move(static_cast<float>(dice() % 700), static_cast<float>(dice() % 700));
        const text::Point& last = hand.pen.points().back();
        CHECK((last.x >= 0 && last.x <= kPad.w && last.y >= 0 && last.y <= kPad.h));
    }
    CHECK(hand.pen.points().size() == Pen::kPointsMax);
    const text::Point* memory = hand.pen.points().data();
    hand.pen.cancel();
    CHECK(memory[Pen::kPointsMax / 2].x == 0);
    CHECK(memory[Pen::kPointsMax / 2].y == 0);
}

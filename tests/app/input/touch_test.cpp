// SPDX-License-Identifier: Apache-2.0
#include "app/input/touch.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::input;

namespace {

constexpr float kSlop_px = 38;
constexpr text::Box kLeft{0, 0, 100, 100};
constexpr text::Box kRight{200, 0, 100, 100};

bool inside(const text::Box& box, text::Point at) {
    return at.x >= box.x && at.x < box.x + box.w && at.y >= box.y && at.y < box.y + box.h;
}

/// Two controls and a hand.
struct Glass {
    TapRecogniser taps{kSlop_px};
    Instant now = instant_ms(1'000);
    bool right_is_there = true;

    std::optional<Tap> feed(TouchEvent::Kind kind, text::Point at, std::int64_t finger = 1) {
        return taps.feed({kind, finger, at.x, at.y, now},
                         [this](text::Point point) -> std::optional<Target> {
                             if (inside(kLeft, point)) return Target{"left", kLeft};
                             if (inside(kRight, point) && right_is_there) {
                                 return Target{"right", kRight, milliseconds{100}};
                             }
                             return std::nullopt;
                         });
    }
    std::optional<Tap> down(text::Point at, std::int64_t finger = 1) {
        return feed(TouchEvent::Kind::Down, at, finger);
    }
    std::optional<Tap> move(text::Point at, std::int64_t finger = 1) {
        return feed(TouchEvent::Kind::Move, at, finger);
    }
    std::optional<Tap> up(text::Point at, std::int64_t finger = 1) {
        return feed(TouchEvent::Kind::Up, at, finger);
    }
    /// The control that one quick touch pressed.
    std::string touch(text::Point at) {
        down(at);
        now += milliseconds{50};
        const std::optional<Tap> tap = up(at);
        REQUIRE(tap);
        return tap->id;
    }
};

}  // namespace

TEST_CASE("touch R5: a control is pressed when the finger lifts, not when it lands") {
    Glass glass;
    CHECK_FALSE(glass.down({50, 50}));
    CHECK(glass.taps.held() == "left");
    const auto tap = glass.up({60, 50});
    REQUIRE(tap);
    CHECK(tap->id == "left");
    CHECK(glass.taps.held().empty());
}

TEST_CASE("touch R5: a finger may tremble up to the slop, but sliding off cancels for good") {
    Glass glass;
    glass.down({95, 50});
    CHECK_FALSE(glass.move({100 + kSlop_px - 1, 50}));
    CHECK(glass.taps.held() == "left");
    CHECK(glass.up({100 + kSlop_px - 1, 50})->id == "left");

    glass.now += std::chrono::seconds{1};
    glass.down({50, 50});
    glass.move({100 + kSlop_px + 1, 50});
    CHECK(glass.taps.held().empty());
    glass.move({50, 50});
    CHECK(glass.up({50, 50})->id.empty());
}

TEST_CASE("touch: a long slide inside a wide control still presses it") {
    Glass glass;
    glass.down({2, 50});
    glass.move({98, 50});
    CHECK(glass.up({98, 50})->id == "left");
}

TEST_CASE("touch: a touch on nothing is a sign of life and presses nothing") {
    Glass glass;
    CHECK(glass.touch({150, 150}).empty());
}

TEST_CASE("touch R7: while one finger is down, every other one is ignored") {
    Glass glass;
    glass.down({50, 50}, 1);
    CHECK_FALSE(glass.down({250, 50}, 2));
    CHECK_FALSE(glass.move({50, 900}, 2));
    CHECK_FALSE(glass.up({250, 50}, 2));
    CHECK(glass.up({50, 50}, 1)->id == "left");
}

TEST_CASE("touch: a second finger that outlasts the first one still presses nothing") {
    Glass glass;
    glass.down({50, 50}, 1);
    glass.down({250, 50}, 2);
    glass.up({50, 50}, 1);
    CHECK_FALSE(glass.up({250, 50}, 2));
}

TEST_CASE("touch R7: the same control again within its guard is ignored, another one is not") {
    Glass glass;
    CHECK(glass.touch({50, 50}) == "left");
    glass.now += milliseconds{200};  // 250 ms after the first contact.
    CHECK(glass.touch({50, 50}).empty());
    CHECK(glass.touch({250, 50}) == "right");
    glass.now += milliseconds{60};  // 110 ms: past this control's own guard.
    CHECK(glass.touch({250, 50}) == "right");
}

TEST_CASE("touch: the guard counts from the press that was taken") {
    Glass glass;
    CHECK(glass.touch({50, 50}) == "left");
    for (int i = 0; i < 2; ++i) {
        glass.now += milliseconds{70};
        CHECK(glass.touch({50, 50}).empty());
    }
    glass.now += milliseconds{70};  // 360 ms after the first: trembling does not lock a control.
    CHECK(glass.touch({50, 50}) == "left");
}

TEST_CASE("touch: the target is what stood there when the finger came down") {
    Glass glass;
    glass.right_is_there = false;
    glass.down({250, 50});
    glass.right_is_there = true;
    CHECK(glass.up({250, 50})->id.empty());
}

TEST_CASE("touch: a page that changes under the finger takes its press away") {
    Glass glass;
    glass.down({50, 50});
    glass.taps.cancel();
    CHECK(glass.taps.held().empty());
    CHECK(glass.up({50, 50})->id.empty());
}

TEST_CASE("touch: a finger that is stuck is lifted after 30 seconds") {
    Glass glass;
    glass.down({50, 50}, 1);
    glass.taps.tick(glass.now + std::chrono::seconds{30});
    CHECK(glass.taps.held() == "left");
    glass.now += std::chrono::seconds{31};
    glass.taps.tick(glass.now);
    CHECK(glass.taps.held().empty());
    CHECK_FALSE(glass.up({50, 50}, 1));
    glass.down({250, 50}, 2);
    CHECK(glass.up({250, 50}, 2)->id == "right");
}

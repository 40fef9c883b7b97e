// SPDX-License-Identifier: Apache-2.0
// Fingers, pens and keys at random (issue 4, proof): broken panels, palms, weights on keys, numbers
// that are none. Whatever comes, a press is one that a hand has made, a stroke lies on its pad, and
// what is heard of keys was typed, in its order.
#include "app/input/keyboard.h"
#include "app/input/pen.h"
#include "app/input/touch.h"
#include "sync/base/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::input;

namespace {

constexpr int kSteps = 20'000;
constexpr float kSlop_px = 38;
constexpr milliseconds kGuard{300};
constexpr std::array kBoxes = {text::Box{0, 0, 100, 100}, text::Box{140, 0, 100, 100},
                               text::Box{0, 140, 240, 60}};

bool inside(const text::Box& box, text::Point at, float around = 0) {
    return at.x >= box.x - around && at.x <= box.x + box.w + around && at.y >= box.y - around &&
           at.y <= box.y + box.h + around;
}

std::optional<Target> aim(text::Point at) {
    for (std::size_t i = 0; i < kBoxes.size(); ++i) {
        if (inside(kBoxes.at(i), at)) return Target{std::to_string(i), kBoxes.at(i), kGuard};
    }
    return std::nullopt;
}

/// What a panel may send: mostly what a hand does near the controls, now and then nonsense.
struct Panel {
    static constexpr std::uint64_t kShort_ms = 120, kLong_ms = 40'000;  ///< Longer than stuck.
    SeededRandom random;
    Instant now = instant_ms(1'000);

    float coordinate() {
        constexpr std::array kOdd = {std::numeric_limits<float>::quiet_NaN(),
                                     std::numeric_limits<float>::infinity(), -1e30F, 1e30F};
        if (random.between(0, 60) == 0) return kOdd.at(random.between(0, kOdd.size() - 1));
        return static_cast<float>(random.between(0, 320)) - 40;
    }
    TouchEvent event() {
        using Kind = TouchEvent::Kind;
        now += milliseconds{random.between(0, random.between(0, 400) == 0 ? kLong_ms : kShort_ms)};
        const auto finger = static_cast<std::int64_t>(random.between(1, 3));
        constexpr std::array kKinds = {Kind::Down, Kind::Move, Kind::Up};
        return {kKinds.at(random.between(0, 2)), finger, coordinate(), coordinate(), now};
    }
};

/// Checks the presses of one stream against what a hand has done.
struct Judge {
    std::map<std::int64_t, Instant> down_since;
    std::map<std::string, Instant> pressed_since;  ///< When the finger of the last press came down.
    bool cancelled = false;
    int presses = 0, passed_over = 0;

    void check(const TouchEvent& event, const std::optional<Tap>& tap) {
        if (event.kind == TouchEvent::Kind::Down) down_since.try_emplace(event.finger, event.at);
        if (tap) check_tap(event, *tap);
        if (event.kind == TouchEvent::Kind::Up) down_since.erase(event.finger);
    }

private:
    void check_tap(const TouchEvent& event, const Tap& tap) {
        CHECK(event.kind == TouchEvent::Kind::Up);
        const auto since = down_since.find(event.finger);
        REQUIRE(since != down_since.end());
        if (tap.id.empty()) {
            ++passed_over;
            return;
        }
        ++presses;
        CHECK_FALSE(cancelled);
        const text::Box& box = kBoxes.at(std::stoul(tap.id));
        CHECK(inside(box, tap.down));
        CHECK(inside(box, tap.up, kSlop_px));
        const auto former = pressed_since.find(tap.id);
        const bool first = former == pressed_since.end();
        CHECK((first || event.at - former->second >= kGuard));
        pressed_since.clear();  // Another control between them ends the guard.
        pressed_since[tap.id] = since->second;
    }
};

}  // namespace

TEST_CASE("streams: of any contacts only a hand's own press is taken, and the glass never jams") {
    Panel panel{SeededRandom(41)};
    TapRecogniser taps(kSlop_px);
    Judge judge;
    for (int step = 0; step < kSteps; ++step) {
        CAPTURE(step);
        const TouchEvent event = panel.event();
        judge.check(event, taps.feed(event, aim));
        taps.tick(panel.now);
        judge.cancelled = judge.cancelled && taps.is_busy();
        if (panel.random.between(0, 40) == 0) {
            taps.cancel();
            judge.cancelled = taps.is_busy();
            CHECK(taps.held().empty());
        }
    }
    CHECK(judge.presses > kSteps / 200);
    CHECK(judge.passed_over > kSteps / 200);
    taps.tick(panel.now + std::chrono::seconds{31});
    const Instant later = panel.now + std::chrono::seconds{32};
    CHECK_FALSE(taps.feed({TouchEvent::Kind::Down, 7, 50, 50, later}, aim));
    const auto tap = taps.feed({TouchEvent::Kind::Up, 7, 50, 50, later}, aim);
    REQUIRE(tap);
    CHECK(tap->id == "0");
}

TEST_CASE("streams: any stroke lies on its pad, is bounded, and its memory never moves") {
    Panel panel{SeededRandom(42)};
    constexpr text::Box kPad{20, 30, 200, 150};
    Pen pen;
    const text::Point* const memory = pen.points().data();
    int strokes = 0;
    for (int step = 0; step < kSteps; ++step) {
        CAPTURE(step);
        const TouchEvent event = panel.event();
        const bool own = pen.owns(event);
        const std::size_t before = pen.points().size();
        if (event.kind == TouchEvent::Kind::Down && !pen.is_down()) {
            pen.begin(event, kPad);
        } else if (pen.feed(event)) {
            ++strokes;
            CHECK(own);
            CHECK_FALSE(pen.is_down());
        } else if (!own) {
            CHECK(pen.points().size() == before);
        }
        pen.tick(panel.now);
        CHECK(pen.points().size() <= Pen::kPointsMax);
        CHECK(pen.points().data() == memory);
        CHECK(std::all_of(pen.points().begin(), pen.points().end(), [&](text::Point at) {
            return at.x >= 0 && at.x <= kPad.w && at.y >= 0 && at.y <= kPad.h;
        }));
    }
    CHECK(strokes > kSteps / 100);
}

TEST_CASE(
    "streams: what any keys are heard as was typed, in its order, and nothing waits for ever") {
    SeededRandom random(43);
    StrokeReader reader;
    Instant now = instant_ms(1'000);
    std::string typed, heard;
    int scans = 0, keys = 0;
    const auto hear = [&](const std::vector<Meaning>& meanings) {
        for (const Meaning& one : meanings) {
            if (const auto* character = std::get_if<Typed>(&one)) heard += character->character;
            if (std::holds_alternative<Key>(one)) ++keys;
            if (const auto* scan = std::get_if<Scan>(&one)) {
                ++scans;
                CHECK(scan->text.size() >= 4);
                heard += scan->text.view();
            }
        }
    };
    constexpr std::array<std::uint64_t, 4> kPaces_ms = {3, 30, 90, 1500};
    std::uint64_t pace = 0;
    for (int step = 0; step < kSteps; ++step) {
        if (random.between(0, 30) == 0) pace = kPaces_ms.at(random.between(0, 3));
        now += milliseconds{random.between(0, pace)};
        hear(reader.tick(now));
        Stroke stroke = *stroke_named("return");
        if (random.between(0, 9) != 0) {
            stroke.usage = static_cast<std::uint16_t>(random.between(0, 120));
            stroke.shift = random.between(0, 3) == 0;
            stroke.caps = random.between(0, 7) == 0;
        }
        stroke.at = now;
        if (const auto character = character_of(stroke)) typed += *character;
        hear(reader.feed(stroke));
        if (random.between(0, 3000) == 0) reader.wipe();
    }
    const auto until = reader.wake_at();
    hear(reader.tick(until ? *until : now));
    CHECK_FALSE(reader.wake_at());
    CHECK(keys > 100);
    CHECK(scans > 20);
    CHECK(heard.size() > typed.size() / 10);
    std::size_t at = 0;
    for (const char character : heard) {
        at = typed.find(character, at);
        REQUIRE_MESSAGE(at != typed.npos, "something that nobody typed, or out of its order");
        ++at;
    }
}

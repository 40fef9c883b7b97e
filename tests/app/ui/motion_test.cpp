// SPDX-License-Identifier: Apache-2.0
// What moves, for how long, and what a finger means beside and on a control.
#include "tests/app/ui/rig.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using namespace sunbooth::app::ui::tests;

namespace {

using Kind = input::TouchEvent::Kind;

Glass::Page page(const char* name) {
    Glass::Page made;
    made.name = name;
    return made;
}

/// A terminal whose pages may move, and its clock.
struct Moving : Glass {
    Moving() {
        ui->set_motion(true);
        at(0);
        draw(page("first"));
    }
    void at(int ms) { ui->tick(instant_ms(ms)); }
    void tap(std::string_view id, int ms, float aside_mm = 0) {
        const Node* node = ui->tree().find(id);
        REQUIRE(node != nullptr);
        const float x = aside_mm == 0 ? node->rect.x + node->rect.w / 2
                                      : node->rect.x + node->rect.w + screen.px(aside_mm);
        const float y = node->rect.y + node->rect.h / 2;
        ui->touch({Kind::Down, 1, x, y, instant_ms(ms)});
        ui->touch({Kind::Up, 1, x, y, instant_ms(ms)});
    }
    /// A finger where nobody asks what is there.
    void hit(text::Point place, int ms) {
        ui->touch({Kind::Down, 1, place.x, place.y, instant_ms(ms)});
        ui->touch({Kind::Up, 1, place.x, place.y, instant_ms(ms)});
    }
    text::Point middle(std::string_view id) const {
        const Node* node = ui->tree().find(id);
        REQUIRE(node != nullptr);
        return {node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2};
    }
    bool pressed_back() { return draw(page("first")).bar == "shell.back"; }
};

}  // namespace

TEST_CASE("motion: a page fades in for 120 ms, and then nothing is drawn any more") {
    Moving glass;
    CHECK_FALSE(glass.ui->moves());  // The first page of all comes at once.
    glass.at(1000);
    glass.draw(page("second"));
    CHECK(glass.ui->moves());
    glass.at(1119);
    CHECK(glass.ui->moves());
    glass.draw(page("second"));
    glass.at(1120);
    CHECK_FALSE(glass.ui->moves());
    glass.draw(page("second"));
    CHECK_FALSE(glass.ui->moves());
}

TEST_CASE("motion: what was pressed glows for 60 ms, however short the touch") {
    Moving glass;
    glass.tap("shell.back", 1000);
    glass.at(1059);
    CHECK(glass.ui->moves());
    glass.at(1060);
    CHECK_FALSE(glass.ui->moves());
}

TEST_CASE("motion: nothing moves for who asked for less, nor in pictures, nor after the wipe") {
    Moving calm;
    calm.ui->set_look({.still = true});
    calm.draw(page("second"));
    CHECK_FALSE(calm.ui->moves());
    calm.tap("shell.back", 1000);
    CHECK_FALSE(calm.ui->moves());

    Glass picture;
    picture.draw(page("first"));
    picture.draw(page("second"));
    CHECK_FALSE(picture.ui->moves());

    Moving wiped;
    wiped.draw(page("second"));
    wiped.ui->wipe();
    wiped.draw(page("attract"));
    CHECK_FALSE(wiped.ui->moves());
}

TEST_CASE("touch R7: one control is not pressed twice within 300 ms, in Steady within 500") {
    Moving glass;
    glass.tap("shell.back", 1000);
    CHECK(glass.pressed_back());
    glass.tap("shell.back", 1299);
    CHECK_FALSE(glass.pressed_back());
    glass.tap("shell.back", 1301);
    CHECK(glass.pressed_back());

    Moving steady;
    steady.ui->set_look({.steady = true});
    steady.pressed_back();
    steady.tap("shell.back", 2000);
    CHECK(steady.pressed_back());
    steady.tap("shell.back", 2499);
    CHECK_FALSE(steady.pressed_back());
    steady.tap("shell.back", 2501);
    CHECK(steady.pressed_back());
}

TEST_CASE("touch R7: in Steady the second of two hits means nothing on the next page either") {
    Moving glass;
    glass.ui->set_look({.steady = true});
    glass.pressed_back();
    glass.tap("shell.back", 1000);
    CHECK(glass.pressed_back());
    glass.draw(page("second"));
    glass.tap("shell.continue", 1250);
    CHECK_FALSE(glass.draw(page("second")).bar.has_value());
    glass.tap("shell.continue", 1900);
    CHECK(glass.draw(page("second")).bar == "shell.continue");
}

TEST_CASE("touch R7: the second of two hits in one place presses nothing that has come there") {
    Moving glass;
    const text::Point back = glass.middle("shell.back");
    const auto second = [&](float aside_mm, int ms) {
        glass.draw(page("first"));
        glass.hit(back, ms);
        CHECK(glass.pressed_back());
        glass.draw(page("second"));
        return text::Point{back.x + glass.screen.px(aside_mm), back.y};
    };
    glass.hit(second(0, 1000), 1250);
    CHECK_FALSE(glass.draw(page("second")).bar.has_value());
    CHECK(glass.ui->take_tapped());  // A sign of life all the same.
    glass.hit(second(5, 2000), 2299);
    CHECK_FALSE(glass.draw(page("second")).bar.has_value());
    glass.hit(second(0, 3000), 3300);
    CHECK(glass.draw(page("second")).bar == "shell.back");

    SUBCASE("a hit in another place is meant") {
        second(0, 4000);
        glass.tap("shell.continue", 4200);
        CHECK(glass.draw(page("second")).bar == "shell.continue");
    }
    SUBCASE("of another language") {
        second(0, 4000);
        glass.draw(page("first"));
        glass.hit(back, 5000);
        CHECK(glass.pressed_back());
        glass.draw(page("first"), domain::Language::Ug);
        glass.hit(back, 5200);
        CHECK_FALSE(glass.draw(page("first"), domain::Language::Ug).bar.has_value());
    }
    SUBCASE("of a dialog that has come over the page") {
        Glass::Page asked = page("first");
        asked.dialog = true;
        glass.draw(page("first"));
        glass.hit(back, 5000);
        CHECK(glass.pressed_back());
        glass.draw(asked);
        glass.hit(back, 5200);
        CHECK_FALSE(glass.draw(asked).dialog.has_value());
        glass.hit(back, 5400);
        CHECK(glass.draw(asked).dialog == "ask.no");  // Beside a dialog is its safe answer.
    }
    SUBCASE("on the page that stands after the visit was ended") {
        glass.draw(page("first"));
        glass.hit(back, 5000);
        CHECK(glass.pressed_back());
        glass.ui->wipe();
        glass.draw(page("attract"));
        glass.hit(back, 5200);
        CHECK_FALSE(glass.draw(page("attract")).bar.has_value());
    }
}

TEST_CASE(
    "touch R2: half the gap beside a control still means it; in Steady only the control does") {
    Moving glass;
    glass.tap("shell.back", 1000, 1);
    CHECK(glass.pressed_back());
    glass.tap("shell.back", 2000, 2);
    CHECK_FALSE(glass.pressed_back());

    Moving steady;
    steady.ui->set_look({.steady = true});
    steady.pressed_back();
    steady.tap("shell.back", 1000, 1);
    CHECK_FALSE(steady.pressed_back());
}

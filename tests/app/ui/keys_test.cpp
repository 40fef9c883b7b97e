// SPDX-License-Identifier: Apache-2.0
// Keys, characters and taps as the widget layer turns them into presses.
#include "tests/app/ui/rig.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using namespace sunbooth::app::ui::tests;
using input::Key;

namespace {

Glass::Page field_page(bool numeric) {
    FieldView field;
    field.label = "情况";
    field.numeric = numeric;
    field.lines = numeric ? 1 : 3;
    return {.name = "page",
            .field = std::move(field),
            .keyboard = PanelView{.layout = numeric ? Keyboard::Digits : Keyboard::Latin}};
}
Glass::Page prose_page() {
    return field_page(false);
}
Glass::Page number_page() {
    return field_page(true);
}

void tap(Glass& glass, std::string_view id, Instant at) {
    const Node* node = glass.ui->tree().find(id);
    REQUIRE(node != nullptr);
    const text::Point middle{node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2};
    for (const auto kind : {input::TouchEvent::Kind::Down, input::TouchEvent::Kind::Up}) {
        glass.ui->touch({kind, 1, middle.x, middle.y, at});
    }
}

}  // namespace

TEST_CASE("keyboards: the key for the blank is wider than a letter on every glass") {
    for (const Screen& panel : {Screen{1080, 1920, 21.5F}, Screen{1080, 1920, 27},
                                Screen{1920, 1080, 24}, Screen{1920, 1080, 27}}) {
        for (const Keyboard layout : {Keyboard::Uyghur, Keyboard::Latin, Keyboard::Pinyin}) {
            CAPTURE(panel.diagonal_in);
            CAPTURE(static_cast<int>(layout));
            Glass glass(panel);
            Glass::Page page;
            page.keyboard = PanelView{};
            page.keyboard->layout = layout;
            page.keyboard->undo = page.keyboard->clear = page.keyboard->more = "字";
            glass.draw(page);
            const Node* space = glass.ui->tree().find("keyboard.space");
            REQUIRE(space != nullptr);
            for (const Node& key : glass.ui->tree().nodes) {
                if (key.role != Role::Key) continue;
                CHECK(key.rect.w >= panel.px(20) - 1);
                const bool letter = key.name.size() <= 3 && key.name != "字" && key.name != " ";
                if (letter && !key.name.empty()) CHECK(space->rect.w >= 1.5F * key.rect.w);
            }
        }
    }
}

TEST_CASE("keys: Tab and Select press what the ring stands round") {
    Glass glass;
    const Glass::Page page{.name = "page", .field = {}, .keyboard = {}, .chip = true};
    glass.draw(page);
    glass.ui->key(Key::Tab);
    glass.draw(page);
    CHECK(focused(glass.ui->tree()) == "page.heading");
    glass.ui->key(Key::Tab);
    glass.ui->key(Key::Select);
    CHECK(glass.ui->wants_frame());
    CHECK(glass.draw(page).chip);
    CHECK(focused(glass.ui->tree()) == "page.chip");
}

TEST_CASE("keys: a touch puts the ring away") {
    Glass glass;
    glass.draw({});
    glass.ui->key(Key::Down);
    glass.draw({});
    CHECK_FALSE(focused(glass.ui->tree()).empty());
    tap(glass, "shell.zh", instant_ms(1'000));
    glass.draw({});
    CHECK(focused(glass.ui->tree()).empty());
}

TEST_CASE("keys: Back is the shell's") {
    Glass glass;
    glass.draw({});
    CHECK_FALSE(glass.ui->key(Key::Back));
}

TEST_CASE("keys: characters reach the field one a frame, in their order") {
    Glass glass;
    glass.draw(prose_page());
    for (const char c : {'h', 'i', ' ', '\b'}) CHECK(glass.ui->write(c));
    CHECK(glass.draw(prose_page()).key->text == "h");
    CHECK(glass.draw(prose_page()).key->text == "i");
    CHECK(glass.draw(prose_page()).key->kind == KeyPress::Kind::Space);
    CHECK(glass.draw(prose_page()).key->kind == KeyPress::Kind::Backspace);
    CHECK_FALSE(glass.ui->wants_frame());
    CHECK_FALSE(glass.draw(prose_page()).key);
}

TEST_CASE("keys: Return after writing is a new line in prose and goes on from a number") {
    Glass prose;
    prose.draw(prose_page());
    prose.ui->write('a');
    prose.draw(prose_page());
    prose.ui->key(Key::Select);
    CHECK(prose.draw(prose_page()).key->kind == KeyPress::Kind::Newline);

    Glass number;
    number.draw(number_page());
    number.ui->write('1');
    number.draw(number_page());
    number.ui->key(Key::Select);
    CHECK(number.draw(number_page()).bar == "shell.continue");
}

TEST_CASE("keys: without a field a blank is Select and Backspace is left to the shell") {
    Glass glass;
    const Glass::Page page{.name = "page", .field = {}, .keyboard = {}, .chip = true};
    glass.draw(page);
    CHECK_FALSE(glass.ui->write('\b'));
    CHECK_FALSE(glass.ui->write('x'));
    glass.ui->key(Key::Tab);
    glass.ui->key(Key::Tab);
    glass.ui->write(' ');
    CHECK(glass.draw(page).chip);
}

TEST_CASE("keys: a blank on a button presses it even where there is a field") {
    Glass glass;
    glass.draw(prose_page());
    for (int steps = 0; focused(glass.ui->tree()) != "shell.back"; ++steps) {
        REQUIRE(steps < 100);
        glass.ui->key(Key::Tab);
        glass.draw(prose_page());
    }
    glass.ui->write(' ');
    const Glass::Pressed pressed = glass.draw(prose_page());
    CHECK(pressed.bar == "shell.back");
    CHECK_FALSE(pressed.key);
}

TEST_CASE("keys: what was written for one page is not written into the next") {
    Glass glass;
    glass.draw(prose_page());
    glass.ui->write('a');
    Glass::Page next = prose_page();
    next.name = "next";
    CHECK_FALSE(glass.draw(next).key);
}

TEST_CASE("keys: nothing is written under a dialog") {
    Glass glass;
    Glass::Page page = prose_page();
    page.dialog = true;
    glass.draw(page);
    CHECK_FALSE(glass.ui->write('a'));
    page.dialog = false;
    CHECK_FALSE(glass.draw(page).key);
}

TEST_CASE("taps: two quick taps are two presses, each with its frame") {
    Glass glass;
    glass.draw(number_page());
    tap(glass, "keyboard.1", instant_ms(1'000));
    tap(glass, "keyboard.2", instant_ms(1'120));
    CHECK(glass.draw(number_page()).key->text == "1");
    CHECK(glass.ui->wants_frame());
    CHECK(glass.draw(number_page()).key->text == "2");
    CHECK_FALSE(glass.ui->wants_frame());
}

TEST_CASE("taps: on words two taps count at any pace of a hand, a bounce does not") {
    const auto taken = [](int apart_ms, bool steady = false) {
        Glass glass;
        glass.ui->set_look({.steady = steady});
        glass.draw(prose_page());
        tap(glass, "page.field", instant_ms(1'000));
        tap(glass, "page.field", instant_ms(1'000 + apart_ms));
        int count = 0;
        for (int frame = 0; frame < 3; ++frame) count += glass.draw(prose_page()).field.has_value();
        return count;
    };
    for (const int apart_ms : {120, 180, 250, 290, 400}) CHECK(taken(apart_ms) == 2);
    CHECK(taken(60) == 1);
    CHECK(taken(250, true) == 1);  // A hand that trembles means one.
    CHECK(taken(600, true) == 2);
}

TEST_CASE("taps: a press is no bare sign of life, which would close what it was meant for") {
    Glass glass;
    const Glass::Page page{
        .name = "page", .field = {}, .keyboard = {}, .chip = false, .dialog = true};
    glass.draw(page);
    tap(glass, "ask.yes", instant_ms(1'000));
    CHECK_FALSE(glass.ui->take_tapped());
    CHECK(glass.draw(page).dialog == "ask.yes");
    tap(glass, "ask.title", instant_ms(2'000));  // The scrim: the safe answer.
    CHECK(glass.draw(page).dialog == "ask.no");
    glass.draw({});
    tap(glass, "page.heading", instant_ms(3'000));
    CHECK(glass.ui->take_tapped());
    CHECK_FALSE(glass.ui->take_tapped());
}

TEST_CASE("taps: a press whose control is gone is dropped") {
    Glass glass;
    const Glass::Page page{.name = "page", .field = {}, .keyboard = {}, .chip = true};
    glass.draw(page);
    tap(glass, "page.chip", instant_ms(1'000));
    tap(glass, "shell.en", instant_ms(1'500));
    Glass::Page without = page;
    without.chip = false;
    glass.draw(without);
    CHECK(glass.draw(page).strip == "shell.en");
    CHECK_FALSE(glass.draw(page).chip);
}

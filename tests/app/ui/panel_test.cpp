// SPDX-License-Identifier: Apache-2.0
// The writing panel under fingers: strokes, candidates, and hands that do anything.
#include "tests/app/ui/pad_page.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using namespace sunbooth::app::ui::tests;
using Kind = input::TouchEvent::Kind;

TEST_CASE("panel: a stroke comes as millimetres from the pad's corner, in every language") {
    for (const domain::Language language : domain::kLanguages) {
        Glass glass;
        glass.draw(pad_page(), language);
        const Box pad = pad_of(glass);
        Finger finger{glass};
        CHECK(finger.feed(Kind::Down, pad.x + glass.screen.px(10), pad.y + glass.screen.px(20)));
        CHECK(finger.feed(Kind::Move, pad.x + glass.screen.px(30), pad.y + glass.screen.px(20)));
        CHECK_FALSE(glass.draw(pad_page(), language).key);  // The finger still writes.
        CHECK(finger.feed(Kind::Up, pad.x + glass.screen.px(30), pad.y + glass.screen.px(60)));
        CHECK(glass.ui->wants_frame());
        const auto press = glass.draw(pad_page(), language).key;
        REQUIRE(press);
        CHECK(press->kind == KeyPress::Kind::Stroke);
        REQUIRE(press->stroke.size() == 3);
        CHECK(press->stroke.front().x == doctest::Approx(10).epsilon(0.01));
        CHECK(press->stroke.back().y == doctest::Approx(60).epsilon(0.01));
        CHECK(press->pad_mm == doctest::Approx(pad.w / 2 / glass.screen.px(1)));  // Of two squares.
    }
}

TEST_CASE(
    "panel: while a finger writes, other hands press nothing; while one presses, none writes") {
    Glass glass;
    glass.draw(pad_page(12));
    const Box pad = pad_of(glass);
    const Box tab = glass.ui->tree().find("keyboard.tab.latin")->rect;
    Finger finger{glass};
    finger.feed(Kind::Down, pad.x + 50, pad.y + 50);
    CHECK_FALSE(finger.feed(Kind::Down, tab.x + 20, tab.y + 20, 2));
    CHECK_FALSE(finger.feed(Kind::Up, tab.x + 20, tab.y + 20, 2));
    finger.feed(Kind::Up, pad.x + 90, pad.y + 90);
    CHECK(glass.draw(pad_page(12)).key->kind == KeyPress::Kind::Stroke);
    CHECK_FALSE(glass.draw(pad_page(12)).key);

    finger.feed(Kind::Down, tab.x + 20, tab.y + 20);
    finger.feed(Kind::Down, pad.x + 50, pad.y + 50, 2);
    finger.feed(Kind::Up, pad.x + 90, pad.y + 90, 2);
    finger.feed(Kind::Up, tab.x + 20, tab.y + 20);
    CHECK(glass.draw(pad_page(12)).key->kind == KeyPress::Kind::Switch);
    CHECK_FALSE(glass.draw(pad_page(12)).key);
}

TEST_CASE("panel: strokes and taps keep their order, a frame each") {
    Glass glass;
    glass.draw(pad_page(12));
    const Box pad = pad_of(glass);
    Finger finger{glass};
    for (int stroke = 0; stroke < 2; ++stroke) {
        finger.feed(Kind::Down, pad.x + 50, pad.y + 50);
        finger.feed(Kind::Up, pad.x + 90, pad.y + 90);
    }
    finger.tap("keyboard.undo");
    CHECK(glass.draw(pad_page(12)).key->kind == KeyPress::Kind::Stroke);
    CHECK(glass.draw(pad_page(12)).key->kind == KeyPress::Kind::Stroke);
    CHECK(glass.draw(pad_page(12)).key->kind == KeyPress::Kind::Undo);
}

TEST_CASE("panel: a tap on a candidate that has become another word enters nothing") {
    Glass glass;
    glass.draw(pad_page(12));
    Finger finger{glass};
    finger.tap("keyboard.candidate.2");
    const auto press = glass.draw(pad_page(12)).key;
    REQUIRE(press);
    CHECK(press->kind == KeyPress::Kind::Candidate);
    CHECK(press->index == 1);
    finger.tap("keyboard.candidate.2");
    finger.tap("keyboard.candidate.3");
    Glass::Page other = pad_page(12);
    other.keyboard->candidates[1] = "官";
    CHECK(glass.draw(other).key->index == 1);  // What the finger saw at the time.
    CHECK(glass.draw(other).key->index == 2);
    finger.tap("keyboard.candidate.2");
    other.keyboard->candidates[1] = "宫";
    glass.draw(other);
    CHECK_FALSE(glass.draw(other).key);
}

TEST_CASE("panel: letters of a plugged keyboard are sounds, its digits choose a candidate") {
    Glass glass;
    Glass::Page page = pad_page(3);
    page.keyboard->layout = Keyboard::Pinyin;
    glass.draw(page);
    for (const char c : {'c', '2', '9', '\b'}) CHECK(glass.ui->write(c));
    CHECK(glass.draw(page).key->kind == KeyPress::Kind::Sound);
    const auto chosen = glass.draw(page).key;
    CHECK(chosen->kind == KeyPress::Kind::Candidate);
    CHECK(chosen->index == 1);
    CHECK(glass.draw(page).key->kind == KeyPress::Kind::Text);
    CHECK(glass.draw(page).key->kind == KeyPress::Kind::Backspace);
}

TEST_CASE("issue 4, 5: on nine keys the digits of a keypad are sounds, as on a telephone") {
    Glass glass;
    Glass::Page page = pad_page(3);
    page.keyboard->layout = Keyboard::Nine;
    glass.draw(page);
    for (const char c : {'2', '9', '1', '0'}) CHECK(glass.ui->write(c));
    const auto two = glass.draw(page).key;
    CHECK(two->kind == KeyPress::Kind::Sound);
    CHECK(two->text == "2");
    CHECK(glass.draw(page).key->kind == KeyPress::Kind::Sound);
    const auto mark = glass.draw(page).key;
    CHECK(mark->kind == KeyPress::Kind::Sound);
    CHECK(mark->text == "'");
    CHECK(glass.draw(page).key->kind == KeyPress::Kind::Space);  // Chooses what is read best.
}

TEST_CASE("panel: rows of candidates follow each other and begin again") {
    Glass glass;
    Glass::Page page = pad_page(14);
    glass.draw(page);
    CHECK(glass.ui->tree().find("keyboard.candidate.12") != nullptr);
    CHECK(glass.ui->tree().find("keyboard.candidate.13") == nullptr);
    page.keyboard->page = 1;
    glass.draw(page);
    CHECK(glass.ui->tree().find("keyboard.candidate.1") == nullptr);
    const Node* late = glass.ui->tree().find("keyboard.candidate.14");
    REQUIRE(late != nullptr);
    CHECK(late->words.view() == "官");
    CHECK(late->is_private);
    page.keyboard->page = 2;
    glass.draw(page);
    CHECK(glass.ui->tree().find("keyboard.candidate.1") != nullptr);
}

TEST_CASE("panel: a pad that does not work says so and takes no ink") {
    Glass glass;
    glass.draw(pad_page(0, false));
    const Node* pad = glass.ui->tree().find("keyboard.pad");
    REQUIRE(pad != nullptr);
    CHECK_FALSE(pad->interactive);
    CHECK(pad->role == Role::Status);
    Finger finger{glass};
    finger.feed(Kind::Down, pad->rect.x + 50, pad->rect.y + 50);
    finger.feed(Kind::Up, pad->rect.x + 90, pad->rect.y + 90);
    CHECK_FALSE(glass.draw(pad_page(0, false)).key);
}

TEST_CASE("panel: a stroke that was begun on another page, or under a dialog, is not written") {
    Glass glass;
    glass.draw(pad_page());
    const Box pad = pad_of(glass);
    Finger finger{glass};
    finger.feed(Kind::Down, pad.x + 50, pad.y + 50);
    Glass::Page next = pad_page();
    next.name = "next";
    glass.draw(next);
    finger.feed(Kind::Up, pad.x + 90, pad.y + 90);
    CHECK_FALSE(glass.draw(next).key);
    finger.feed(Kind::Down, pad.x + 50, pad.y + 50);
    next.dialog = true;
    glass.draw(next);
    finger.feed(Kind::Up, pad.x + 90, pad.y + 90);
    CHECK_FALSE(glass.draw(next).key);
}

TEST_CASE("panel: any hands on any glass get one press a frame, and every stroke lies on the pad") {
    std::mt19937_64 dice(2026);
    const auto roll = [&dice](std::size_t sides) {
        return static_cast<std::size_t>(dice() % sides);
    };
    Glass glass;
    Instant now = instant_ms(1'000);
    std::size_t strokes = 0;
    const domain::Language languages[] = {domain::Language::Zh, domain::Language::Ug};
    for (int round = 0; round < 1'500; ++round) {
        Glass::Page page = pad_page(roll(kRead.size() + 1), roll(8) != 0);
        page.keyboard->page = static_cast<int>(roll(5));
        if (roll(4) == 0) page.keyboard->layout = static_cast<Keyboard>(roll(10));
        page.keyboard->suggests = roll(3) == 0;
        page.field->show = roll(4) == 0 ? "显示" : "";
        if (roll(30) == 0) page.name = "next";
        page.dialog = roll(20) == 0;
        const auto pressed = glass.draw(page, languages[roll(8) == 0 ? 1 : 0]);
        if (pressed.key && pressed.key->kind == KeyPress::Kind::Stroke) {
            ++strokes;
            for (const Point& at : pressed.key->stroke) {
                CHECK((at.x >= 0 && at.x <= 400 && at.y >= 0 && at.y <= 400));
            }
        }
        if (pressed.key && pressed.key->kind == KeyPress::Kind::Candidate) {
            CHECK(pressed.key->index < kRead.size());
        }
        for (std::size_t events = roll(12); events > 0; --events) {
            now += milliseconds{roll(40)};
            glass.ui->tick(now);
            const auto x = static_cast<float>(roll(1200)) - 60;
            const auto y = roll(2) == 0 ? static_cast<float>(roll(2000)) - 40
                                        : static_cast<float>(1250 + roll(420));
            const auto kind = static_cast<Kind>(roll(3));
            glass.ui->touch(
                {kind, static_cast<std::int64_t>(roll(3)), roll(200) == 0 ? NAN : x, y, now});
            if (roll(12) == 0) glass.ui->key(static_cast<input::Key>(roll(9)));
            if (roll(12) == 0) glass.ui->write(static_cast<char>('a' + roll(26)));
            if (roll(12) == 0) glass.ui->write(static_cast<char>('0' + roll(10)), true);
            if (roll(60) == 0) glass.ui->wipe();
        }
    }
    CHECK(strokes > 20);
}

TEST_CASE("panel: the keypad of a card has its X alive in the last place alone") {
    for (const bool last : {false, true}) {
        Glass glass;
        Glass::Page page{.name = "page", .field = FieldView{}, .keyboard = PanelView{}};
        page.field->numeric = true;
        page.keyboard->layout = Keyboard::Card;
        page.keyboard->clear_all = "清空";
        page.keyboard->takes_x = last;
        glass.draw(page);
        const Node* x = glass.ui->tree().find("keyboard.X");
        REQUIRE(x != nullptr);
        CHECK(x->interactive == last);
        CHECK(glass.ui->inject_press("keyboard.X") == last);
        const auto pressed = glass.draw(page);
        CHECK(pressed.key.has_value() == last);
        REQUIRE(glass.ui->inject_press("keyboard.clear_all"));
        const auto cleared = glass.draw(page);
        REQUIRE(cleared.key);
        CHECK(cleared.key->kind == KeyPress::Kind::Clear);
    }
}

TEST_CASE("field: the key that uncovers it stands beside what a tap moves the caret in") {
    for (const float diagonal : {21.5F, 32.0F}) {
        for (const bool steady : {false, true}) {
            Glass glass({1080, 1920, diagonal, 850});
            glass.ui->set_look({.steady = steady});
            Glass::Page page{.name = "page", .field = FieldView{}, .keyboard = PanelView{}};
            page.field->words = "••2";
            page.field->numeric = page.field->masked = true;
            page.field->show = "显示";
            page.keyboard->layout = Keyboard::Digits;
            glass.draw(page);
            const Node* field = glass.ui->tree().find("page.field");
            const Node* show = glass.ui->tree().find("page.field.show");
            REQUIRE(field != nullptr);
            REQUIRE(show != nullptr);
            CHECK(field->masked);
            CHECK(show->rect.w >= glass.screen.px(steady ? 30 : 20) - 1);
            CHECK(show->rect.h >= glass.screen.px(steady ? 30 : 20) - 1);
            CHECK(show->rect.x - field->rect.x - field->rect.w >= glass.screen.px(3) - 1);
        }
    }
}

namespace {

Glass::Page latin_page(bool undoes = true) {
    Glass::Page page = pad_page();
    page.keyboard->layout = Keyboard::Latin;
    page.keyboard->undoes = page.keyboard->clears = undoes;
    return page;
}

/// How often a key is entered while a finger rests on it so long.
int entered_while_held(std::string_view id, milliseconds rest, const Look& look = {}) {
    Glass glass;
    glass.ui->set_look(look);
    glass.draw(latin_page());
    Finger finger{glass};
    glass.ui->tick(finger.now);
    const Box key = glass.ui->tree().find(id)->rect;
    finger.feed(Kind::Down, key.x + key.w / 2, key.y + key.h / 2);
    int entered = 0;
    for (const Instant end = finger.now + rest; finger.now < end; finger.now += milliseconds{8}) {
        glass.ui->tick(finger.now);
        if (glass.ui->wants_frame()) entered += glass.draw(latin_page()).key.has_value();
    }
    finger.feed(Kind::Up, key.x + key.w / 2, key.y + key.h / 2);
    if (glass.ui->wants_frame()) entered += glass.draw(latin_page()).key.has_value();
    CHECK_FALSE(glass.ui->moves());
    return entered;
}

}  // namespace

TEST_CASE("panel: Backspace goes on while it is held, other keys and a trembling hand's do not") {
    CHECK(entered_while_held("keyboard.backspace", milliseconds{100}) == 1);
    CHECK(entered_while_held("keyboard.backspace", milliseconds{490}) == 1);
    const int held = entered_while_held("keyboard.backspace", milliseconds{1'500});
    CHECK(held >= 9);  // After half a second, then ten in a second; lifting adds nothing.
    CHECK(held <= 11);
    CHECK(entered_while_held("keyboard.a", milliseconds{1'500}) == 1);
    CHECK(entered_while_held("keyboard.backspace", milliseconds{1'500}, {.steady = true}) == 1);
}

TEST_CASE("panel: a finger that slides off, or a page that goes, ends what it repeats") {
    Glass glass;
    glass.draw(latin_page());
    Finger finger{glass};
    const Box key = glass.ui->tree().find("keyboard.backspace")->rect;
    finger.feed(Kind::Down, key.x + key.w / 2, key.y + key.h / 2);
    CHECK(glass.ui->moves());
    finger.feed(Kind::Move, 10, 10);
    CHECK_FALSE(glass.ui->moves());
    finger.feed(Kind::Up, 10, 10);
    finger.now += milliseconds{500};
    finger.feed(Kind::Down, key.x + key.w / 2, key.y + key.h / 2);
    Glass::Page other = latin_page();
    other.name = "other";
    glass.draw(other);
    glass.ui->tick(finger.now + std::chrono::seconds{2});
    CHECK_FALSE(glass.ui->wants_frame());
    CHECK_FALSE(glass.ui->moves());
}

TEST_CASE("panel: what can be taken back has its key on every panel, dead while there is nothing") {
    for (const bool steady : {false, true}) {
        for (const Keyboard layout :
             {Keyboard::Hand, Keyboard::Hanzi, Keyboard::Pinyin, Keyboard::Nine, Keyboard::Latin,
              Keyboard::LatinUpper, Keyboard::Uyghur, Keyboard::Numbers}) {
            CAPTURE(steady);
            CAPTURE(static_cast<int>(layout));
            Glass glass;
            glass.ui->set_look({.steady = steady});
            Glass::Page page = latin_page(false);
            page.keyboard->layout = layout;
            const char* clear = layout == Keyboard::Hand ? "keyboard.clear_ink" : "keyboard.clear";
            glass.draw(page);
            REQUIRE(glass.ui->tree().find("keyboard.undo") != nullptr);
            CHECK_FALSE(glass.ui->inject_press("keyboard.undo"));
            CHECK_FALSE(glass.ui->inject_press(clear));
            page.keyboard->undoes = page.keyboard->clears = true;
            glass.draw(page);
            REQUIRE(glass.ui->inject_press("keyboard.undo"));
            CHECK(glass.draw(page).key->kind == KeyPress::Kind::Undo);
            REQUIRE(glass.ui->inject_press(clear));
            CHECK(glass.draw(page).key->kind == KeyPress::Kind::Clear);
        }
    }
}

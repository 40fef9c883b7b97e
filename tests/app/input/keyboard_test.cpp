// SPDX-License-Identifier: Apache-2.0
#include "app/input/keyboard.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunbooth;
using namespace sunbooth::app::input;

namespace {

/// A keyboard, and one word for each thing that its strokes meant: "a", "<down>", "[scan]".
struct Desk {
    StrokeReader reader;
    Instant now = instant_ms(1'000);
    std::string heard;

    void hear(const std::vector<Meaning>& meanings) {
        for (const Meaning& one : meanings) {
            if (const auto* typed = std::get_if<Typed>(&one)) heard += typed->character;
            if (const auto* key = std::get_if<Key>(&one)) heard += name_of(*key);
            if (const auto* scan = std::get_if<Scan>(&one)) {
                heard += "[" + std::string(scan->text.view()) + "]";
            }
        }
    }
    static std::string name_of(Key key) {
        const char* const names[] = {"<up>",   "<down>", "<left>", "<right>",    "<select>",
                                     "<back>", "<help>", "<tab>",  "<shift_tab>"};
        return names[static_cast<std::size_t>(key)];
    }
    void stroke(std::string_view name) {
        auto one = stroke_named(name);
        REQUIRE_MESSAGE(one, name);
        one->at = now;
        hear(reader.feed(*one));
    }
    /// Each character `pace` after the last.
    void type(std::string_view words, milliseconds pace) {
        for (const char& c : words) {
            stroke({&c, 1});
            now += pace;
        }
    }
    void rest(milliseconds time = std::chrono::seconds{1}) {
        now += time;
        hear(reader.tick(now));
    }
};

constexpr milliseconds kFast{4}, kSlow{90};

}  // namespace

TEST_CASE("keyboard: a burst that Return ends is one scan") {
    Desk desk;
    desk.type("420600-2026-1100-0001", kFast);
    desk.stroke("return");
    CHECK(desk.heard == "[420600-2026-1100-0001]");
    desk.rest();
    CHECK(desk.heard == "[420600-2026-1100-0001]");
}

TEST_CASE("keyboard: capitals, points and signs of a receipt's code survive the way") {
    const std::string qr = "SB1.AAEAKnhpYW5n-ZW55_YW5nLTA.x9";
    Desk desk;
    desk.type(qr, kFast);
    desk.stroke("return");
    CHECK(desk.heard == "[" + qr + "]");
}

TEST_CASE("keyboard: a person's characters are characters, and Return is the key Select") {
    Desk desk;
    desk.type("002X", kSlow);
    desk.stroke("return");
    CHECK(desk.heard == "002X<select>");
}

TEST_CASE("keyboard: a quick hand that rests before Return did not scan") {
    Desk desk;
    desk.type("1380", kFast);
    desk.now += milliseconds{50};
    desk.stroke("return");
    CHECK(desk.heard == "1380<select>");
}

TEST_CASE("keyboard: three quick keys and Return are a person, four are a scanner") {
    Desk three;
    three.type("abc", kFast);
    three.stroke("return");
    CHECK(three.heard == "abc<select>");
    Desk four;
    four.type("abcd", kFast);
    four.stroke("return");
    CHECK(four.heard == "[abcd]");
}

TEST_CASE("keyboard: a character is told when 50 ms have passed without another") {
    Desk desk;
    desk.stroke("a");
    REQUIRE(desk.reader.wake_at());
    CHECK(*desk.reader.wake_at() == desk.now + milliseconds{50});
    desk.rest(milliseconds{49});
    CHECK(desk.heard.empty());
    desk.rest(milliseconds{1});
    CHECK(desk.heard == "a");
    CHECK_FALSE(desk.reader.wake_at());
}

TEST_CASE("keyboard: a burst without Return is typed, in its order") {
    Desk desk;
    desk.type("hello", kFast);
    desk.rest();
    CHECK(desk.heard == "hello");
}

TEST_CASE("keyboard: another key ends the waiting before it acts") {
    Desk desk;
    desk.type("ab", kFast);
    desk.stroke("tab");
    CHECK(desk.heard == "ab<tab>");
}

TEST_CASE("keyboard: every key of the keypad has its stroke, at once") {
    Desk desk;
    for (const char* name :
         {"up", "down", "left", "right", "select", "back", "help", "tab", "shift_tab"}) {
        desk.stroke(name);
    }
    CHECK(desk.heard == "<up><down><left><right><select><back><help><tab><shift_tab>");
}

TEST_CASE("keyboard: Backspace is a character that rubs out") {
    Desk desk;
    desk.stroke("x");
    desk.stroke("backspace");
    desk.rest();
    CHECK(desk.heard == "x\b");
}

TEST_CASE("keyboard: every printable character has a stroke that writes it") {
    for (char c = ' '; c <= '~'; ++c) {
        CAPTURE(c);
        const auto stroke = stroke_of(c);
        REQUIRE(stroke);
        CHECK(character_of(*stroke) == c);
    }
    CHECK_FALSE(stroke_of('\n'));
    CHECK_FALSE(stroke_named("f13"));
}

TEST_CASE("keyboard: Caps Lock turns letters only, and Shift turns them back") {
    const auto written = [](std::string_view name, bool shift) {
        Stroke stroke = *stroke_named(name);
        stroke.shift = shift;
        stroke.caps = true;
        return *character_of(stroke);
    };
    CHECK(written("q", false) == 'Q');
    CHECK(written("q", true) == 'q');
    CHECK(written("7", false) == '7');
}

TEST_CASE("keyboard: keys that mean nothing do not break a scan") {
    Desk desk;
    desk.type("abcd", kFast);
    desk.hear(desk.reader.feed({225, true, false, desk.now}));  // Shift itself goes down.
    desk.stroke("E");
    desk.stroke("return");
    CHECK(desk.heard == "[abcdE]");
}

TEST_CASE("keyboard R8: a weight on the keys is not heard until it is lifted") {
    Desk desk;
    desk.type(std::string(3'000, 'z'), milliseconds{1});
    desk.stroke("return");
    CHECK(desk.heard.empty());
    desk.rest();
    desk.type("ok", kSlow);
    desk.rest();
    CHECK(desk.heard == "ok");
}

TEST_CASE("keyboard: a deployment's keypad sends what it likes") {
    Desk desk;
    desk.reader = StrokeReader({{104, Key::Down}, {30, Key::Select}});
    desk.stroke("usb:104");
    desk.stroke("1");  // Usage 30: this keypad's Select writes no digit.
    desk.stroke("up");
    CHECK(desk.heard == "<down><select><up>");
    CHECK_FALSE(stroke_named("usb:"));
    CHECK_FALSE(stroke_named("usb:99999"));
}

TEST_CASE("keyboard: a wipe forgets what waits") {
    Desk desk;
    desk.stroke("x");
    desk.reader.wipe();
    desk.rest();
    CHECK(desk.heard.empty());
}

TEST_CASE("keyboard: a keypad's digits are told from a keyboard's, until letters are typed") {
    const auto by_pad = [](Desk& desk, std::string_view name) {
        auto one = stroke_named(name);
        REQUIRE(one);
        one->at = desk.now;
        CHECK(desk.reader.feed(*one).empty());
        desk.now += kSlow;
        const auto meanings = desk.reader.tick(desk.now);
        REQUIRE(meanings.size() == 1);
        return std::get<Typed>(meanings.front()).by_pad;
    };
    Desk desk;
    CHECK(by_pad(desk, "usb:90"));        // The pad's 2.
    CHECK_FALSE(by_pad(desk, "2"));       // The row's.
    CHECK(by_pad(desk, "usb:98"));        // The pad's 0.
    CHECK_FALSE(by_pad(desk, "usb:99"));  // Its point writes itself.
    CHECK_FALSE(by_pad(desk, "q"));
    CHECK_FALSE(by_pad(desk, "usb:90"));  // This visitor has a keyboard.
    desk.reader.wipe();
    CHECK(by_pad(desk, "usb:90"));
    desk.type("SB1.abcd", kFast);
    desk.stroke("return");
    CHECK(by_pad(desk, "usb:90"));  // What a scanner read says nothing of its visitor.
}

// SPDX-License-Identifier: Apache-2.0
// Letters by a keypad of ten keys: a key pressed again turns its letter.
#include "app/input_method/taps.h"

#include "app/flow/numbers.h"
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;
using input_method::Alphabet;
using input_method::letters_on;

namespace {

struct Typist : Visitor {
    explicit Typist(Keys keys) {
        to_words("absent", "");
        act(SwitchKeys{keys});
    }
    void tap(std::string_view digits, milliseconds pace = 300ms) {
        for (const char digit : digits) {
            act(TapLetter{digit});
            wait(pace);
        }
    }
    std::string_view written() const { return text(Field::ComplaintText).view(); }
};

}  // namespace

TEST_CASE("taps: every letter of each alphabet stands on one key, and every digit on its own") {
    const std::pair<Alphabet, std::string> all[] = {
        {Alphabet::Latin, "abcdefghijklmnopqrstuvwxyz"},
        {Alphabet::Capitals, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
        {Alphabet::Uyghur, "ابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيئە"},
    };
    for (const auto& [alphabet, letters] : all) {
        std::multiset<std::string> found;
        for (char digit = '0'; digit <= '9'; ++digit) {
            const auto on = letters_on(alphabet, digit);
            REQUIRE_FALSE(on.empty());
            CHECK(on.back() == std::string(1, digit));
            for (const std::string_view one : on) found.emplace(one);
        }
        const std::size_t bytes = alphabet == Alphabet::Uyghur ? 2 : 1;
        for (std::size_t at = 0; at < letters.size(); at += bytes) {
            CAPTURE(letters.substr(at, bytes));
            CHECK(found.count(letters.substr(at, bytes)) == 1);
        }
    }
    CHECK(letters_on(Alphabet::Latin, 'a').empty());
    CHECK(letters_on(Alphabet::Latin, '/').empty());
}

TEST_CASE("taps: quick presses turn the letter, another key or a pause begins the next one") {
    Typist typist(Keys::Latin);
    typist.tap("44");
    CHECK(typist.written() == "h");
    typist.tap("33");
    CHECK(typist.written() == "he");
    typist.tap("555");
    typist.wait(kTapTime);
    typist.tap("555");
    typist.tap("666");
    CHECK(typist.written() == "hello");
    typist.tap("0");
    typist.tap("2222");
    CHECK(typist.written() == "hello 2");
    typist.tap("2");
    CHECK(typist.written() == "hello a");  // Round again.
}

TEST_CASE("taps: Uyghur by keypad, and capitals") {
    Typist uyghur(Keys::Uyghur);
    uyghur.tap("1882");
    CHECK(uyghur.written() == "ئۇا");
    Typist capitals(Keys::LatinUpper);
    capitals.tap("27777");
    CHECK(capitals.written() == "AS");
}

TEST_CASE("taps: whoever needs more time has it") {
    Typist typist(Keys::Latin);
    typist.tap("2");
    typist.wait(kTapTime);
    typist.tap("2");
    CHECK(typist.written() == "aa");
    Typist slow(Keys::Latin);
    Modes modes;
    modes.steady = true;
    slow.act(ChooseModes{modes});
    slow.tap("2");
    slow.wait(kTapTime);
    slow.tap("2");
    CHECK(slow.written() == "b");
}

TEST_CASE("taps: a moved caret, a full field and digits of other keyboards turn nothing") {
    Typist typist(Keys::Latin);
    typist.tap("2");
    typist.act(StepCaret{Field::ComplaintText, false});
    typist.tap("2");
    CHECK(typist.written() == "aa");
    Typist numbers(Keys::Numbers);
    numbers.tap("2");
    CHECK(numbers.written().empty());
    Typist full(Keys::Latin);
    full.type(Field::ComplaintText, std::string(length_max(Field::ComplaintText), 'x'));
    full.tap("22");
    CHECK(full.written().find_first_not_of('x') == std::string_view::npos);
}

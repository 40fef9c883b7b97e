// SPDX-License-Identifier: Apache-2.0
// Taking back what was written, Shift for one letter, and letters that are meant as letters.
#include "app/flow/numbers.h"
#include "sync/base/mutant.h"
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

constexpr auto kText = Field::ComplaintText;
const UndoEdit kUndo{kText};

Visitor writer() {
    Visitor visitor;
    visitor.state.engines = std::make_shared<FourCharacters>();
    visitor.to_words();
    return visitor;
}

}  // namespace

TEST_CASE("undo: characters, candidates, deletions and clearing come back, the last one first") {
    Visitor visitor = writer();
    visitor.type(kText, "窗口");
    visitor.act(SwitchKeys{Keys::Pinyin});
    for (const char key : std::string_view("abcd")) visitor.act(TypeSound{key});
    visitor.act(ChooseCandidate{0});
    const std::string with_word(visitor.text(kText).view());
    REQUIRE(with_word.size() > 6);
    visitor.act(Edit{kText, 3, 6, {}});
    const std::string shorter(visitor.text(kText).view());
    visitor.act(ClearField{kText});
    CHECK(visitor.text(kText).empty());
    CHECK(visitor.state.visit.told == Told::Cleared);
    visitor.act(kUndo);
    CHECK(visitor.text(kText).view() == shorter);
    CHECK(visitor.state.visit.told == Told::Undone);
    visitor.act(kUndo);
    CHECK(visitor.text(kText).view() == with_word);
    CHECK(visitor.state.visit.entry(kText).caret == with_word.size());
    visitor.act(kUndo);
    CHECK(visitor.text(kText).view() == "窗口");
    visitor.act(kUndo);
    CHECK(visitor.text(kText).empty());
    visitor.act(kUndo);  // Nothing is left to take back, and nothing is said.
    CHECK_FALSE(visitor.state.visit.told);
}

TEST_CASE("undo: a selection that was written over stands selected again") {
    Visitor visitor = writer();
    visitor.type(kText, "窗口没人");
    visitor.act(TapField{kText, 3});
    visitor.act(TapField{kText, 3});
    REQUIRE(visitor.state.visit.entry(kText).has_selection());
    const text::Span over = visitor.state.visit.entry(kText).selection();
    visitor.act(Edit{kText, over.from, over.to, SecretText("我")});
    CHECK(visitor.text(kText).view() == "我");
    visitor.act(kUndo);
    CHECK(visitor.text(kText).view() == "窗口没人");
    CHECK(visitor.state.visit.entry(kText).selection() == over);
}

TEST_CASE("undo: a text that was full takes its trouble back, and another page's field stays") {
    Visitor visitor = writer();
    std::string full;
    for (int i = 0; i < 500; ++i) full += "字";
    visitor.type(kText, full);
    visitor.type(kText, "多");
    REQUIRE(visitor.state.visit.trouble == Trouble::TextFull);
    visitor.act(UndoEdit{Field::RatingComment});
    CHECK(visitor.text(kText).size() == 1500);
    visitor.act(kUndo);
    CHECK(visitor.text(kText).empty());
    CHECK_FALSE(visitor.state.visit.trouble);
}

TEST_CASE("undo: numbers leave no trace of what was rubbed out, and nothing outlives the visit") {
    Visitor visitor = writer();
    visitor.type(kText, "窗口没人");
    visitor.act(Edit{kText, 9, 12, {}});
    visitor.go_on();
    visitor.act(ChooseCall{true});
    visitor.go_on();
    visitor.type(Field::ComplaintPhone, "13800000017");
    visitor.act(Edit{Field::ComplaintPhone, 10, 11, {}});
    CHECK(visitor.state.visit.entry(Field::ComplaintPhone).past.empty());
    CHECK_FALSE(visitor.state.visit.entry(kText).past.empty());  // Who comes back may undo it.
    visitor.act(Exit{});
    visitor.act(EndVisit{});
    for (const Entry& entry : visitor.state.visit.entries) CHECK(entry.past.empty());
}

TEST_CASE("undo: what is told of it is gone with the next act") {
    Visitor visitor = writer();
    visitor.type(kText, "窗");
    visitor.act(ClearField{kText});
    REQUIRE(visitor.state.visit.told);
    visitor.wait(5s);
    CHECK(visitor.state.visit.told);
    visitor.type(kText, "口");
    CHECK_FALSE(visitor.state.visit.told);
}

TEST_CASE("undo: a letter of a keypad that turned is one change") {
    Visitor visitor = writer();
    visitor.act(SwitchKeys{Keys::Latin});
    for (int i = 0; i < 3; ++i) visitor.act(TapLetter{'2'});
    CHECK(visitor.text(kText).view() == "c");
    visitor.act(kUndo);
    CHECK(visitor.text(kText).empty());
}

TEST_CASE("shift: one press is for one letter, two quick ones lock it, another unlocks") {
    Visitor visitor = writer();
    const auto keys = [&] { return visitor.state.visit.keys; };
    const auto letter = [&](const char* one) {
        const auto& entry = visitor.state.visit.entry(kText);
        visitor.act(Edit{kText, entry.caret, entry.caret, SecretText(one)});
    };
    visitor.act(SwitchKeys{Keys::Latin});
    visitor.act(SwitchKeys{Keys::LatinUpper});
    letter("1");
    CHECK(keys() == Keys::LatinUpper);  // A digit is no letter.
    letter("A");
    CHECK(keys() == Keys::Latin);
    {
        const MutantScope scope("flow.shift_stays");
        visitor.act(SwitchKeys{Keys::LatinUpper});
        letter("A");
        CHECK(keys() == Keys::LatinUpper);
    }
    visitor.act(SwitchKeys{Keys::LatinUpper});
    visitor.wait(kDoubleTapTime);
    visitor.act(SwitchKeys{Keys::Latin});
    CHECK(keys() == Keys::Latin);  // Pressed by mistake, and taken back.
    visitor.act(SwitchKeys{Keys::LatinUpper});
    visitor.wait(kDoubleTapTime - 1ms);
    visitor.act(SwitchKeys{Keys::Latin});
    CHECK(keys() == Keys::LatinUpper);
    CHECK(visitor.state.visit.shift == Shift::Locked);
    letter("B");
    letter("C");
    CHECK(keys() == Keys::LatinUpper);
    visitor.act(SwitchKeys{Keys::Latin});
    CHECK(keys() == Keys::Latin);
    CHECK(visitor.text(kText).view() == "1AABC");
}

TEST_CASE("shift: a keypad turns its capitals, and a page that is left forgets the lock") {
    Visitor visitor = writer();
    visitor.act(SwitchKeys{Keys::LatinUpper});
    visitor.act(TapLetter{'2'});
    visitor.act(TapLetter{'2'});
    CHECK(visitor.text(kText).view() == "B");
    CHECK(visitor.state.visit.keys == Keys::LatinUpper);
    visitor.go_on();
    visitor.act(Back{});
    CHECK(visitor.state.visit.keys == Keys::Latin);
}

TEST_CASE("compose: letters that were meant as letters are written as they stand") {
    Visitor visitor = writer();
    visitor.act(SwitchKeys{Keys::Pinyin});
    for (const char key : std::string_view("wifi")) visitor.act(TypeSound{key});
    visitor.act(WriteKeys{});
    CHECK(visitor.text(kText).view() == "wifi");
    CHECK(visitor.state.visit.composer.empty());
    visitor.act(WriteKeys{});  // Nothing is begun.
    CHECK(visitor.text(kText).view() == "wifi");
    visitor.act(kUndo);
    CHECK(visitor.text(kText).empty());
}

TEST_CASE("hemze: a vowel that begins a word or a syllable brings its sign, a second one never") {
    const auto typed = [](const std::vector<const char*>& letters) {
        Visitor visitor = writer();
        visitor.act(SwitchKeys{Keys::Uyghur});
        for (const char* one : letters) {
            const auto& entry = visitor.state.visit.entry(kText);
            visitor.act(Edit{kText, entry.caret, entry.caret, SecretText(one)});
        }
        return std::string(visitor.text(kText).view());
    };
    CHECK(typed({"ۇ", "ي", "غ", "ۇ", "ر"}) == "ئۇيغۇر");
    CHECK(typed({"ئ", "ۇ", "ي"}) == "ئۇي");
    CHECK(typed({"س", "ا", "ە", "ت"}) == "سائەت");
    CHECK(typed({"ك", "ۆ", "ز", " ", "ا", "د"}) == "كۆز ئاد");
    CHECK(typed({"3", "ا"}) == "3ئا");
    CHECK(typed({"ياخشى"}) == "ياخشى");  // A whole word is written as it is given.
    Visitor visitor = writer();
    visitor.act(SwitchKeys{Keys::Latin});
    visitor.type(kText, "ا");  // Pasted where no Uyghur is typed.
    CHECK(visitor.text(kText).view() == "ا");
    visitor.act(kUndo);
    visitor.act(SwitchKeys{Keys::Uyghur});
    visitor.act(Edit{kText, 0, 0, SecretText("ا")});
    visitor.act(kUndo);  // Sign and vowel are one change.
    CHECK(visitor.text(kText).empty());
}

// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

/// A visitor on the page of the complaint's words.
Visitor writer() {
    Visitor visitor;
    visitor.to_words();
    return visitor;
}

constexpr auto kText = Field::ComplaintText;

}  // namespace

TEST_CASE("edit: typing, moving the caret, inserting and deleting") {
    Visitor visitor = writer();
    visitor.type(kText, "窗人");
    visitor.act(MoveCaret{kText, 3});
    visitor.type(kText, "口没");
    CHECK(visitor.text(kText).view() == "窗口没人");
    CHECK(visitor.state.visit.entry(kText).caret == 9);
    visitor.act(Edit{kText, 6, 9, {}});  // Backspace.
    CHECK(visitor.text(kText).view() == "窗口人");
    CHECK(visitor.state.visit.entry(kText).caret == 6);
    visitor.act(Edit{kText, 0, 9, {}});  // Clear.
    CHECK(visitor.text(kText).empty());
}

TEST_CASE("edit: a border inside a character or past the end is no border") {
    Visitor visitor = writer();
    visitor.type(kText, "窗口");
    visitor.act(Edit{kText, 1, 3, {}});
    visitor.act(Edit{kText, 3, 99, {}});
    visitor.act(Edit{kText, 6, 3, {}});
    visitor.act(MoveCaret{kText, 2});
    CHECK(visitor.text(kText).view() == "窗口");
    CHECK(visitor.state.visit.entry(kText).caret == 6);
}

TEST_CASE("edit: the field takes 500 code points and says so at the 501st") {
    Visitor visitor = writer();
    std::string full;
    for (int i = 0; i < 500; ++i) full += "字";
    visitor.type(kText, full);
    CHECK(visitor.text(kText).size() == 1500);
    visitor.type(kText, "多");
    CHECK(visitor.text(kText).size() == 1500);
    CHECK(visitor.state.visit.trouble == Trouble::TextFull);
    visitor.act(Edit{kText, 1497, 1500, {}});
    CHECK_FALSE(visitor.state.visit.trouble);
}

TEST_CASE("edit: each field takes its own characters only") {
    struct Row {
        Task task;
        Field field;
        const char *typed, *kept;
    };
    for (const Row& row :
         {Row{Task::Case, Field::CaseNumber, "xy-2026 ä01", "XY-202601"},
          Row{Task::Receipt, Field::ReceiptCode, "a7k2-9qxm 4t8r!", "A7K29QXM4T8R"}}) {
        CAPTURE(row.typed);
        Visitor visitor;
        visitor.open(row.task);
        visitor.type(row.field, row.typed);
        CHECK(visitor.text(row.field).view() == row.kept);
    }
    Visitor visitor = writer();
    visitor.go_on();
    visitor.act(ChooseCall{true});
    visitor.go_on();
    visitor.type(Field::ComplaintPhone, "138-0000x");
    CHECK(visitor.text(Field::ComplaintPhone).view() == "1380000");
}

TEST_CASE("edit: a field that is not on the page cannot be written") {
    Visitor visitor = writer();
    visitor.act(Edit{Field::ReceiptCode, 0, 0, SecretText("A7K2")});
    CHECK(visitor.text(Field::ReceiptCode).empty());
}

TEST_CASE("edit: a short field that is full stays as it is") {
    Visitor visitor;
    visitor.open(Task::Receipt);
    visitor.type(Field::ReceiptCode, "A7K29QXM4T8R");
    visitor.type(Field::ReceiptCode, "Z");
    CHECK(visitor.text(Field::ReceiptCode).view() == "A7K29QXM4T8R");
}

TEST_CASE("edit: the keyboard suits the page and the language") {
    Visitor visitor = writer();
    CHECK(visitor.state.visit.keys == Keys::Hand);
    visitor.act(ChooseLanguage{domain::Language::Ug});
    CHECK(visitor.state.visit.keys == Keys::Uyghur);
    visitor.act(SwitchKeys{Keys::Numbers});
    CHECK(visitor.state.visit.keys == Keys::Numbers);
    visitor.go_on();
    CHECK(visitor.state.visit.keys == Keys::Digits);
    Visitor other;
    other.act(Scanned{SecretText("420600-17")});
    CHECK_MESSAGE(other.state.visit.keys == Keys::LatinUpper, "002X and query codes need letters");
}

namespace {

/// 没人，窗口 is written and tapped at these places, with so much time between.
/// @return whether the clause there is selected.
bool selects(milliseconds between, bool steady = false, std::size_t at = 12,
             std::size_t again_at = 12) {
    Visitor visitor = writer();
    visitor.state.visit.modes.steady = steady;
    visitor.type(kText, "没人，窗口");
    visitor.act(TapField{kText, at});
    CHECK_FALSE(visitor.state.visit.entry(kText).has_selection());
    visitor.wait(between);
    visitor.act(TapField{kText, again_at});
    const Entry& entry = visitor.state.visit.entry(kText);
    CHECK((entry.has_selection() || entry.caret == again_at));
    return entry.has_selection();
}

}  // namespace

TEST_CASE("edit: two quick taps on the words select, any other tap only sets the caret") {
    CHECK(selects(200ms));
    CHECK(selects(499ms));
    CHECK_FALSE(selects(500ms));
    CHECK_FALSE(selects(5s));
    CHECK_MESSAGE(selects(999ms, true), "Steady takes its time");
    CHECK_MESSAGE(selects(200ms, false, 15, 12), "the other edge of the same character");
    CHECK_FALSE_MESSAGE(selects(200ms, false, 12, 3), "another place");
    CHECK_FALSE_MESSAGE(selects(200ms, false, 15, 15), "behind the last words");
    {
        const MutantScope scope("flow.taps_at_any_time");
        CHECK(selects(5s));
    }
    const MutantScope scope("flow.taps_behind_the_words");
    CHECK(selects(200ms, false, 15, 15));
}

TEST_CASE("edit: who taps behind the own words, then or later, and writes on loses none of them") {
    for (const milliseconds between : {0ms, 300ms, 20'000ms}) {
        Visitor visitor = writer();
        visitor.type(kText, "上午九点起三号窗口没人");
        visitor.act(TapField{kText, 33});
        visitor.wait(between);
        visitor.act(TapField{kText, 33});
        visitor.type(kText, "来办事");
        CHECK(visitor.text(kText).view() == "上午九点起三号窗口没人来办事");
        visitor.act(TapField{kText, 39});  // Not twice: writing lay between.
        visitor.type(kText, "的");
        CHECK(visitor.text(kText).view() == "上午九点起三号窗口没人来办的事");
    }
}

namespace {

/// A visitor who writes with a finger.
Visitor hand() {
    Visitor visitor;
    visitor.state.engines = std::make_shared<FourCharacters>();
    visitor.to_words();
    return visitor;
}

const WriteStroke kStroke{{{1, 2}, {3, 4}}, 90};

}  // namespace

TEST_CASE("compose: strokes bring candidates, a choice enters one, with the text before it known") {
    Visitor visitor = hand();
    CHECK(offers(visitor.state, input_method::Method::Hand));
    visitor.act(kStroke);
    REQUIRE(visitor.state.visit.composer.candidates().size() == 4);
    visitor.act(ChooseCandidate{0});
    CHECK(visitor.text(kText).view() == "窗");
    CHECK(visitor.state.visit.composer.empty());
    visitor.act(kStroke);
    CHECK(visitor.state.visit.composer.candidates().size() == 3);
    visitor.act(kStroke);
    visitor.act(UndoStroke{});
    CHECK(visitor.state.visit.composer.candidates().front().text.view() == "口");
    visitor.act(ChooseCandidate{9});
    CHECK(visitor.text(kText).view() == "窗");
    visitor.act(ClearInk{});
    CHECK(visitor.state.visit.composer.empty());
}

TEST_CASE("compose: a character goes where the caret is, and in the place of what is selected") {
    Visitor visitor = hand();
    visitor.type(kText, "没人，3 号");
    visitor.act(TapField{kText, 0});
    visitor.act(TapField{kText, 0});
    CHECK(visitor.state.visit.entry(kText).has_selection());
    visitor.act(kStroke);
    visitor.act(ChooseCandidate{0});
    CHECK(visitor.text(kText).view() == "窗，3 号");
    visitor.act(StepCaret{kText, true});
    CHECK(visitor.state.visit.entry(kText).caret == 6);
}

TEST_CASE("compose: other keys and another page write what was begun, the visit's end drops it") {
    Visitor visitor = hand();
    visitor.act(kStroke);
    visitor.act(SwitchKeys{Keys::Latin});
    CHECK(visitor.state.visit.composer.empty());
    CHECK(visitor.text(kText).view() == "窗");
    visitor.act(kStroke);
    CHECK_MESSAGE(visitor.state.visit.composer.empty(), "no pad, no ink");
    visitor.act(SwitchKeys{Keys::Hand});
    visitor.act(kStroke);
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintReply);
    CHECK(visitor.state.visit.composer.empty());
    CHECK(visitor.text(kText).view() == "窗口");
    visitor.act(Back{});
    CHECK(visitor.state.visit.keys == Keys::Hand);
    visitor.act(kStroke);
    CHECK(all_words(visitor.state).find("ink") != std::string::npos);
    wipe(visitor.state, visitor.now);
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("compose: a visitor's keys are kept for words, and forgotten with the visit") {
    Visitor visitor = hand();
    visitor.act(SwitchKeys{Keys::Numbers});
    visitor.go_on();
    CHECK(visitor.state.visit.keys == Keys::Digits);
    visitor.act(Back{});
    CHECK(visitor.state.visit.keys == Keys::Numbers);
    wipe(visitor.state, visitor.now);
    CHECK_FALSE(visitor.state.visit.prose_keys);
}

TEST_CASE("compose: a terminal without the data says so and reads nothing") {
    Visitor visitor = writer();
    CHECK(visitor.state.visit.keys == Keys::Hand);
    CHECK_FALSE(offers(visitor.state, input_method::Method::Hand));
    visitor.act(kStroke);
    CHECK(visitor.state.visit.composer.candidates().empty());
}

TEST_CASE("compose: sounds become words in parts, and what ends them comes behind") {
    Visitor visitor = hand();
    visitor.act(SwitchKeys{Keys::Pinyin});
    for (const char key : std::string_view("ckmr")) visitor.act(TypeSound{key});
    const input_method::Composer& composer = visitor.state.visit.composer;
    CHECK(composer.preedit() == "ckmr");
    CHECK(visitor.text(kText).empty());
    visitor.act(RubOutSound{});
    visitor.act(TypeSound{'r'});
    visitor.act(ChooseCandidate{1});  // A word for the first two.
    CHECK(visitor.text(kText).view() == "窗");
    CHECK(composer.preedit() == "mr");
    CHECK(composer.candidates().size() == 2);
    visitor.act(ChooseCandidate{0, SecretText("，")});
    CHECK(visitor.text(kText).view() == "窗窗，");
    CHECK(composer.empty());
    CHECK(composer.candidates().empty());
    visitor.act(TypeSound{'c'});
    const auto engines = std::static_pointer_cast<FourCharacters>(visitor.state.engines);
    wipe(visitor.state, visitor.now);
    CHECK(all_words(visitor.state).empty());
    CHECK(engines->wiped == 1);
}

namespace {

/// A stroke on one of two squares of 118 mm.
WriteStroke stroke_on(int square) {
    const float x = square == 0 ? 10.0F : 130.0F;
    return {{{x, 2}, {x + 3, 4}}, 118};
}

}  // namespace

TEST_CASE("compose: writing in the other square takes what the first one is read as") {
    Visitor visitor = hand();
    const input_method::Composer& composer = visitor.state.visit.composer;
    visitor.act(stroke_on(0));
    visitor.act(stroke_on(0));
    CHECK(composer.ink().strokes() == 2);
    CHECK(visitor.text(kText).empty());
    visitor.act(stroke_on(1));
    CHECK(visitor.text(kText).view() == "口");  // Two strokes.
    CHECK(composer.ink().strokes() == 1);
    visitor.act(stroke_on(0));
    CHECK(visitor.text(kText).size() == 6);
    visitor.act(ChooseCandidate{0});
    visitor.act(stroke_on(1));
    CHECK_MESSAGE(visitor.text(kText).size() == 9, "nothing waited there");
    const MutantScope scope("flow.squares_are_one");
    visitor.act(stroke_on(0));
    CHECK(composer.ink().strokes() == 2);
}

TEST_CASE("compose: a character that finds no room stays in its square, and the page says so") {
    Visitor visitor = hand();
    std::string full;
    for (int i = 0; i < 500; ++i) full += "字";
    visitor.type(kText, full);
    visitor.act(stroke_on(0));
    visitor.act(stroke_on(1));
    CHECK(visitor.state.visit.trouble == Trouble::TextFull);
    CHECK(visitor.state.visit.composer.ink().strokes() == 1);
    CHECK(visitor.text(kText).size() == 1500);
}

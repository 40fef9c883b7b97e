// SPDX-License-Identifier: Apache-2.0
// What stands in the field and is not chosen yet: whoever goes on has written it. Nothing that was
// begun is lost but by the visitor's own hand and by the end of the visit.
#include "app/input_method/local_engines.h"
#include "sync/base/mutant.h"
#include "tests/app/flow/visitor.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <tuple>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

constexpr auto kText = Field::ComplaintText;
const WriteStroke kStroke{{{1, 2}, {3, 4}}, 90};

/// A visitor on the page of the complaint's words.
Visitor writer(std::shared_ptr<input_method::Engines> engines, Keys keys) {
    Visitor visitor;
    visitor.state.engines = std::move(engines);
    visitor.to_words();
    visitor.act(SwitchKeys{keys});
    return visitor;
}
Visitor four(Keys keys) {
    return writer(std::make_shared<FourCharacters>(), keys);
}
Visitor real(Keys keys) {
    return writer(std::make_shared<input_method::LocalEngines>(test::data_dir()), keys);
}

void sound(Visitor& visitor, std::string_view keys) {
    for (const char key : keys) visitor.act(TypeSound{key});
}

/// Begins something that is read as 窗 or 窗口.
std::string begin(Visitor& visitor, Keys keys) {
    if (keys == Keys::Hand) {
        visitor.act(kStroke);
        return "窗";
    }
    sound(visitor, keys == Keys::Pinyin ? "abcd" : "2345");
    return "窗口";
}

std::string of_length(std::size_t length) {
    std::string words;
    for (std::size_t i = 0; i < length; ++i) words += "字";
    return words;
}

constexpr int kWaysOn = 8;

/// One of the ways that lead away from what was begun.
void go_by(Visitor& visitor, int way) {
    switch (way) {
        case 0:
            return void(visitor.act(Continue{}));
        case 1:
            return void(visitor.act(Back{}));
        case 2:
            return void(visitor.act(OpenHelp{}));
        case 3:
            return void(visitor.act(CallPerson{}));
        case 4:
            return void(visitor.act(ChooseLanguage{domain::Language::En}));
        case 5:
            return void(visitor.act(SwitchKeys{Keys::Hanzi}));
        case 6:
            return void(visitor.act(SwitchKeys{Keys::Numbers}));
        default:
            return void(visitor.act(SwitchKeys{Keys::Latin}));
    }
}

}  // namespace

TEST_CASE("begun: whatever leads on writes first what stands in the field") {
    for (const Keys keys : {Keys::Hand, Keys::Pinyin, Keys::Nine}) {
        for (int way = 0; way < kWaysOn; ++way) {
            CAPTURE(way);
            CAPTURE(static_cast<int>(keys));
            Visitor visitor = four(keys);
            visitor.type(kText, "看，");
            const std::string words = begin(visitor, keys);
            go_by(visitor, way);
            CHECK(visitor.text(kText).view() == "看，" + words);
            CHECK(visitor.state.visit.composer.empty());
        }
    }
}

TEST_CASE("begun: a way on that forgets would be found") {
    const MutantScope scope("flow.leaving_forgets");
    for (int way = 0; way < kWaysOn; ++way) {
        CAPTURE(way);
        Visitor visitor = four(Keys::Pinyin);
        begin(visitor, Keys::Pinyin);
        go_by(visitor, way);
        CHECK(visitor.text(kText).view() != "窗口");
    }
}

TEST_CASE("begun: large keys turn pinyin into nine keys, and its words are written before") {
    Visitor visitor = four(Keys::Pinyin);
    begin(visitor, Keys::Pinyin);
    visitor.act(OpenModes{});
    visitor.act(ChooseModes{{.text = TextSize::Large}});
    CHECK_MESSAGE(visitor.state.visit.composer.preedit() == "abcd", "other modes leave it");
    visitor.act(ChooseModes{{.steady = true}});
    CHECK(visitor.state.visit.keys == Keys::Nine);
    CHECK(visitor.text(kText).view() == "窗口");
}

TEST_CASE("begun: large keys wait for room, and the sheet does not hide why") {
    Visitor visitor = four(Keys::Pinyin);
    visitor.type(kText, of_length(499));
    begin(visitor, Keys::Pinyin);
    visitor.act(OpenModes{});
    visitor.act(ChooseModes{{.steady = true}});
    CHECK(visitor.state.visit.keys == Keys::Pinyin);
    CHECK(visitor.state.visit.trouble == Trouble::TextFull);
    CHECK_FALSE(visitor.state.visit.choosing);
    CHECK(visitor.state.visit.composer.preedit() == "abcd");
}

TEST_CASE("begun: its own tab, a mode, speech and a touch leave it as it is") {
    Visitor visitor = four(Keys::Pinyin);
    begin(visitor, Keys::Pinyin);
    visitor.act(SwitchKeys{Keys::Pinyin});
    visitor.act(StartSpeech{});
    visitor.act(Touch{});
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.state.visit.composer.preedit() == "abcd");
    CHECK(visitor.text(kText).empty());
    CHECK(visitor.page() == Page::ComplaintText);
}

TEST_CASE("begun: only the end of the visit drops it, and asks before") {
    Visitor visitor = four(Keys::Pinyin);
    begin(visitor, Keys::Pinyin);
    visitor.act(Exit{});
    CHECK(visitor.page() == Page::ComplaintText);
    CHECK(visitor.state.visit.leaving);
    visitor.act(Stay{});
    CHECK(visitor.state.visit.composer.preedit() == "abcd");
    visitor.act(Exit{});
    visitor.act(EndVisit{});
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("begun: a monitor's terminal that locks keeps what was begun for the badge") {
    Visitor visitor;
    visitor.state.engines = std::make_shared<FourCharacters>();
    visitor.act(ShowBadge{kBadge});
    visitor.act(OpenIssue{});
    visitor.act(ChooseIssueKind{domain::IssueKind::Problem});
    visitor.go_on();
    visitor.act(ChooseWindow{"3"});
    visitor.go_on();
    visitor.act(ChooseSeverity{domain::Severity::Ordinary});
    visitor.go_on();
    visitor.act(ChooseAspect{domain::kAspects[0]});
    visitor.go_on();
    REQUIRE(visitor.page() == Page::IssueText);
    visitor.act(SwitchKeys{Keys::Pinyin});
    begin(visitor, Keys::Pinyin);
    visitor.wait(kStaffLock);
    REQUIRE(visitor.page() == Page::StaffLock);
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.page() == Page::IssueText);
    CHECK(visitor.text(Field::IssueText).view() == "窗口");
}

namespace {

/// Four characters wait, and two places are left. @return whether they are still there in the end.
bool stays_begun(Keys keys, const Intent& act) {
    Visitor visitor = four(keys);
    const bool hand = keys == Keys::Hand;
    visitor.type(kText, of_length(hand ? 500 : 498));
    if (hand) visitor.act(kStroke);
    if (!hand) sound(visitor, keys == Keys::Pinyin ? "abcdefgh" : "23456789");
    CHECK(length_settled(visitor.state.visit, kText) == (hand ? 501 : 502));
    visitor.act(act);
    CHECK(visitor.page() == Page::ComplaintText);
    CHECK(visitor.state.visit.trouble == Trouble::TextFull);
    CHECK(visitor.text(kText).size() == (hand ? 1500 : 1494));
    const bool begun = !visitor.state.visit.composer.empty() &&
                       visitor.state.visit.composer.best() == (hand ? "窗" : "窗口没人");
    if (!begun) return false;
    CHECK(length_settled(visitor.state.visit, kText) == (hand ? 501 : 502));
    // With room it goes on as it would have.
    visitor.act(Edit{kText, 0, 6, {}});
    visitor.act(act);
    const std::string_view text = visitor.text(kText).view();
    CHECK(text.starts_with(hand ? "窗" : "窗口没人"));  // Where the caret went.
    CHECK_FALSE(visitor.state.visit.trouble);
    return true;
}

}  // namespace

TEST_CASE("begun: what finds no room stays begun and says so, whether chosen or left") {
    for (const Keys keys : {Keys::Hand, Keys::Pinyin, Keys::Nine}) {
        CAPTURE(static_cast<int>(keys));
        CHECK(stays_begun(keys, ChooseCandidate{0}));
        CHECK(stays_begun(keys, Continue{}));
        CHECK(stays_begun(keys, SwitchKeys{Keys::Numbers}));
        const MutantScope scope("flow.full_field_forgets");
        CHECK_FALSE(stays_begun(keys, ChooseCandidate{0}));
        CHECK_FALSE(stays_begun(keys, Continue{}));
    }
}

TEST_CASE("begun: a word that fits is chosen where the sentence does not") {
    Visitor visitor = four(Keys::Pinyin);
    visitor.type(kText, of_length(499));
    sound(visitor, "abcd");
    visitor.act(ChooseCandidate{0, SecretText("，")});
    CHECK(visitor.state.visit.trouble == Trouble::TextFull);
    visitor.act(ChooseCandidate{1});
    CHECK(visitor.text(kText).view().ends_with("窗"));
    CHECK_FALSE(visitor.state.visit.trouble);
    CHECK(visitor.state.visit.composer.preedit() == "cd");
    visitor.act(RubOutSound{});
    visitor.act(RubOutSound{});
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintReply);
}

TEST_CASE("begun: a selection gives its room, and the count knows") {
    Visitor visitor = four(Keys::Pinyin);
    visitor.type(kText, of_length(500));
    for (int tap = 0; tap < 2; ++tap) visitor.act(TapField{kText, 1497});
    REQUIRE(visitor.state.visit.entry(kText).has_selection());
    const auto over = visitor.state.visit.entry(kText).selection();
    sound(visitor, "abcd");
    const std::size_t left = 500 - (over.to - over.from) / 3 + 2;
    CHECK(length_settled(visitor.state.visit, kText) == left);
    visitor.act(Continue{});
    CHECK(visitor.text(kText).size() == 3 * std::min<std::size_t>(left, 500));
}

TEST_CASE("begun: a ready sentence comes behind it, and taking one out hits the same words") {
    Visitor visitor = four(Keys::Pinyin);
    visitor.type(kText, "看，");
    begin(visitor, Keys::Pinyin);
    visitor.act(Edit{kText, 6, 6, SecretText("，没人")});
    CHECK(visitor.text(kText).view() == "看，窗口，没人");
    CHECK(visitor.state.visit.composer.empty());
    visitor.act(MoveCaret{kText, 3});
    begin(visitor, Keys::Pinyin);  // 看|，窗口，没人
    visitor.act(Edit{kText, 12, 21, {}});
    CHECK(visitor.text(kText).view() == "看窗口，窗口");
}

namespace {

/// 看，|没人 with the caret behind the comma, and what was begun there.
struct Amid {
    explicit Amid(Keys keys) : visitor(four(keys)) {
        visitor.type(kText, "看，没人");
        visitor.act(MoveCaret{kText, 6});
        words = begin(visitor, keys);
    }
    std::size_t caret() const { return visitor.state.visit.entry(kText).caret; }
    std::string_view text() const { return visitor.text(kText).view(); }
    bool begun() const { return !visitor.state.visit.composer.empty(); }
    Visitor visitor;
    std::string words;
};

}  // namespace

TEST_CASE(
    "begun: the caret that goes elsewhere does not take it along, and comes where it was sent") {
    for (const Keys keys : {Keys::Hand, Keys::Pinyin, Keys::Nine}) {
        CAPTURE(static_cast<int>(keys));
        const std::size_t length = Amid(keys).words.size();
        const std::tuple<Intent, std::size_t> ways[] = {
            {TapField{kText, 3}, 3},
            {TapField{kText, 9}, 9 + length},
            {TapField{kText, 12}, 12 + length},
            {MoveCaret{kText, 0}, 0},
            {StepCaret{kText, false}, 6 + length - 3},
            {StepCaret{kText, true}, 6 + length + 3},
        };
        for (const auto& [way, caret] : ways) {
            CAPTURE(caret);
            Amid amid(keys);
            amid.visitor.act(way);
            CHECK(amid.text() == "看，" + amid.words + "没人");
            CHECK_FALSE(amid.begun());
            CHECK(amid.caret() == caret);
            CHECK_FALSE(amid.visitor.state.visit.entry(kText).has_selection());
            const MutantScope scope("flow.leaving_forgets");
            Amid forgot(keys);
            forgot.visitor.act(way);
            CHECK(forgot.text() == "看，没人");
        }
    }
}

TEST_CASE(
    "begun: a tap on it chooses nothing, and one that finds no room to write it goes nowhere") {
    Amid amid(Keys::Nine);
    amid.visitor.act(TapField{kText, 6});
    amid.visitor.act(TapField{kText, 6});
    CHECK(amid.begun());
    CHECK(amid.text() == "看，没人");
    CHECK_FALSE(amid.visitor.state.visit.entry(kText).has_selection());
    amid.visitor.type(kText, of_length(499 - 6));  // Behind what that writes.
    begin(amid.visitor, Keys::Nine);
    for (const Intent& way : {Intent(TapField{kText, 3}), Intent(StepCaret{kText, false})}) {
        const std::size_t caret = amid.caret();
        amid.visitor.act(way);
        CHECK(amid.caret() == caret);
        CHECK(amid.begun());
        CHECK(amid.visitor.state.visit.trouble == Trouble::TextFull);
    }
}

TEST_CASE("begun: a tap behind what was selected stands behind what took its place") {
    for (const std::size_t at : {std::size_t{9}, std::size_t{12}}) {
        Visitor visitor = four(Keys::Pinyin);
        visitor.type(kText, "看，没人");
        for (int tap = 0; tap < 2; ++tap) visitor.act(TapField{kText, 9});  // Selects 没人.
        REQUIRE(visitor.state.visit.entry(kText).has_selection());
        begin(visitor, Keys::Pinyin);
        visitor.act(TapField{kText, at});
        CHECK(visitor.text(kText).view() == "看，窗口");
        CHECK(visitor.state.visit.entry(kText).caret == 12);
        CHECK_FALSE(visitor.state.visit.entry(kText).has_selection());
    }
}

TEST_CASE("begun: the sixty-first key is refused with a word, and one key back is room again") {
    Visitor visitor = four(Keys::Pinyin);
    for (std::size_t i = 0; i < input_method::Composer::kKeysMax; ++i) sound(visitor, "a");
    CHECK_FALSE(visitor.state.visit.trouble);
    sound(visitor, "a");
    CHECK(visitor.state.visit.trouble == Trouble::KeysFull);
    visitor.act(RubOutSound{});
    CHECK_FALSE(visitor.state.visit.trouble);
    sound(visitor, "a");
    CHECK_FALSE(visitor.state.visit.trouble);
}

TEST_CASE("begun: letters that begin no syllable are written as they stand, with what ends them") {
    for (const char letter : {'v', 'i', 'u'}) {
        CAPTURE(letter);
        Visitor visitor = real(Keys::Pinyin);
        const std::string word{letter, 'p'};
        sound(visitor, word);
        CHECK(visitor.state.visit.composer.preedit() == word);
        visitor.act(ChooseCandidate{0, SecretText("，")});
        CHECK(visitor.text(kText).view().ends_with("，"));
        CHECK(visitor.text(kText).size() > 3);
        CHECK(visitor.state.visit.composer.empty());
        sound(visitor, {&letter, 1});
        visitor.act(ChooseCandidate{0});
        sound(visitor, {&letter, 1});
        visitor.go_on();
        CHECK(visitor.page() == Page::ComplaintReply);
        CHECK(visitor.text(kText).view().ends_with(std::string{letter, letter}));
    }
}

TEST_CASE("begun: eight taps of nine keys and Continue, and the record that is filed holds them") {
    Visitor visitor = real(Keys::Nine);
    sound(visitor, "82462653");
    CHECK(visitor.state.visit.composer.preedit() == "太慢了");
    visitor.go_on();
    visitor.act(ChooseCall{false});
    visitor.go_on();
    REQUIRE(visitor.page() == Page::ComplaintCheck);
    visitor.act(Submit{});
    const auto records = visitor.posted<client::FileRecord>();
    REQUIRE(records.size() == 1);
    CHECK(std::get<domain::Complaint>(records[0].filing).text.view() == "太慢了");
}

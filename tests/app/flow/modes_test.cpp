// SPDX-License-Identifier: Apache-2.0
// What a visitor chose to see and reach by, by the rows of kiosk-ux that ask for it.
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

constexpr Modes kChosen{
    .text = TextSize::Largest, .theme = Theme::ContrastDark, .reach = true, .more_time = true};

}  // namespace

TEST_CASE("modes V11: the choice survives a change of language and page, and dies with the visit") {
    Visitor visitor;
    visitor.act(ChooseLanguage{domain::Language::En});
    visitor.act(OpenModes{});
    CHECK(visitor.state.visit.choosing);
    visitor.act(ChooseModes{kChosen});
    CHECK(visitor.state.visit.choosing);  // The sheet stays until it is closed.
    visitor.act(ChooseLanguage{domain::Language::Ug});
    CHECK(visitor.state.visit.modes == kChosen);
    visitor.act(Stay{});
    CHECK_FALSE(visitor.state.visit.choosing);
    visitor.open(Task::Case);
    CHECK(visitor.state.visit.modes == kChosen);
    visitor.act(EndVisit{});
    CHECK(visitor.page() == Page::Attract);
    CHECK(visitor.state.visit.modes == Modes{});
}

TEST_CASE("modes V11: the same after a wipe by the clock") {
    Visitor visitor;
    visitor.act(ChooseModes{kChosen});
    visitor.wait(3 * 45s);
    visitor.wait(3 * 30s);
    CHECK(visitor.page() == Page::Attract);
    CHECK(visitor.state.visit.modes == Modes{});
}

TEST_CASE("modes V3: two taps lead to large words from every page, and one from the first") {
    Visitor first;
    first.act(ChooseModes{kElder});
    CHECK(first.page() == Page::Home);
    CHECK(first.state.visit.modes.text == TextSize::Large);

    for (const Task task : {Task::Case, Task::Complaint, Task::Rating, Task::Receipt}) {
        Visitor visitor;
        visitor.open(task);
        const Page page = visitor.page();
        visitor.act(OpenModes{});
        visitor.act(ChooseModes{{.text = TextSize::Large}});
        CHECK(visitor.page() == page);
        CHECK(visitor.state.visit.modes.text == TextSize::Large);
    }
}

TEST_CASE("modes: under the sheet the page does not move, and what was typed stays") {
    Visitor visitor;
    visitor.to_check("慢", "13800000017");
    visitor.act(OpenModes{});
    visitor.act(Submit{});
    visitor.act(Back{});
    visitor.act(EndVisit{});
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(visitor.posted<client::FileRecord>().empty());
    visitor.act(Stay{});
    CHECK(visitor.text(Field::ComplaintPhone).view() == "13800000017");
    visitor.act(Submit{});
    CHECK(visitor.posted<client::FileRecord>().size() == 1);
}

TEST_CASE("modes P2: more time is three times as long, for the page and for the warning") {
    Visitor visitor;
    visitor.act(ChooseModes{{.more_time = true}});
    REQUIRE(visitor.page() == Page::Home);
    visitor.wait(3 * 45s - 1ms);
    CHECK_FALSE(visitor.state.visit.warned);
    visitor.wait(1ms);
    REQUIRE(visitor.state.visit.warned);
    CHECK(seconds_left(visitor.state) == 90);
    visitor.wait(90s - 1ms);
    CHECK(visitor.page() == Page::Home);
    visitor.wait(1ms);
    CHECK(visitor.page() == Page::Attract);
}

TEST_CASE("modes: the idle warning lies over the sheet, and its answer leads back to it") {
    Visitor visitor;
    visitor.act(OpenModes{});
    visitor.wait(45s);
    REQUIRE(visitor.state.visit.warned);
    visitor.act(ChooseModes{kChosen});  // Swallowed: it answers the warning.
    CHECK(visitor.state.visit.modes == Modes{});
    CHECK(visitor.state.visit.choosing);
    CHECK_FALSE(visitor.state.visit.warned);
}

TEST_CASE("modes: a hand that trembles is asked before anything is sent, and sends it once") {
    Visitor visitor;
    visitor.act(ChooseModes{{.steady = true}});
    visitor.to_check("慢");
    visitor.act(Submit{});
    CHECK(visitor.state.visit.sending);
    CHECK(visitor.posted<client::FileRecord>().empty());
    visitor.act(Submit{});  // The second of two hits: the dialog lies over the button.
    CHECK(visitor.posted<client::FileRecord>().empty());
    visitor.act(Stay{});
    CHECK_FALSE(visitor.state.visit.sending);
    CHECK(visitor.page() == Page::ComplaintCheck);
    visitor.act(ConfirmSubmit{});  // Nobody was asked.
    CHECK(visitor.posted<client::FileRecord>().empty());
    visitor.act(Submit{});
    visitor.act(ConfirmSubmit{});
    visitor.act(ConfirmSubmit{});
    CHECK(visitor.posted<client::FileRecord>().size() == 1);
}

TEST_CASE("modes: a good rating, too, is asked about where the hand trembles") {
    Visitor visitor;
    visitor.act(ChooseModes{{.steady = true}});
    visitor.open(Task::Rating);
    visitor.act(ChooseWindow{"3"});
    visitor.go_on();
    visitor.act(ChooseLevel{5});
    CHECK(visitor.posted<client::FileRecord>().empty());
    visitor.act(ConfirmSubmit{});
    CHECK(visitor.posted<client::FileRecord>().size() == 1);
}

TEST_CASE("modes: in Simple lists show three and 'I do not know', questions four") {
    Visitor visitor;
    visitor.act(ChooseModes{{.simple = true}});
    visitor.open(Task::Complaint);
    CHECK(list_rows(visitor.state.visit) == 4);
    visitor.act(ChooseTopic{"absent"});
    visitor.go_on();
    REQUIRE(visitor.page() == Page::ComplaintWindow);
    CHECK(list_pages(visitor.state) == 3);
    for (int i = 0; i < 5; ++i) visitor.act(TurnPage{1});
    CHECK(visitor.state.visit.list_page == 2);
    visitor.act(OpenModes{});
    visitor.act(ChooseModes{{}});  // Two pages of five: the third is gone.
    CHECK(visitor.state.visit.list_page == 1);
}

TEST_CASE("modes P2: whoever waits for the terminal is not idle") {
    Visitor visitor;
    visitor.to_check("慢");
    visitor.wait(55s);
    visitor.act(Submit{});
    for (int i = 0; i < 19; ++i) {
        visitor.wait(1s);
        CHECK_FALSE(visitor.state.visit.warned);
    }
    for (int i = 0; i < 91; ++i) visitor.wait(1s);  // It never answers: 90 s of a page for entry.
    CHECK(visitor.state.visit.warned);
}

TEST_CASE("modes: steady hands write pinyin on nine keys") {
    Visitor visitor;
    visitor.to_words(visitor.state.hall->topics.front().code, "");
    visitor.act(SwitchKeys{Keys::Pinyin});
    CHECK(visitor.state.visit.keys == Keys::Pinyin);
    visitor.act(ChooseModes{{.steady = true}});
    CHECK(visitor.state.visit.keys == Keys::Nine);
    CHECK(visitor.state.visit.composer.method() == input_method::Method::Nine);
    visitor.act(SwitchKeys{Keys::Pinyin});
    CHECK(visitor.state.visit.keys == Keys::Nine);
}

TEST_CASE("bad days: a language without a font cannot be chosen, and a visit begins in another") {
    Visitor visitor;
    visitor.state.unreadable = {true, false, true};
    wipe(visitor.state, visitor.state.now);
    CHECK(visitor.state.visit.language == domain::Language::En);
    visitor.act(ChooseLanguage{domain::Language::Ug});
    CHECK(visitor.page() == Page::Attract);
    CHECK(visitor.state.visit.language == domain::Language::En);
    visitor.act(Touch{});
    CHECK(visitor.page() == Page::Home);
    visitor.act(ChooseLanguage{domain::Language::Zh});
    CHECK(visitor.state.visit.language == domain::Language::En);
    visitor.act(EndVisit{});
    CHECK(visitor.state.visit.language == domain::Language::En);
}

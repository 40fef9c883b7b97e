// SPDX-License-Identifier: Apache-2.0
// A window that is looked for by its queue's number (kiosk-ux C0) or by a name (B2).
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

Visitor at_queue() {
    Visitor visitor;
    visitor.open(Task::Rating);
    visitor.act(OpenQueue{});
    REQUIRE(visitor.page() == Page::QueueNumber);
    return visitor;
}

/// At the list of what was found, or still at the words with a trouble.
Visitor looking_for(std::string_view words, Task task = Task::Complaint) {
    Visitor visitor;
    visitor.open(task);
    if (task == Task::Complaint) {
        visitor.act(ChooseTopic{"slow"});
        visitor.go_on();
    }
    visitor.act(FindPlace{});
    REQUIRE(visitor.page() == Page::PlaceWords);
    visitor.type(Field::PlaceWords, words);
    visitor.go_on();
    return visitor;
}

std::string found(std::string_view words, Task task = Task::Complaint) {
    const Visitor visitor = looking_for(words, task);
    std::string all;
    for (const Place& one : visitor.state.visit.places) {
        all += (all.empty() ? "" : " ") + (one.window.empty() ? one.unit : one.window);
    }
    return all;
}

}  // namespace

TEST_CASE("places C0: a queue's number leads to its window, and is kept nowhere") {
    Visitor visitor = at_queue();
    CHECK(visitor.state.visit.keys == Keys::LatinUpper);
    visitor.type(Field::QueueNumber, "b017");
    CHECK(visitor.text(Field::QueueNumber).view() == "B017");
    visitor.go_on();
    REQUIRE(visitor.page() == Page::RatingLevel);
    CHECK(visitor.state.visit.rating.window == "3");
    visitor.act(Back{});
    CHECK(visitor.page() == Page::RatingWindow);
    visitor.go_on();
    visitor.act(ChooseLevel{5});
    const auto filed = visitor.posted<client::FileRecord>();
    REQUIRE(filed.size() == 1);
    const auto& rating = std::get<domain::Rating>(filed[0].filing);
    CHECK(rating.window == "3");
    CHECK(rating.comment.empty());
    visitor.saved();
    CHECK(visitor.text(Field::QueueNumber).empty());
}

TEST_CASE("places C0: of several windows that call a number the visitor says which it was") {
    Visitor visitor = at_queue();
    visitor.type(Field::QueueNumber, "A1");
    visitor.go_on();
    REQUIRE(visitor.page() == Page::PlaceList);
    REQUIRE(visitor.state.visit.places.size() == 2);
    visitor.act(Back{});
    CHECK(visitor.page() == Page::QueueNumber);
    visitor.go_on();
    visitor.act(ChoosePlace{7});
    CHECK(visitor.page() == Page::PlaceList);
    visitor.act(ChoosePlace{1});
    CHECK(visitor.page() == Page::RatingLevel);
    CHECK(visitor.state.visit.rating.window == "2");
}

TEST_CASE("places C0: a number that nobody calls is told so, and stays to be mended") {
    for (const char* wrong : {"", "Z1", "A", "12"}) {
        CAPTURE(wrong);
        Visitor visitor = at_queue();
        visitor.type(Field::QueueNumber, wrong);
        visitor.go_on();
        CHECK(visitor.page() == Page::QueueNumber);
        CHECK(visitor.state.visit.trouble == Trouble::QueueUnknown);
        CHECK(visitor.text(Field::QueueNumber).view() == wrong);
    }
}

TEST_CASE("places C0: a ticket is scanned on the page that asks whom to rate, and nothing else") {
    Visitor visitor;
    visitor.open(Task::Rating);
    visitor.act(Scanned{SecretText("B017")});
    CHECK(visitor.page() == Page::RatingLevel);
    CHECK(visitor.state.visit.rating.window == "3");
    Visitor two;
    two.open(Task::Rating);
    two.act(Scanned{SecretText("A017")});
    REQUIRE(two.page() == Page::PlaceList);
    two.act(Back{});
    CHECK(two.page() == Page::RatingWindow);
    Visitor wrong;
    wrong.open(Task::Rating);
    wrong.act(Scanned{SecretText("420600-2026-17")});
    CHECK(wrong.page() == Page::RatingWindow);
    CHECK(wrong.state.visit.trouble == Trouble::ScanUnknown);
}

TEST_CASE("places C0: a hall whose windows call no numbers is not asked for one") {
    Visitor visitor;
    auto hall = std::make_shared<domain::Hall>(*small_hall());
    for (domain::Window& one : hall->windows) one.queue.clear();
    visitor.state.hall = hall;
    visitor.open(Task::Rating);
    visitor.act(OpenQueue{});
    CHECK(visitor.page() == Page::RatingWindow);
}

TEST_CASE("places B2: services, windows and units are found by a part of their names") {
    CHECK(found("食品经营") == "3");
    CHECK(found("食品许可") == "3");   // With characters left out.
    CHECK(found("许可食品").empty());  // But in their order.
    CHECK(found("FOOD permit") == "3");
    CHECK(found("food bus") == "3");
    CHECK(found("fd").empty());
    CHECK(found("يېمەك") == "3");
    CHECK(found("设立") == "2 5");  // One service at two windows.
    CHECK(found("窗口6") == "6");
    CHECK(found("6") == "6");
    CHECK(found("公积金") == "gjj");
    CHECK(found("市场监管") == "1 2 3 4 5 6 7 scjg");  // A unit's windows, and the unit.
    CHECK(found("市场监管", Task::Rating) == "1 2 3 4 5 6 7");
    CHECK(found("公积金", Task::Rating).empty());
}

TEST_CASE("places B2: nothing written and nothing found are told apart") {
    CHECK(looking_for("").state.visit.trouble == Trouble::NoPlaceWords);
    CHECK(looking_for("  ").state.visit.trouble == Trouble::NoPlaceWords);
    const Visitor none = looking_for("火星");
    CHECK(none.page() == Page::PlaceWords);
    CHECK(none.state.visit.trouble == Trouble::PlaceNotFound);
    CHECK(none.text(Field::PlaceWords).view() == "火星");
}

TEST_CASE("places B2: what was found is chosen on the page that asked, whose list shows it") {
    Visitor visitor = looking_for("窗口7");
    REQUIRE(visitor.page() == Page::PlaceList);
    visitor.act(ChoosePlace{0});
    REQUIRE(visitor.page() == Page::ComplaintWindow);
    CHECK(visitor.state.visit.complaint.window == "7");
    CHECK(visitor.state.visit.list_page == 1);
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintDay);
    visitor.act(Back{});
    visitor.act(FindPlace{});
    visitor.act(Back{});
    CHECK(visitor.page() == Page::ComplaintWindow);
    CHECK(visitor.state.visit.complaint.window == "7");
}

TEST_CASE("places B2: a unit without a window here goes with the complaint, until one is chosen") {
    Visitor visitor = looking_for("公积金");
    visitor.act(ChoosePlace{0});
    REQUIRE(visitor.page() == Page::ComplaintWindow);
    CHECK(visitor.state.visit.complaint.window == "");
    CHECK(visitor.state.visit.complaint.unit == "gjj");
    visitor.go_on();
    visitor.act(ChooseHappened{Happened::Today});
    visitor.go_on();
    visitor.go_on();
    visitor.act(ChooseCall{false});
    visitor.go_on();
    REQUIRE(visitor.page() == Page::ComplaintCheck);
    Visitor other = visitor;
    visitor.act(Submit{});
    const auto posted = visitor.posted<client::FileRecord>();
    const auto& filed = std::get<domain::Complaint>(posted.at(0).filing);
    CHECK(filed.window.empty());
    CHECK(filed.unit == "gjj");
    visitor.saved();
    CHECK(visitor.state.visit.complaint.unit.empty());

    other.act(Change{Page::ComplaintWindow});
    other.act(FindPlace{});
    other.act(Back{});
    CHECK(other.page() == Page::ComplaintWindow);
    other.act(ChooseWindow{"2"});
    other.go_on();
    REQUIRE(other.page() == Page::ComplaintCheck);
    other.act(Submit{});
    CHECK(std::get<domain::Complaint>(other.posted<client::FileRecord>().at(0).filing).unit ==
          "scjg");
}

TEST_CASE(
    "places: what was looked for goes with the visit, and a badge counts only for complaints") {
    Visitor visitor = looking_for("公积金");
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.state.visit.assisted == "1001");
    visitor.act(Exit{});
    visitor.act(EndVisit{});
    CHECK(all_words(visitor.state).empty());
    Visitor rating = looking_for("窗口", Task::Rating);
    rating.act(ShowBadge{kBadge});
    CHECK(rating.state.visit.assisted.empty());
}

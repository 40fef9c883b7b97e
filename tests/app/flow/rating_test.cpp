// SPDX-License-Identifier: Apache-2.0
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

Visitor rater(const std::string& window) {
    Visitor visitor;
    visitor.open(Task::Rating);
    visitor.act(ChooseWindow{window});
    visitor.go_on();
    return visitor;
}

domain::Rating only_rating(const Visitor& visitor) {
    const auto records = visitor.posted<client::FileRecord>();
    REQUIRE(records.size() == 1);
    return std::get<domain::Rating>(records[0].filing);
}

}  // namespace

TEST_CASE("rating: one tap on a good level files it") {
    Visitor visitor = rater("3");
    visitor.act(ChooseLevel{5});
    const domain::Rating rating = only_rating(visitor);
    CHECK(rating.level == 5);
    CHECK(rating.window == "3");
    CHECK(rating.unit == "scjg");
    CHECK(rating.scale == "national-5");
    visitor.saved();
    CHECK(visitor.page() == Page::Receipt);
    CHECK(std::get<Filed>(visitor.state.visit.receipt).kind == domain::RecordKind::Rating);
}

TEST_CASE("rating: a bad level asks for reasons, none of which must be given") {
    Visitor visitor = rater("");
    visitor.act(ChooseLevel{1});
    CHECK(visitor.page() == Page::RatingReason);
    CHECK(visitor.commands.empty());
    visitor.act(Submit{});
    const domain::Rating rating = only_rating(visitor);
    CHECK(rating.level == 1);
    CHECK(rating.window.empty());
    CHECK(rating.tags.empty());
}

TEST_CASE("rating: tags belong to the level, are toggled, and are eight at most") {
    Visitor visitor = rater("3");
    visitor.act(ChooseLevel{2});
    visitor.act(ToggleTag{"101"});  // Of another level.
    for (int tag = 201; tag <= 209; ++tag) visitor.act(ToggleTag{std::to_string(tag)});
    CHECK(visitor.state.visit.rating.tags.size() == 8);
    visitor.act(ToggleTag{"201"});
    CHECK(visitor.state.visit.rating.tags.size() == 7);
    visitor.act(Back{});
    visitor.act(ChooseLevel{1});
    CHECK_MESSAGE(visitor.state.visit.rating.tags.empty(), "reasons of another level stayed");
}

TEST_CASE("rating: a window must be chosen, or the whole hall; a foreign level is none") {
    Visitor visitor;
    visitor.open(Task::Rating);
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::NoWindow);
    visitor.act(ChooseWindow{""});
    visitor.go_on();
    visitor.act(ChooseLevel{9});
    CHECK(visitor.page() == Page::RatingLevel);
    CHECK(visitor.commands.empty());
}

TEST_CASE("rating: the list of windows turns between its first and last page") {
    Visitor visitor;
    visitor.open(Task::Rating);
    visitor.act(TurnPage{-1});
    CHECK(visitor.state.visit.list_page == 0);
    visitor.act(TurnPage{1});
    visitor.act(TurnPage{1});
    CHECK(visitor.state.visit.list_page == 1);
}

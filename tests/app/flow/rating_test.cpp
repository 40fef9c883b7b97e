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

TEST_CASE("rating C3: a bad one may say more, and wish to be called; both are filed") {
    Visitor visitor = rater("3");
    visitor.act(ChooseLevel{2});
    visitor.go_on();
    CHECK(visitor.page() == Page::RatingComment);
    visitor.type(Field::RatingComment, "等了两个小时");
    visitor.go_on();
    CHECK(visitor.page() == Page::RatingReply);
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::NoReply);
    visitor.act(Submit{});
    CHECK_MESSAGE(visitor.commands.empty(), "sent before the choice was made");
    visitor.act(ChooseCall{true});
    visitor.go_on();
    CHECK(visitor.page() == Page::RatingPhone);
    visitor.act(Submit{});
    CHECK(visitor.state.visit.trouble == Trouble::PhoneShape);
    visitor.type(Field::RatingPhone, "13800000017");
    visitor.act(Submit{});
    const domain::Rating rating = only_rating(visitor);
    CHECK(rating.comment.view() == "等了两个小时");
    CHECK(rating.phone.view() == "13800000017");
    visitor.saved();
    CHECK(std::get<Filed>(visitor.state.visit.receipt).with_phone);
    CHECK(visitor.text(Field::RatingComment).empty());
    CHECK(visitor.text(Field::RatingPhone).empty());
    visitor.wait(30s);
    CHECK_MESSAGE(visitor.page() == Page::Receipt, "whoever is called keeps the code in sight");
}

TEST_CASE("rating C3: who goes back to a better level sends neither words nor number") {
    Visitor visitor = rater("3");
    visitor.act(ChooseLevel{1});
    visitor.go_on();
    visitor.type(Field::RatingComment, "慢");
    visitor.go_on();
    visitor.act(ChooseCall{true});
    visitor.go_on();
    visitor.type(Field::RatingPhone, "13800000017");
    for (int i = 0; i < 4; ++i) visitor.act(Back{});
    REQUIRE(visitor.page() == Page::RatingLevel);
    visitor.act(ChooseLevel{4});
    const domain::Rating rating = only_rating(visitor);
    CHECK(rating.comment.empty());
    CHECK(rating.phone.empty());
}

TEST_CASE("rating C2: a neutral level is asked why, and nothing more") {
    Visitor visitor = rater("");
    visitor.act(ChooseLevel{3});
    REQUIRE(visitor.page() == Page::RatingReason);
    visitor.go_on();
    CHECK(visitor.page() == Page::RatingReason);
    visitor.act(Submit{});
    CHECK(only_rating(visitor).level == 3);
}

TEST_CASE(
    "rating C4: the thanks for a good one go home after five seconds, three times as late on "
    "wish") {
    for (const bool more_time : {false, true}) {
        CAPTURE(more_time);
        Visitor visitor = rater("3");
        visitor.state.visit.modes.more_time = more_time;
        visitor.act(ChooseLevel{5});
        visitor.saved();
        visitor.wait(4900ms);
        CHECK(visitor.page() == Page::Receipt);
        CHECK(next_wake(visitor.state).has_value());
        visitor.wait(more_time ? 10'000ms : 100ms);
        CHECK(visitor.page() == (more_time ? Page::Receipt : Page::Home));
        visitor.wait(200ms);
        CHECK(visitor.page() == Page::Home);
        CHECK(std::holds_alternative<std::monostate>(visitor.state.visit.receipt));
    }
}

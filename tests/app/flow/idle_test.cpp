// SPDX-License-Identifier: Apache-2.0
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

TEST_CASE("idle: each class of page warns after its own time") {
    Visitor home;
    home.act(Touch{});
    REQUIRE(home.page() == Page::Home);
    home.wait(44'999ms);
    CHECK_FALSE(home.state.visit.warned);
    const Effects effects = home.wait(1ms);
    CHECK(home.state.visit.warned);
    CHECK(effects.cue == Cue::IdleWarning);
    CHECK(effects.redraw);

    Visitor entry;
    entry.open(Task::Case);
    entry.wait(89s);
    CHECK_FALSE(entry.state.visit.warned);
    entry.wait(1s);
    CHECK(entry.state.visit.warned);

    Visitor check;
    check.to_check("慢");
    check.wait(60s);
    CHECK(check.state.visit.warned);
    CHECK(is_covered(check.state));

    check.act(Stay{});
    check.act(Submit{});
    check.saved();
    check.wait(119s);
    CHECK_FALSE(check.state.visit.warned);
    check.wait(1s);
    CHECK(check.state.visit.warned);
}

TEST_CASE("idle P1: thirty seconds after the warning nothing of the visitor is left") {
    Visitor visitor;
    visitor.to_check("秘密的话", "13800000017");
    visitor.state.visit.entry(Field::CaseNumber).text = SecretText("420600-1");
    visitor.wait(60s);
    visitor.wait(29'999ms);
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(seconds_left(visitor.state) == 1);
    const Effects effects = visitor.wait(1ms);
    CHECK(effects.wiped);
    CHECK(visitor.page() == Page::Attract);
    CHECK(all_words(visitor.state).empty());
    CHECK_FALSE(has_entries(visitor.state.visit));
    CHECK(visitor.state.visit.language == domain::Language::Zh);
}

TEST_CASE("idle P1: the touch that answers the warning is swallowed and extends without limit") {
    Visitor visitor;
    visitor.to_check("慢");
    for (int i = 0; i < 20; ++i) {
        visitor.wait(60s);
        REQUIRE(visitor.state.visit.warned);
        visitor.wait(20s);
        visitor.act(Submit{});  // Meant for the dialog, not for the page under it.
        CHECK_FALSE(visitor.state.visit.warned);
        CHECK(visitor.commands.empty());
    }
    CHECK(visitor.page() == Page::ComplaintCheck);
}

TEST_CASE("idle: 'end and clear' on the warning ends at once") {
    Visitor visitor;
    visitor.to_check("慢");
    visitor.wait(60s);
    CHECK(visitor.act(EndVisit{}).wiped);
    CHECK(visitor.page() == Page::Attract);
}

TEST_CASE("idle P1: the warning sounds three times and counts every second") {
    Visitor visitor;
    visitor.act(Touch{});
    int sounds = visitor.wait(45s).cue ? 1 : 0;
    int redraws = 0;
    for (int second = 1; second < 30; ++second) {
        const Effects effects = visitor.wait(1s);
        sounds += effects.cue ? 1 : 0;
        redraws += effects.redraw ? 1 : 0;
        CHECK(seconds_left(visitor.state) == 30 - second);
    }
    CHECK(sounds == 3);
    CHECK(redraws == 29);
}

TEST_CASE("idle: a machine that slept warns before it wipes") {
    Visitor visitor;
    visitor.to_check("慢");
    visitor.wait(std::chrono::hours{5});
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(seconds_left(visitor.state) == 30);
}

TEST_CASE("idle: the attract page has no clock and needs no waking") {
    Visitor visitor;
    CHECK_FALSE(next_wake(visitor.state));
    CHECK_FALSE(visitor.wait(std::chrono::hours{1}).redraw);
}

TEST_CASE("idle: next_wake names the next moment at which something happens") {
    Visitor visitor;
    visitor.to_check("慢");
    int wakes = 0;
    while (visitor.page() != Page::Attract && wakes < 100) {
        const auto wake = next_wake(visitor.state);
        REQUIRE(wake);
        REQUIRE(*wake > visitor.now);
        visitor.wait(*wake - visitor.now);
        ++wakes;
    }
    CHECK(visitor.page() == Page::Attract);
    CHECK(wakes < 40);  // One for the warning, one a second of it, and the minutes of the clock.
}

TEST_CASE("exit: asks only when something would be lost") {
    Visitor visitor;
    visitor.open(Task::Case);
    visitor.act(Exit{});
    CHECK(visitor.page() == Page::Attract);

    visitor.to_check("慢");
    visitor.act(Exit{});
    CHECK(visitor.state.visit.leaving);
    visitor.act(Submit{});  // Nothing under the dialog can be pressed.
    CHECK(visitor.commands.empty());
    visitor.act(Stay{});
    CHECK(visitor.page() == Page::ComplaintCheck);
    visitor.act(Exit{});
    CHECK(visitor.act(EndVisit{}).wiped);
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("out of order: a terminal without a hall, or broken, takes nothing and keeps nothing") {
    State fresh;
    CHECK(page_of(fresh) == Page::OutOfOrder);
    Visitor visitor;
    visitor.to_check("慢");
    visitor.state.broken = true;
    CHECK(visitor.page() == Page::OutOfOrder);
    CHECK(visitor.wait(1ms).wiped);
    CHECK(all_words(visitor.state).empty());
    visitor.state.broken = false;
    CHECK(visitor.page() == Page::Attract);
}

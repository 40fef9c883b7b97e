// SPDX-License-Identifier: Apache-2.0
// A case that is not found (kiosk-ux A5), and a network that is not there (X8).
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

TEST_CASE("look-up A5: a case that is not found has a page, from which each way goes on") {
    const auto missed = [](Visitor& visitor) {
        visitor.ask_case("0023");
        const Effects effects =
            visitor.tell(client::LookUpFailed{visitor.awaited(), {ErrorCode::NotFound, "", ""}});
        CHECK(effects.cue == Cue::Error);
        REQUIRE(visitor.page() == Page::CaseMissing);
        CHECK(visitor.state.visit.missing == Waiting::For::Case);
        CHECK_FALSE(visitor.state.visit.trouble);
        CHECK(visitor.text(Field::CaseSecret).view() == "0023");
    };
    Visitor mends;
    missed(mends);
    mends.act(FindByNumber{});
    CHECK(mends.page() == Page::CaseNumber);
    CHECK(mends.text(Field::CaseNumber).view() == kCaseNumber);
    Visitor back;
    missed(back);
    back.act(Back{});
    CHECK(back.page() == Page::CaseSecret);
    Visitor other;
    missed(other);
    other.act(OpenTask{Task::Case});
    CHECK(other.page() == Page::CaseStart);
    CHECK_FALSE(other.state.visit.missing);
    CHECK_MESSAGE(all_words(other.state).empty(), "what was typed is still there");
    Visitor scans;
    missed(scans);
    scans.act(Scanned{SecretText(some_code())});
    CHECK(scans.page() == Page::Busy);
    Visitor leaves;
    missed(leaves);
    leaves.wait(idle_limit(IdleClass::Shown));
    CHECK(leaves.state.visit.warned);
}

TEST_CASE("look-up X8: the page knows since when there is no network") {
    Visitor visitor;
    CHECK_FALSE(visitor.state.offline_since);
    visitor.online(false);
    const WallTime since = visitor.state.wall;
    CHECK(visitor.state.offline_since == since);
    visitor.wait(3min);
    visitor.accepting(true);  // Told again, still without.
    CHECK(visitor.state.offline_since == since);
    visitor.online(true);
    CHECK_FALSE(visitor.state.offline_since);
}

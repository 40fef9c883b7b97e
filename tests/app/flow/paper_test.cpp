// SPDX-License-Identifier: Apache-2.0
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

/// On the receipt page of a complaint, at a terminal whose printer stands so.
Visitor with_receipt(Paper paper) {
    Visitor visitor;
    on_paper(visitor.state, paper);
    visitor.to_check("窗口没人");
    visitor.act(Submit{});
    visitor.saved();
    REQUIRE(visitor.page() == Page::Receipt);
    return visitor;
}

Slip::Stands stands(const Visitor& visitor) {
    REQUIRE(visitor.state.visit.slip);
    return visitor.state.visit.slip->stands;
}

}  // namespace

TEST_CASE(
    "paper: a receipt is printed once it is asked for, and the page hears what became of it") {
    Visitor visitor = with_receipt(Paper::Ready);
    CHECK(may_print(visitor.state));
    const auto number = visitor.act(Print{}).print;
    REQUIRE(number);
    CHECK(stands(visitor) == Slip::Stands::Printing);
    CHECK_FALSE(visitor.act(Print{}).print);  // One at a time.
    CHECK_FALSE(on_slip(visitor.state, *number + 1, true).redraw);
    CHECK(on_slip(visitor.state, *number, true).redraw);
    CHECK(stands(visitor) == Slip::Stands::Printed);
}

TEST_CASE("paper: what failed may be tried again, under another number") {
    Visitor visitor = with_receipt(Paper::Ready);
    const auto first = visitor.act(Print{}).print;
    on_slip(visitor.state, *first, false);
    CHECK(stands(visitor) == Slip::Stands::Failed);
    const auto second = visitor.act(Print{}).print;
    REQUIRE(second);
    CHECK(*second != *first);
    on_slip(visitor.state, *first, true);  // Late news of the first one.
    CHECK(stands(visitor) == Slip::Stands::Printing);
}

TEST_CASE("paper: without a printer that is able to, and on other pages, nothing is printed") {
    for (const Paper paper : {Paper::None, Paper::Out, Paper::Open, Paper::Fault}) {
        Visitor visitor = with_receipt(paper);
        CHECK_FALSE(may_print(visitor.state));
        CHECK_FALSE(visitor.act(Print{}).print);
        CHECK_FALSE(visitor.state.visit.slip);
    }
    Visitor visitor;
    on_paper(visitor.state, Paper::Ready);
    visitor.to_check("窗口没人");
    CHECK_FALSE(visitor.act(Print{}).print);
}

TEST_CASE("paper: a printer that stands differently is seen at once, the same one is not redrawn") {
    Visitor visitor = with_receipt(Paper::Ready);
    CHECK(on_paper(visitor.state, Paper::Out).redraw);
    CHECK_FALSE(on_paper(visitor.state, Paper::Out).redraw);
    CHECK_FALSE(may_print(visitor.state));
}

TEST_CASE(
    "paper: P2, nobody is warned while the paper comes, and the time begins when it is there") {
    Visitor visitor = with_receipt(Paper::Ready);
    const auto number = visitor.act(Print{}).print;
    visitor.wait(idle_limit(IdleClass::Receipt) + 60s);
    CHECK_FALSE(visitor.state.visit.warned);
    on_slip(visitor.state, *number, true);
    visitor.wait(idle_limit(IdleClass::Receipt) - 1s);
    CHECK_FALSE(visitor.state.visit.warned);
    visitor.wait(2s);
    CHECK(visitor.state.visit.warned);
}

TEST_CASE(
    "paper: the next visitor hears nothing of a slip, and how the printer stands outlives them") {
    Visitor visitor = with_receipt(Paper::Ready);
    const auto number = visitor.act(Print{}).print;
    visitor.act(EndVisit{});
    CHECK(visitor.page() == Page::Attract);
    CHECK_FALSE(visitor.state.visit.slip);
    CHECK_FALSE(on_slip(visitor.state, *number, true).redraw);
    CHECK_FALSE(visitor.state.visit.slip);
    CHECK(visitor.state.paper == Paper::Ready);
    Visitor other = with_receipt(Paper::Ready);
    const auto again = other.act(Print{}).print;
    other.act(GoHome{});
    CHECK_FALSE(other.state.visit.slip);
    CHECK_FALSE(on_slip(other.state, *again, false).redraw);
}

// SPDX-License-Identifier: Apache-2.0
// A ticket that does not go straight: asked, answered, extended, sent back, withdrawn.
#include "office.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::Date;
using domain::TicketState;
using rules::Action;
using rules::Outcome;

namespace {

constexpr std::chrono::hours kDay{24};

}  // namespace

TEST_CASE("tickets: while the citizen is asked the clock stands, and the kiosk says for what") {
    Office office;
    const std::int64_t id = accepted(office);  // Filed on Monday, 2 November 2026.
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 23));
    office.pass(2 * kDay);
    REQUIRE(office.act(id, ask("请说明是哪一天。")).ok());
    CHECK(view(office).state == TicketState::NeedInfo);
    CHECK(view(office).needed == "请说明是哪一天。");
    CHECK(view(office).needed_by == Date::of(2026, 11, 18));
    CHECK_FALSE(office.act(id, reply("x")).ok());
    office.pass(5 * kDay);  // Monday, the 9th: two Thursday and Friday, and today, have stood.
    REQUIRE(office.act(id, noted(Action::Supplement)).ok());
    const tickets::Ticket ticket = office.ticket(id);
    CHECK(ticket.state == TicketState::Accepted);
    CHECK(ticket.deadlines.reply_by == Date::of(2026, 11, 26));
    CHECK(view(office).needed.empty());
    CHECK_FALSE(view(office).needed_by);
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("tickets: who never answers does not hold the ticket for ever") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, ask("x")).ok());
    office.pass(17 * kDay);
    CHECK(view(office).overdue);
    REQUIRE(office.act(id, noted(Action::Supplement)).ok());
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 12, 7));
    REQUIRE(office.act(id, reply("按已知情况答复。")).ok());
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("tickets: an answer that does not satisfy is handled anew, once") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("第一次答复")).ok());
    office.pass(7 * kDay);
    REQUIRE(office.act(id, noted(Action::Rework)).ok());
    CHECK(office.ticket(id).state == TicketState::Accepted);
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 30));
    REQUIRE(office.act(id, reply("第二次答复")).ok());
    CHECK(view(office).reply == "第二次答复");
    const auto again = office.act(id, noted(Action::Rework));
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().field == "action");
    CHECK(office.act(id, close("dissatisfied")).error().field == "action");  // Unheard.
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(1)).ok());
    CHECK(office.ticket(id).state == TicketState::Rechecking);  // Handled anew once: now by others.
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("tickets: what the citizen withdraws is at its end, and owes nothing") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, noted(Action::Withdraw)).ok());
    CHECK(view(office).state == TicketState::Withdrawn);
    office.pass(100 * kDay);
    CHECK_FALSE(view(office).overdue);
    CHECK(office.ticket(id).allowed(rules::Role::Supervisor, office.now()) ==
          std::vector<Action>{Action::Archive});
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("tickets: a deed that needs a reason is not done without one") {
    Office office;
    const std::int64_t id = accepted(office);
    for (const Action action : {Action::NeedInfo, Action::Withdraw}) {
        tickets::Deed deed;
        deed.action = action;
        const auto done = office.act(id, deed);
        REQUIRE_FALSE(done.ok());
        CHECK(done.error().code == ErrorCode::InvalidInput);
    }
    CHECK(office.ticket(id).state == TicketState::Accepted);
}

TEST_CASE("tickets: the hall's rule names no extension, so nobody can give one") {
    Office office;
    const std::int64_t id = accepted(office);
    CHECK(office.act(id, extend("要向外省核对。")).error().field == "action");
}

TEST_CASE("tickets: a course that the events do not lead to is named") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, ask("x")).ok());
    REQUIRE(office.act(id, noted(Action::Supplement)).ok());
    const auto spoil = [&](const char* sql) { REQUIRE(office.db().run(sql).ok()); };
    spoil("UPDATE ticket SET course = replace(course, 'r2026-11-02', 'r2026-11-18')");
    CHECK(tickets::verify_chain(office.db(), id).error().field == "course");
    spoil("UPDATE ticket SET course = replace(course, 'r2026-11-18', 'r2026-11-02')");
    spoil("UPDATE ticket SET needed = 'y'");
    CHECK(tickets::verify_chain(office.db(), id).error().field == "needed");
}

TEST_CASE("tickets: the unit sees what it was asked about while the citizen is waited for") {
    Office office;
    const std::int64_t id = accepted(office);
    const rules::Viewer unit{rules::Role::Handler, "scjg"};
    REQUIRE(tickets::find(office.db(), unit, id).ok());
    REQUIRE(office.act(id, ask("x")).ok());
    CHECK(tickets::find(office.db(), unit, id).ok());
}

// SPDX-License-Identifier: Apache-2.0
// What a citizen may wish for with nothing but the receipt code.
#include "office.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::TicketState;
using domain::Wish;
using rules::Outcome;

namespace {

constexpr std::chrono::hours kDay{24};

domain::TicketView view(Office& office) {
    const auto seen = tickets::view_by_receipt(office.db(), office.code_of_last(), office.now());
    REQUIRE(seen.ok());
    return seen.value();
}

bool wish(Office& office, Wish what) {
    office.pass(std::chrono::minutes{1});
    const auto done = tickets::make_wish(office.db(), office.code_of_last(), what, office.now());
    REQUIRE(done.ok());
    return !done.value().empty();
}

using Wishes = std::vector<Wish>;

}  // namespace

TEST_CASE("wishes: haste is asked for from the next day on, once a day, and staff see how often") {
    Office office;
    const std::int64_t id = office.file();
    CHECK(view(office).wishes == Wishes{Wish::Withdraw});
    CHECK_FALSE(wish(office, Wish::Urge));
    office.pass(kDay);
    CHECK(view(office).wishes == Wishes{Wish::Urge, Wish::Withdraw});
    CHECK(wish(office, Wish::Urge));
    CHECK_FALSE(wish(office, Wish::Urge));
    CHECK(view(office).wishes == Wishes{Wish::Withdraw});
    office.pass(kDay);
    CHECK(wish(office, Wish::Urge));
    const tickets::Ticket ticket = office.ticket(id);
    CHECK(ticket.course.urges.size() == 2);
    CHECK(ticket.state == TicketState::Registered);
    CHECK(ticket.version == 3);
    const auto events = tickets::events_of(office.db(), id);
    CHECK(events.value().back().type == "urged");
    CHECK(events.value().back().by == tickets::kCitizen);
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("wishes: an answer that does not satisfy is sent back once, with a new date") {
    Office office;
    const std::int64_t id = office.file();
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    REQUIRE(office.act(id, accept()).ok());
    REQUIRE(office.act(id, reply("一")).ok());
    CHECK(view(office).wishes == Wishes{Wish::Rework});
    office.pass(7 * kDay);
    CHECK(wish(office, Wish::Rework));
    CHECK(view(office).state == TicketState::Accepted);
    CHECK(view(office).reply_by == domain::Date::of(2026, 11, 30));
    REQUIRE(office.act(id, reply("二")).ok());
    CHECK(wish(office, Wish::Rework));  // A second time others look at it, once.
    CHECK(view(office).state == TicketState::Rechecking);
    CHECK(view(office).reply_by == domain::Date::of(2026, 12, 9));
    CHECK(view(office).wishes.empty());
    CHECK_FALSE(wish(office, Wish::Rework));
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("wishes: what was withdrawn stays so, and a lost answer may be asked for again") {
    Office office;
    const std::int64_t id = office.file();
    CHECK(wish(office, Wish::Withdraw));
    CHECK_FALSE(wish(office, Wish::Withdraw));
    CHECK(view(office).state == TicketState::Withdrawn);
    CHECK(view(office).wishes.empty());
    CHECK(office.ticket(id).version == 2);
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("wishes: a bad rating has none, and a code that is none is told so") {
    Office office;
    office.file({.kind = domain::RecordKind::Rating});
    office.pass(kDay);
    CHECK(view(office).wishes.empty());
    CHECK_FALSE(wish(office, Wish::Withdraw));
    CHECK(tickets::make_wish(office.db(), "000000000000", Wish::Urge, office.now()).error().code ==
          ErrorCode::NotFound);
}

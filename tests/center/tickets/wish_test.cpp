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

bool wish(Office& office, Wish what) {
    office.pass(std::chrono::minutes{1});
    const auto done = tickets::make_wish(office.db(), office.code_of_last(), what, office.now());
    REQUIRE(done.ok());
    return !done.value().empty();
}

using Wishes = std::vector<Wish>;

/// A main ticket, accepted, and the number of it; then another that goes with it.
std::int64_t merged(Office& office, std::int64_t main) {
    const std::int64_t id = office.file();
    tickets::Deed deed = noted(rules::Action::Merge);
    deed.into = office.ticket(main).ticket_no;
    REQUIRE(office.act(id, deed).ok());
    return id;
}

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

TEST_CASE("wishes: haste and another answer are for a bad rating too, but nobody takes it back") {
    Office office;
    const std::int64_t id = office.file({.kind = domain::RecordKind::Rating});
    CHECK(view(office).wishes.empty());
    CHECK_FALSE(wish(office, Wish::Withdraw));
    office.pass(kDay);
    CHECK(view(office).wishes == Wishes{Wish::Urge});
    CHECK(wish(office, Wish::Urge));
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    tickets::Deed valid = noted(rules::Action::Classify);
    valid.found = rules::RatingClass::Valid;
    REQUIRE(office.act(id, valid).ok());
    REQUIRE(office.act(id, reply("已整改")).ok());
    CHECK(view(office).wishes == Wishes{Wish::Rework});
    CHECK(wish(office, Wish::Rework));
    CHECK(view(office).state == TicketState::Accepted);
    REQUIRE(office.act(id, reply("已再次整改")).ok());
    CHECK(wish(office, Wish::Rework));
    CHECK(view(office).state == TicketState::Rechecking);
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("wishes: a code that is none is told so") {
    Office office;
    office.file();
    CHECK(tickets::make_wish(office.db(), "000000000000", Wish::Urge, office.now()).error().code ==
          ErrorCode::NotFound);
}

TEST_CASE(
    "wishes: who goes with another is told how late that one is, why it was refused, and all") {
    Office office;
    const std::int64_t main = office.file();
    merged(office, main);
    CHECK(view(office).state == TicketState::Merged);
    CHECK_FALSE(view(office).overdue);
    office.pass(40 * kDay);
    CHECK(view(office).overdue);
    CHECK(view(office).reply_by == office.ticket(main).deadlines.reply_by);
    REQUIRE(office.act(main, call(Outcome::Verified)).ok());
    REQUIRE(office.act(main, refuse("请向法院提起诉讼。")).ok());
    CHECK(view(office).state == TicketState::NotAccepted);
    CHECK(view(office).refusal == "请向法院提起诉讼。");
    CHECK_FALSE(view(office).overdue);
}

TEST_CASE("wishes: what was put away is told as it ended, with the answer that others had too") {
    Office office;
    const std::int64_t main = accepted(office);
    const std::int64_t other = merged(office, main);
    // What waits for an answer is not put away, whoever else it goes with.
    CHECK(office.act(other, noted(rules::Action::Archive)).error().field == "action");
    CHECK(view(office).state == TicketState::Merged);
    REQUIRE(office.act(main, reply("已整改")).ok());
    CHECK(view(office).state == TicketState::Replied);
    CHECK(view(office).reply == "已整改");
    CHECK(view(office).wishes == Wishes{Wish::Rework});
    REQUIRE(office.act_as("wang", kSupervisor, other, heard(5)).ok());
    office.pass(40 * kDay);
    REQUIRE(office.act(other, noted(rules::Action::Archive)).ok());
    CHECK(view(office).state == TicketState::Closed);
    CHECK(view(office).reply == "已整改");
    const std::int64_t taken_back = office.file();
    REQUIRE(office.act(taken_back, noted(rules::Action::Withdraw)).ok());
    REQUIRE(office.act(taken_back, noted(rules::Action::Archive)).ok());
    CHECK(view(office).state == TicketState::Withdrawn);
    const std::int64_t passed = office.file();
    REQUIRE(office.act(passed, call(Outcome::Verified)).ok());
    tickets::Deed transfer = noted(rules::Action::Transfer);
    transfer.words = "已移送。";
    REQUIRE(office.act(passed, transfer).ok());
    REQUIRE(office.act(passed, noted(rules::Action::Archive)).ok());
    CHECK(view(office).state == TicketState::Transferred);
    CHECK(view(office).refusal == "已移送。");
}

TEST_CASE("wishes: who goes with another may ask for haste there, send the answer back, or leave") {
    Office office;
    const std::int64_t main = accepted(office);
    const std::int64_t other = merged(office, main);
    office.pass(kDay);
    CHECK(view(office).wishes == Wishes{Wish::Urge, Wish::Withdraw});
    CHECK(wish(office, Wish::Urge));
    CHECK(office.ticket(main).course.urges.size() == 1);
    CHECK(office.ticket(other).course.urges.empty());
    const auto events = tickets::events_of(office.db(), main);
    CHECK(events.value().back().fields.at("ticket_no") == office.ticket(other).ticket_no);
    REQUIRE(office.act(main, reply("一")).ok());
    CHECK(view(office).wishes == Wishes{Wish::Rework});
    CHECK(wish(office, Wish::Rework));  // The others may be satisfied: theirs stays answered.
    CHECK(office.ticket(main).state == TicketState::Replied);
    CHECK(view(office).state == TicketState::Accepted);
    CHECK(wish(office, Wish::Withdraw));
    CHECK(view(office).state == TicketState::Withdrawn);
    CHECK(office.ticket(other).merged_into == 0);
    CHECK(office.ticket(main).course.merged == 0);
    CHECK_FALSE(tickets::find(office.db(), {rules::Role::Handler, "scjg"}, other).ok());
    const std::int64_t leaver = merged(office, accepted(office));
    CHECK(wish(office, Wish::Withdraw));
    CHECK(office.ticket(leaver).state == TicketState::Withdrawn);
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE("wishes: a citizen is not told that an answer is late because an appeal takes long") {
    Office office;
    const std::int64_t id = office.file({.kind = domain::RecordKind::Rating});
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    tickets::Deed valid = noted(rules::Action::Classify);
    valid.found = rules::RatingClass::Valid;
    REQUIRE(office.act(id, valid).ok());
    const auto appealed =
        office.act_as("zhang", {rules::Role::Handler, "scjg"}, id, noted(rules::Action::Appeal));
    REQUIRE(appealed.ok());
    office.pass(10 * kDay);
    CHECK(*office.ticket(id).deadlines.appeal_by < domain::date_of(office.now()));
    CHECK_FALSE(view(office).overdue);
    office.pass(40 * kDay);
    CHECK(view(office).overdue);
}

namespace {

/// An office that files from the day on which Hubei's second edition is in force.
void begin_december(Office& office) {
    while (domain::date_of(office.now()) < domain::Date::of(2026, 12, 1)) office.pass(kDay);
}
/// What the last event of this type says of why.
std::string why_of(Office& office, std::int64_t id, const std::string& type) {
    std::string why;
    const auto events = tickets::events_of(office.db(), id);
    REQUIRE(events.ok());
    for (const tickets::Event& event : events.value()) {
        if (event.type == type) why = event.fields.at("why");
    }
    return why;
}

}  // namespace

TEST_CASE("wishes: in Hubei who is not satisfied has the center watch over the second answer") {
    Office office;
    begin_december(office);
    const std::int64_t id = signed_for(office);
    const domain::Date promised = office.ticket(id).deadlines.answer_by();
    CHECK(view(office).reply_by == promised);
    CHECK(promised > office.ticket(id).deadlines.reply_by);
    REQUIRE(by_unit(office, id, reply("已处理。")).ok());
    CHECK(view(office).reply_by == office.ticket(id).deadlines.feedback_by);
    REQUIRE(office.act(id, noted(rules::Action::Approve)).ok());
    CHECK(wish(office, Wish::Rework));
    const tickets::Ticket again = office.ticket(id);
    CHECK(again.state == TicketState::Accepted);
    CHECK(again.course.supervised == 1);
    CHECK(why_of(office, id, "supervised") == "dissatisfied");
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE("wishes: in Hubei an answer that a call finds wanting is watched, too, but only once") {
    for (const bool pressed : {false, true}) {
        Office office;
        begin_december(office);
        const std::int64_t id = signed_for(office);
        REQUIRE(by_unit(office, id, reply("已处理。")).ok());
        REQUIRE(office.act(id, noted(rules::Action::Approve)).ok());
        tickets::Deed call = heard(1);
        call.was_pressed = pressed;
        REQUIRE(office.act(id, call).ok());
        CHECK(office.ticket(id).state == TicketState::Accepted);
        CHECK(office.ticket(id).course.supervised == 1);
        CHECK(why_of(office, id, "supervised") == (pressed ? "pressed" : "dissatisfied"));
    }
}

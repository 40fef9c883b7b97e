// SPDX-License-Identifier: Apache-2.0
// Tickets about one matter (domain.md 2.3): handled as one, each citizen owed an answer and a call.
#include "office.h"
#include "sync/base/mutant.h"
#include "sync/center/tickets/step.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::TicketState;
using rules::Action;
using rules::Outcome;
using rules::Role;

namespace {

constexpr std::chrono::hours kDay{24};

tickets::Deed merged_into(const std::string& number) {
    tickets::Deed deed = noted(Action::Merge);
    deed.into = number;
    return deed;
}

}  // namespace

TEST_CASE("merge: merged tickets are handled as one, and each citizen reads the answer") {
    Office office;
    const std::int64_t main = accepted(office);
    const std::int64_t other = office.file();
    const std::string code = office.code_of_last();
    REQUIRE(office.act(other, merged_into(office.ticket(main).ticket_no)).ok());
    CHECK(office.ticket(other).state == TicketState::Merged);
    CHECK(view(office, code).state == TicketState::Merged);
    CHECK(refused_field(office.act(main, merged_into(office.ticket(other).ticket_no))) == "action");
    REQUIRE(office.act(main, reply("已整改")).ok());
    CHECK(view(office, code).state == TicketState::Replied);
    CHECK(view(office, code).reply == "已整改");
    CHECK(view(office, code).ticket_no == office.ticket(other).ticket_no);
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE("merge: who goes along is called about the answer, too, and has it handled anew alone") {
    Office office;
    const std::int64_t main = accepted(office);
    const std::int64_t other = office.file();
    const std::string code = office.code_of_last();
    REQUIRE(office.act(other, merged_into(office.ticket(main).ticket_no)).ok());
    REQUIRE(by_unit(office, main, reply("已整改")).ok());
    CHECK(office.ticket(other).state == TicketState::Merged);
    REQUIRE(office.act(main, noted(Action::Approve)).ok());
    for (const std::int64_t id : {main, other}) {
        CHECK(office.ticket(id).state == TicketState::Replied);
        CHECK(office.ticket(id).awaits_closing_call());
        CHECK(office.ticket(id).merged_into == 0);
    }
    CHECK(office.ticket(main).course.merged == 0);
    const auto events = tickets::events_of(office.db(), other);
    const tickets::Event& answer = events.value()[events.value().size() - 2];
    CHECK(answer.type == "replied");
    CHECK(answer.by == "zhang");  // Whose answer it is stays so: it is not zhang who asks about it.
    CHECK(answer.fields.at("with") == office.ticket(main).ticket_no);
    REQUIRE(office.act_as("wang", kSupervisor, main, heard(5)).ok());
    CHECK(office.ticket(main).state == TicketState::Closed);
    REQUIRE(office.act_as("wang", kSupervisor, other, heard(1)).ok());
    CHECK(office.ticket(other).state == TicketState::Accepted);
    CHECK(office.ticket(main).state == TicketState::Closed);
    CHECK(view(office, code).state == TicketState::Accepted);
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE("merge: what joins an answered ticket has the answer at once") {
    Office office;
    const std::int64_t main = accepted(office);
    REQUIRE(office.act(main, reply("已整改")).ok());
    const std::int64_t other = office.file();
    REQUIRE(office.act(other, merged_into(office.ticket(main).ticket_no)).ok());
    CHECK(office.ticket(other).state == TicketState::Replied);
    CHECK(view(office, office.code_of_last()).reply == "已整改");
    CHECK(office.ticket(main).course.merged == 0);
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE("merge: nobody waits longer for having been joined") {
    Office office;
    const std::int64_t older = accepted(office);
    office.pass(10 * kDay);
    const std::int64_t newer = office.file();
    const auto into_newer = office.act(older, merged_into(office.ticket(newer).ticket_no));
    CHECK(refused_field(into_newer) == "into");
    CHECK(into_newer.error().detail.find("2026-11-23: merge that one into this") !=
          std::string::npos);
    {
        const MutantScope mutant("tickets.merges_into_later");
        CHECK(office.act(older, merged_into(office.ticket(newer).ticket_no)).ok());
        REQUIRE(office.act(older, noted(Action::Separate)).ok());
    }
    CHECK(office.act(newer, merged_into(office.ticket(older).ticket_no)).ok());
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE(
    "merge: a transfer is all of theirs; a refusal of one refuses nothing that was accepted") {
    Office office;
    const std::int64_t main = office.file();
    const std::int64_t taken_in = accepted(office);
    const std::int64_t fresh = office.file();
    for (const std::int64_t id : {taken_in, fresh}) {
        REQUIRE(office.act(id, merged_into(office.ticket(main).ticket_no)).ok());
    }
    REQUIRE(office.act(main, call(Outcome::Verified)).ok());
    REQUIRE(office.act(main, refuse("请向法院起诉。")).ok());
    CHECK(office.ticket(taken_in).state == TicketState::Accepted);
    CHECK(office.ticket(fresh).state == TicketState::NotAccepted);
    const std::int64_t late = office.file();
    REQUIRE(office.act(late, merged_into(office.ticket(taken_in).ticket_no)).ok());
    tickets::Deed deed = noted(Action::Transfer);
    deed.words = "已移送。";
    REQUIRE(office.act(taken_in, deed).ok());
    CHECK(office.ticket(late).state == TicketState::Transferred);
    CHECK(view(office, office.code_of_last()).refusal == "已移送。");
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE("merge: nobody withdraws for others: what went along goes on by itself") {
    Office office;
    const std::int64_t main = accepted(office);
    const std::string code = office.code_of_last();
    const std::int64_t other = office.file();
    REQUIRE(office.act(other, call(Outcome::Verified)).ok());
    REQUIRE(office.act(other, merged_into(office.ticket(main).ticket_no)).ok());
    const auto touched =
        tickets::make_wish(office.db(), code, domain::Wish::Withdraw, office.now());
    REQUIRE(touched.ok());
    CHECK(touched.value() == std::vector<std::int64_t>{main, other});
    CHECK(office.ticket(main).state == TicketState::Withdrawn);
    CHECK(office.ticket(other).state == TicketState::Verified);
    CHECK(tickets::verify_chains(office.db()).ok());
}

TEST_CASE("merge: what cannot go together is told by the field") {
    Office office;
    const std::int64_t id = office.file();
    const std::int64_t sealed = office.file({.category = "06"});
    const std::int64_t elsewhere = office.file({.unit = "rlzy"});
    const std::int64_t rating = office.file({.kind = domain::RecordKind::Rating});
    for (const std::int64_t wrong : {id, sealed, elsewhere, rating}) {
        const auto number = office.ticket(wrong).ticket_no;
        CHECK(refused_field(office.act(id, merged_into(number))) == "into");
    }
    CHECK(refused_field(office.act(id, merged_into("TS1"))) == "into");
    CHECK(office.ticket(id).version == 1);
    CHECK(office.ticket(sealed).version == 1);
}

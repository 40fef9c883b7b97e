// SPDX-License-Identifier: Apache-2.0
// The turns that a ticket may take, each as a story (domain.md 2.5, 1.2).
#include "office.h"
#include "sync/center/tickets/step.h"
#include "sync/center/tickets/worklist.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::Date;
using domain::TicketState;
using rules::Action;
using rules::Outcome;
using rules::RatingClass;
using rules::Role;

namespace {

constexpr std::chrono::hours kDay{24};
const rules::Viewer kUnit{Role::Handler, "scjg"};

std::int64_t accepted(Office& office, const Office::Filing& filing = {}) {
    const std::int64_t id = office.file(filing);
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    REQUIRE(office.act(id, accept()).ok());
    return id;
}

Result<tickets::Ticket> by_unit(Office& office, std::int64_t id, const tickets::Deed& deed) {
    return office.act_as("zhang", kUnit, id, deed);
}

tickets::Deed found_to_be(RatingClass found) {
    tickets::Deed deed = noted(Action::Classify);
    deed.found = found;
    deed.words = "说明";
    return deed;
}

tickets::Deed merged_into(const std::string& number) {
    tickets::Deed deed = noted(Action::Merge);
    deed.into = number;
    return deed;
}

domain::TicketView view(Office& office, const std::string& code) {
    const auto seen = tickets::view_by_receipt(office.db(), code, office.now());
    REQUIRE(seen.ok());
    return seen.value();
}

std::string refused_field(const Result<tickets::Ticket>& done) {
    REQUIRE_FALSE(done.ok());
    return done.error().field;
}

}  // namespace

TEST_CASE("life: a unit's answer is the citizen's only when the center has passed it") {
    Office office;
    const std::int64_t id = accepted(office);
    const std::string code = office.code_of_last();
    REQUIRE(by_unit(office, id, reply("已整改")).ok());
    CHECK(office.ticket(id).state == TicketState::Reviewing);
    CHECK(view(office, code).state == TicketState::Accepted);
    CHECK(view(office, code).reply.empty());
    CHECK(office.ticket(id).deadlines.review_by == Date::of(2026, 11, 4));
    REQUIRE(office.act(id, noted(Action::SendBack)).ok());
    CHECK(office.ticket(id).state == TicketState::Accepted);
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 23));  // Its clock runs on.
    REQUIRE(by_unit(office, id, reply("已整改，附照片")).ok());
    REQUIRE(office.act(id, noted(Action::Approve)).ok());
    CHECK(view(office, code).state == TicketState::Replied);
    CHECK(view(office, code).reply == "已整改，附照片");
    CHECK(office.ticket(id).deadlines.call_by == Date::of(2026, 11, 4));
}

TEST_CASE("life: what is signed for, designated, or older than 24 open hours stays with its unit") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(by_unit(office, id, noted(Action::Sign)).ok());
    CHECK(refused_field(by_unit(office, id, noted(Action::Return))) == "action");
    const std::int64_t late = accepted(office);
    office.pass(kDay - std::chrono::minutes{1});
    CHECK(by_unit(office, late, noted(Action::Return)).ok());
    const std::int64_t later = accepted(office);
    office.pass(kDay + std::chrono::minutes{1});
    CHECK(refused_field(by_unit(office, later, noted(Action::Return))) == "action");
    const std::int64_t named = accepted(office);
    tickets::Deed deed = dispatch("scjg");
    deed.action = Action::Designate;
    REQUIRE(office.act(named, deed).ok());
    CHECK(refused_field(by_unit(office, named, noted(Action::Return))) == "action");
}

TEST_CASE("life: hours to return a ticket do not run while the office is closed") {
    Office office;
    office.pass(4 * kDay + std::chrono::hours{6});  // Friday afternoon.
    const std::int64_t id = accepted(office);
    office.pass(2 * kDay + std::chrono::hours{20});  // Monday, twenty hours and two days later.
    CHECK(by_unit(office, id, noted(Action::Return)).ok());
}

TEST_CASE("life: more time is asked for before the answer is due, and granted by the head alone") {
    Office office;
    const std::int64_t id = accepted(office);
    CHECK(refused_field(by_unit(office, id, noted(Action::AskExtension))) == "action");  // No rule.
    const std::int64_t rating = office.file({.kind = domain::RecordKind::Rating});
    REQUIRE(office.act(rating, call(Outcome::Verified)).ok());
    REQUIRE(office.act(rating, found_to_be(RatingClass::Valid)).ok());
    REQUIRE(by_unit(office, rating, noted(Action::AskExtension)).ok());
    CHECK(refused_field(by_unit(office, rating, noted(Action::AskExtension))) == "action");
    REQUIRE(office.act(rating, noted(Action::DenyExtension)).ok());
    REQUIRE(by_unit(office, rating, noted(Action::AskExtension)).ok());
    office.pass(40 * kDay);  // Asked in time, decided late.
    REQUIRE(office.act(rating, noted(Action::Extend)).ok());
    CHECK(office.ticket(rating).deadlines.reply_by == Date::of(2026, 12, 7));
    CHECK(refused_field(by_unit(office, rating, noted(Action::AskExtension))) == "action");
}

TEST_CASE("life: a bad rating is looked at from outside before it leaves the figures") {
    Office office;
    const std::int64_t id = office.file({.kind = domain::RecordKind::Rating});
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    CHECK(office.ticket(id).deadlines.verify_by == Date::of(2026, 11, 3));
    REQUIRE(office.act(id, found_to_be(RatingClass::Malicious)).ok());
    CHECK(office.ticket(id).state == TicketState::Appealed);
    CHECK(refused_field(office.act(id, noted(Action::Overturn))) == "account");  // The same li.
    REQUIRE(office.act_as("wang", kSupervisor, id, noted(Action::Overturn)).ok());
    CHECK(office.ticket(id).state == TicketState::Closed);
    CHECK(office.ticket(id).course.is_excluded);
    store::Statement row = office.db().prepare("SELECT excluded FROM ticket");
    REQUIRE(row.step().value());
    CHECK(row.integer(0) == 1);
}

TEST_CASE("life: a unit appeals against a rating within five working days, and the clock stands") {
    Office office;
    const auto valid = [&] {
        const std::int64_t id = office.file({.kind = domain::RecordKind::Rating});
        REQUIRE(office.act(id, call(Outcome::Verified)).ok());
        REQUIRE(office.act(id, found_to_be(RatingClass::Valid)).ok());
        return id;
    };
    const std::int64_t id = valid();
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 23));
    office.pass(2 * kDay);
    REQUIRE(by_unit(office, id, noted(Action::Appeal)).ok());
    office.pass(5 * kDay);
    REQUIRE(office.act_as("wang", kSupervisor, id, noted(Action::Dismiss)).ok());
    CHECK(office.ticket(id).state == TicketState::Accepted);
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 26));
    CHECK(refused_field(by_unit(office, id, noted(Action::Appeal))) == "action");  // Once.
    const std::int64_t late = valid();
    office.pass(8 * kDay);
    CHECK(refused_field(by_unit(office, late, noted(Action::Appeal))) == "action");
}

TEST_CASE("life: merged tickets are handled as one, and each citizen reads the answer") {
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

TEST_CASE("life: nobody withdraws for others: what went along goes on by itself") {
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

TEST_CASE("life: what cannot go together is told by the field") {
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

TEST_CASE("life: a recheck is done by somebody who had no part, and ends the matter or opens it") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(1)).ok());  // Handled anew by rule.
    CHECK(office.ticket(id).state == TicketState::Accepted);
    REQUIRE(office.act(id, reply("二")).ok());
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(2)).ok());
    CHECK(office.ticket(id).state == TicketState::Rechecking);
    tickets::Deed upheld;
    upheld.action = Action::Uphold;
    upheld.words = "维持。";
    CHECK(refused_field(office.act(id, upheld)) == "account");
    REQUIRE(office.act_as("wang", kSupervisor, id, upheld).ok());
    CHECK(office.ticket(id).state == TicketState::Closed);
    CHECK(view(office, office.code_of_last()).reply == "维持。");
    CHECK(view(office, office.code_of_last()).wishes.empty());  // Once.
}

TEST_CASE("life: a closed file is put away when nobody may ask for a recheck any more") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(5)).ok());
    CHECK(refused_field(office.act(id, noted(Action::Archive))) == "action");
    CHECK(view(office, office.code_of_last()).wishes == std::vector{domain::Wish::Rework});
    office.pass(31 * kDay);
    CHECK(view(office, office.code_of_last()).wishes.empty());
    REQUIRE(office.act(id, noted(Action::Archive)).ok());
    CHECK(office.ticket(id).allowed(Role::Supervisor, office.now()).empty());
    CHECK(view(office, office.code_of_last()).state == TicketState::Closed);
}

TEST_CASE("life: pressure to withdraw puts a ticket under supervision, whatever else was said") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    tickets::Deed deed = heard(5);
    deed.was_pressed = true;
    REQUIRE(office.act_as("wang", kSupervisor, id, deed).ok());
    CHECK(office.ticket(id).course.supervised == 1);
    CHECK(office.ticket(id).state == TicketState::Closed);
}

TEST_CASE("life: three half-days without an answer close an answered ticket, told as unreached") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    for (int i = 0; i < 3; ++i) {
        CHECK(office.ticket(id).state == TicketState::Replied);
        REQUIRE(office.act_as("wang", kSupervisor, id, heard(0, Outcome::NoAnswer)).ok());
        office.pass(kDay);
    }
    CHECK(office.ticket(id).state == TicketState::Closed);
    const auto events = tickets::events_of(office.db(), id);
    CHECK(events.value().back().by == tickets::kByRule);
    CHECK(events.value().back().fields.at("result") == "unreached");
}

TEST_CASE("life: what goes to discipline is told to the citizen and no longer the center's") {
    Office office;
    const std::int64_t id = accepted(office);
    tickets::Deed deed = noted(Action::Transfer);
    CHECK(refused_field(office.act(id, deed)) == "words");
    deed.words = "已移送纪检监察机关。";
    REQUIRE(office.act(id, deed).ok());
    CHECK(view(office, office.code_of_last()).state == TicketState::Transferred);
    CHECK_FALSE(tickets::find(office.db(), kUnit, id).ok());
    office.pass(100 * kDay);
    CHECK_FALSE(view(office, office.code_of_last()).overdue);
}

TEST_CASE("life: columns that an older program wrote are made again from the events") {
    Office office;
    const std::int64_t id = accepted(office);
    const tickets::Ticket before = office.ticket(id);
    REQUIRE(office.db().run("UPDATE ticket SET course = '', due_on = ''").ok());
    CHECK_FALSE(tickets::verify_chain(office.db(), id).ok());
    CHECK(tickets::bring_columns_up(office.db()).value() == 1);
    CHECK(tickets::bring_columns_up(office.db()).value() == 0);
    CHECK(office.ticket(id).course == before.course);
    CHECK(tickets::verify_chain(office.db(), id).ok());
    const auto open =
        tickets::work_list(office.db(), kSupervisor, {}, domain::date_of(office.now()));
    CHECK(open.value().items.size() == 1);
}
